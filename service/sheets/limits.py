"""How much of a stranger's table is looked at. Each limit has a refusal of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from service.sheets.refusal import SheetRefused

__all__ = ["LIMITS", "Limits", "refuse_beyond"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The defaults hold a household file of 20,000 lines below its header.

    `cells` is the area of all sheets together, lines × widest line, because a reader that keeps a
    table as a rectangle pays for the empty cells too.
    """

    upload_bytes: int = 20_000_000
    members: int = 200
    unpacked_bytes: int = 50_000_000  # of all members, and of all texts as often as they are shown
    other_bytes: int = 5_000_000  # unpacked, of the parts that hold no cells, together
    ratio: int = 100  # unpacked : packed, of one member or of the whole, once beyond a megabyte
    sheets: int = 20
    rows: int = 20_001  # of one sheet, with its header
    columns: int = 200
    cells: int = 1_250_000
    characters: int = 2_000  # of one cell
    merged: int = 1_000  # merged areas of one sheet


LIMITS: Final = Limits()


def refuse_beyond(sheet: str, row: int, column: int, limits: Limits) -> None:
    """Raises SheetRefused for content in a row or column that is one too many."""
    if row > limits.rows:
        raise SheetRefused("too_many_rows", sheet=sheet, row=row, limit=limits.rows)
    if column > limits.columns:
        raise SheetRefused("too_many_columns", sheet=sheet, row=row, limit=limits.columns)
