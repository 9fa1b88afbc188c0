"""A CSV of a stranger: decoded, split and counted piece by piece, so that memory stays flat.

RFC 4180 with any of the three line ends. A line feed without a quote around it ends a row, and a
row keeps the number Excel would show. The whole file is walked once before any cell is handed out:
what is refused is refused at once, and not at the thousandth line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from typing import Final

from service.sheets.cells import csv_cell, trimmed
from service.sheets.charsets import charset_of
from service.sheets.inert import as_typed
from service.sheets.limits import Limits, refuse_beyond
from service.sheets.refusal import SheetRefused
from service.sheets.table import EMPTY, LAST_ROW, Line, Lines, Sheet, Workbook, address

__all__ = ["CSV_SHEET", "read_csv"]

CSV_SHEET: Final = "CSV"  # the one sheet has no name of its own


def read_csv(data: bytes, charset: str | None, limits: Limits) -> Workbook:
    """Raises SheetRefused, and for what stands in `data` nothing else."""
    if not data:
        raise SheetRefused("empty_file")
    if len(data) > limits.upload_bytes:
        raise SheetRefused("file_too_large", bytes=len(data), limit=limits.upload_bytes)
    found = charset_of(data, charset)
    count = cells = 0
    for number, row in _rows(data, found, limits):
        filled = _filled(number, row, limits)
        cells += filled
        if filled:
            count = number
            refuse_beyond(CSV_SHEET, number, filled, limits)
        elif number > LAST_ROW:  # a file may end in empty rows, but not without end
            raise SheetRefused("too_many_rows", sheet=CSV_SHEET, row=number, limit=limits.rows)
        if cells > limits.cells:
            raise SheetRefused("too_many_cells", limit=limits.cells)
    lines = Lines(count, lambda: _lines(data, found, limits, count))
    return Workbook((Sheet(CSV_SHEET, lines),))


def _lines(data: bytes, charset: str, limits: Limits, count: int) -> Iterator[Line]:
    for number, row in _rows(data, charset, limits):
        if number > count:
            return
        cells = [csv_cell(text) if text else EMPTY for text in row]
        while cells and cells[-1] is EMPTY:
            cells.pop()
        yield Line(number, tuple(cells))


def _filled(number: int, row: list[str], limits: Limits) -> int:
    """The last column of the row that holds anything, 0 for an empty row."""
    filled = 0
    for column, text in enumerate(row, start=1):
        if text and trimmed(text):
            filled = column
            if len(text) > limits.characters and len(trimmed(text)) > limits.characters:
                raise SheetRefused(
                    "cell_too_long",
                    sheet=CSV_SHEET,
                    cell=address(number, column),
                    characters=len(trimmed(text)),
                    limit=limits.characters,
                )
    return filled


def _rows(data: bytes, charset: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    source = _Source(data, charset, limits)
    rows = csv.reader(source, strict=True)
    try:
        for row in rows:
            yield source.row, [as_typed(text) for text in row]
            source.next_row()
    except csv.Error as fault:
        raise SheetRefused("csv_quotes", row=source.row) from fault


class _Source:
    """The lines of the text, with a limit for each row, which may go over several of them."""

    def __init__(self, data: bytes, charset: str, limits: Limits) -> None:
        self._text = TextIOWrapper(BytesIO(data), encoding=charset, errors="strict", newline="")
        self._limit = limits.columns * (limits.characters + 3)  # quotes and a comma each
        self._taken = 0
        self.row = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._limit + 1)
        if not line:
            raise StopIteration
        if not self._taken and self.row == 1:
            line = line.removeprefix("\ufeff")
        self._taken += len(line)
        if self._taken > self._limit:
            raise SheetRefused("csv_row_too_long", row=self.row, limit=self._limit)
        return line

    def next_row(self) -> None:
        self.row += 1
        self._taken = 0
