"""The caller's own table back, with every wrong cell highlighted and what is wrong said beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from service.file_table.fault import TableFault
from service.file_table.layout import HEADER
from service.sheets.new_sheet import Column, NewSheet
from service.sheets.table import Line, Sheet, Workbook
from service.sheets.write_xlsx import write_xlsx

__all__ = ["LAST_COLUMN", "marked_copy"]

LAST_COLUMN: Final = {"zh-CN": "问题", "en": "Faults"}
_WIDTH, _LAST_WIDTH = 16.0, 60.0

Say = Callable[[TableFault], str]
"""The sentence of a fault in the caller's language."""


def marked_copy(workbook: Workbook, faults: Sequence[TableFault], say: Say, language: str) -> bytes:
    """An xlsx, whatever the table was. Sheets without a line are left out.

    Raises SheetRefused for a character that no xlsx can hold.
    """
    said: dict[str, dict[int, list[tuple[TableFault, str]]]] = {}
    for fault in faults:
        said.setdefault(fault.sheet, {}).setdefault(fault.row, []).append((fault, say(fault)))
    last = LAST_COLUMN.get(language, LAST_COLUMN["zh-CN"])
    filled = [sheet for sheet in workbook.sheets if len(sheet.lines)]
    return write_xlsx(_marked(sheet, said.get(sheet.name, {}), last) for sheet in filled)


def _marked(sheet: Sheet, said: dict[int, list[tuple[TableFault, str]]], last: str) -> NewSheet:
    header = next(iter(sheet.lines))
    titles = [cell.text for cell in header.cells]
    widest = max(len(line.cells) for line in sheet.lines)
    titles += [""] * (widest - len(titles))  # what has no heading is the caller's all the same
    columns = [*(Column(title, _WIDTH) for title in titles), Column(last, _LAST_WIDTH)]
    remarks: dict[tuple[int, int], str] = {}
    for row, found in said.items():
        for fault, sentence in found:
            if (
                fault.place or row == HEADER
            ):  # a heading that is missing stands where it can be seen
                at = (row, fault.place or len(columns))
                told = sentence if fault.place else f"{fault.column}：{sentence}"
                remarks[at] = f"{remarks[at]}\n{told}" if at in remarks else told
    return NewSheet(sheet.name, columns, _lines(sheet, said, len(titles)), remarks)


def _lines(
    sheet: Sheet, said: dict[int, list[tuple[TableFault, str]]], width: int
) -> Iterator[list[str]]:
    for line in sheet.lines:
        if line.number > HEADER:
            yield [*_padded(line, width), _told(said.get(line.number, []))]


def _padded(line: Line, width: int) -> list[str]:
    texts = [cell.text for cell in line.cells[:width]]
    return texts + [""] * (width - len(texts))


def _told(found: list[tuple[TableFault, str]]) -> str:
    return "\n".join(
        f"{fault.column}：{sentence}" if fault.column else sentence for fault, sentence in found
    )
