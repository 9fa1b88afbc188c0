"""What makes a sheet a form: its columns, what they say of themselves, what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from service.sheets.limits import LIMITS
from service.sheets.new_sheet import Column
from service.sheets.table import address

__all__ = ["CODES", "COMMENT", "Codes", "Formats", "lay_out", "made_formats", "write_codes"]

CODES: Final = "代码"
COMMENT: Final = {"x_scale": 2.0, "font_size": 9}
_TEXT: Final = {"num_format": 49}  # @, which keeps what is typed as it is typed
_HEADER: Final[dict[str, Any]] = {
    **_TEXT,
    "bold": True,
    "border": 1,
    "text_wrap": True,
    "valign": "vcenter",
}
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "text": _TEXT,
    "header": {**_HEADER, "bg_color": "#E7E6E6"},
    "required": {**_HEADER, "bg_color": "#FFD966"},
    "remarked": {**_TEXT, "bg_color": "#FFC7CE", "font_color": "#9C0006"},
}
_REFUSAL: Final = {
    "error_title": "不在可选范围内",
    "error_message": "请从下拉列表中选择，可选内容见“代码”表。",
}

Formats = Mapping[str, Format]
Codes = dict[tuple[str, ...], tuple[int, str]]
"""Each list of choices with its column on the sheet `CODES` and the title it has there."""


def made_formats(book: Workbook) -> Formats:
    return {name: book.add_format(dict(of)) for name, of in _FORMATS.items()}


def lay_out(page: Worksheet, columns: Sequence[Column], formats: Formats, codes: Codes) -> None:
    """The header stays in sight; the text format of a column is that of what is typed in later."""
    page.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width, formats["text"])
        if column.help:
            page.write_comment(0, place, column.help, COMMENT)
        if column.choices:
            at, _ = codes.setdefault(column.choices, (len(codes) + 1, column.title))
            source = _source(at, len(column.choices))
            page.data_validation(
                1, place, LIMITS.rows - 1, place, {"validate": "list", "source": source, **_REFUSAL}
            )


def _source(column: int, choices: int) -> str:
    """By reference: a list within the rule itself may have 255 characters in all."""
    letters = address(1, column).removesuffix("1")
    return f"='{CODES}'!${letters}$2:${letters}${choices + 1}"


def write_codes(book: Workbook, codes: Codes, formats: Formats, *, hide: bool) -> None:
    """Lists side by side, each below its title; row by row, as rows are written once."""
    page = book.add_worksheet(CODES)
    for choices, (at, title) in codes.items():
        page.set_column(at - 1, at - 1, max(map(len, (title, *choices))) * 2.0, formats["text"])
    for row in range(max(map(len, codes)) + 1):
        for choices, (at, title) in codes.items():
            if row <= len(choices):
                text, style = (choices[row - 1], "text") if row else (title, "header")
                page.write_string(row, at - 1, text, formats[style])
    if hide:
        page.hide()
