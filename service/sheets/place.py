"""Where a cell stands, as spreadsheets say it."""

from __future__ import annotations

from typing import Final

from service.sheets.limits import Limits
from service.sheets.refusal import SheetRefused

__all__ = ["LAST_COLUMN", "LAST_ROW", "address", "column_number", "refuse_beyond"]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any sheet of Excel


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


_COLUMNS: Final = {_letters(column): column for column in range(1, LAST_COLUMN + 1)}


def address(row: int, column: int) -> str:
    """Both counted from 1: (12, 28) is AB12."""
    return f"{_letters(column)}{row}"


def column_number(letters: str) -> int:
    """AB is 28; 0 for what names no column of a sheet, XFD being the last."""
    return _COLUMNS.get(letters, 0)


def refuse_beyond(sheet: str, row: int, column: int, limits: Limits) -> None:
    """Raises SheetRefused for content in a row or column that is one too many."""
    if row > limits.rows:
        raise SheetRefused("too_many_rows", sheet=sheet, row=row, limit=limits.rows)
    if column > limits.columns:
        raise SheetRefused("too_many_columns", sheet=sheet, row=row, limit=limits.columns)
