"""慰问名单 as a table: one line for each household a unit lists, by the number of its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from service.file_table.column import Column, Line
from service.file_table.fault import TableFault
from service.file_table.kinds import CODE, TEXT
from service.file_table.layout import HEADER, Layout, read_layout
from service.file_table.one_sheet import only_sheet, read_row
from service.file_table.unfit import Unfit
from service.sheets.table import Workbook

__all__ = ["LISTING", "SERIAL", "ListedRow", "fault_of_row", "rows_of"]

LISTING: Final = "慰问名单"
SERIAL: Final = Column(
    "档案编号", ("serial",), TEXT, Line.EVERY, required=True, help="困难职工档案的编号"
)
OBJECT: Final = Column(
    "慰问对象", ("object",), CODE, Line.EVERY, required=True, codes="warmth_object"
)
PERSON: Final = Column("受助人", ("person",), TEXT, Line.EVERY, help="家庭成员姓名；职工本人留空")
COLUMNS: Final = (SERIAL, OBJECT, PERSON)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """What one line says; ``person`` is the name of a member of the household, None the worker."""

    layout: Layout
    row: int
    serial: str
    object: str
    person: str | None


def rows_of(workbook: Workbook, today: date) -> list[ListedRow]:
    """Every line. Raises ``Unfit`` for another table, and with every fault there is where a cell says
    nothing that can be used or a file stands there twice."""
    sheet = only_sheet(workbook, LISTING)
    header = next(iter(sheet.lines), None)
    layout, faults = read_layout(sheet.name, header.cells if header else (), COLUMNS)
    if faults:
        raise Unfit("headings_wrong", tuple(faults))
    rows: dict[str, ListedRow] = {}
    for row in sheet.lines:
        if row.number <= HEADER or not row.cells:
            continue
        told, wrong = read_row(layout, row, today, (SERIAL, OBJECT))
        faults += wrong
        if wrong:
            continue
        one = ListedRow(layout, row.number, told["serial"], told["object"], told.get("person"))
        if one.serial in rows:
            faults.append(fault_of_row(one, SERIAL, "file_repeated", other=rows[one.serial].row))
        rows.setdefault(one.serial, one)
    if faults:
        raise Unfit("lines_wrong", tuple(faults))
    if not rows:
        raise Unfit("no_households")
    return list(rows.values())


def fault_of_row(row: ListedRow, column: Column, code: str, **values: Any) -> TableFault:
    """A fault in the cell of this column."""
    return row.layout.fault(row.row, column, code, **values)
