"""An xlsx of texts: a form to fill in, an export, or an upload with what is wrong in it marked.

Every cell is written as a text in a text format, whatever it begins with: so no formula can come
out, and a number of 18 digits typed into the form afterwards keeps them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from service.sheets.form import COMMENT, Codes, Formats, lay_out, made_formats, write_codes
from service.sheets.new_sheet import NewSheet
from service.sheets.refusal import SheetRefused
from service.sheets.table import LAST_COLUMN, LAST_ROW
from service.sheets.writable import refuse_unwritable

__all__ = ["write_xlsx"]

_CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes whenever and wherever made
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(sheets: Iterable[NewSheet], *, hide_codes: bool = True) -> bytes:
    """The same bytes for the same sheets. Choices stand on a further sheet, which may be hidden.

    Lines go to a folder of this call's own and not into memory; it is gone when the call ends.
    Raises SheetRefused for a character that would be lost and for more than a sheet has room for.
    """
    written = BytesIO()
    with (
        TemporaryDirectory(prefix="sheets-") as folder,
        Workbook(written, {**_OPTIONS, "tmpdir": folder}) as book,
    ):
        book.set_properties({"created": _CREATED})
        formats, codes = made_formats(book), Codes()
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            lay_out(page, sheet.columns, formats, codes)
            _write_lines(page, sheet, formats)
        if codes:
            write_codes(book, codes, formats, hide=hide_codes)
    return written.getvalue()


def _write_lines(page: Worksheet, sheet: NewSheet, formats: Formats) -> None:
    heads = ["required" if column.required else "header" for column in sheet.columns]
    remarks: dict[int, dict[int, str]] = {}
    for (row, column), remark in sheet.remarks.items():
        remarks.setdefault(row, {})[column] = remark
    for row, cells in _numbered(sheet, last=max(remarks, default=1)):
        for column, text in enumerate(cells, start=1):
            refuse_unwritable(text, "xlsx", sheet.name, row, column)
            style = "text" if row > 1 else heads[column - 1]
            if column in remarks.get(row, {}):
                style = "remarked"
            if text:
                page.write_string(row - 1, column - 1, text, formats[style])
            else:
                page.write_blank(row - 1, column - 1, None, formats[style])
        for column, remark in remarks.get(row, {}).items():
            if column > len(cells):
                page.write_blank(row - 1, column - 1, None, formats["remarked"])
            page.write_comment(row - 1, column - 1, remark, COMMENT)


def _numbered(sheet: NewSheet, last: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Header and lines, then empty lines as far as the last remark.

    xlsxwriter leaves out without a word what lies beyond the last row or column.
    """
    row = 1
    yield row, [column.title for column in sheet.columns]
    for row, cells in enumerate(sheet.lines, start=2):
        if row > LAST_ROW:
            raise SheetRefused("too_many_rows", sheet=sheet.name, row=row, limit=LAST_ROW)
        if len(cells) > LAST_COLUMN:
            raise SheetRefused("too_many_columns", sheet=sheet.name, row=row, limit=LAST_COLUMN)
        yield row, cells
    yield from ((further, ()) for further in range(row + 1, last + 1))
