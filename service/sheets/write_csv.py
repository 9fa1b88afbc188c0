"""A CSV that opens in Chinese Excel and runs nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, TextIOWrapper
from typing import Literal

from service.sheets.inert import inert
from service.sheets.read_csv import CSV_SHEET
from service.sheets.writable import refuse_unwritable

__all__ = ["CsvCharset", "write_csv"]

CsvCharset = Literal["utf-8-sig", "gb18030"]


def write_csv(lines: Iterable[Sequence[str]], charset: CsvCharset = "utf-8-sig") -> bytes:
    """RFC 4180, each line ended by CR LF; the header is the first of `lines`.

    A cell that a spreadsheet would run gets an apostrophe (see `inert`), an honest `-5` as well;
    `read_table` takes it away again. Raises SheetRefused for a character that would be lost.
    """
    written = BytesIO()
    text = TextIOWrapper(written, encoding=charset, errors="strict", newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    for row, cells in enumerate(lines, start=1):
        for column, cell in enumerate(cells, start=1):
            refuse_unwritable(cell, f"CSV ({charset})", CSV_SHEET, row, column)
        rows.writerow([inert(cell) for cell in cells])
    text.flush()
    return written.getvalue()
