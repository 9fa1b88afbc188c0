"""A table of one sheet: which of a workbook it is, and what stands on each of its lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from service.file_table.column import Column
from service.file_table.fault import CellFault, TableFault
from service.file_table.kinds import read_cell
from service.file_table.layout import CSV_SHEET, Layout
from service.file_table.unfit import Unfit
from service.sheets.form import CODES
from service.sheets.table import EMPTY, Sheet, Workbook
from service.sheets.table import Line as Row

__all__ = ["only_sheet", "read_row"]


def only_sheet(workbook: Workbook, name: str) -> Sheet:
    """The one sheet that holds anything; what would be left unread, or nobody has seen, is refused."""
    found = {sheet.name: sheet for sheet in workbook.sheets if len(sheet.lines)}
    wanted = CSV_SHEET if list(found) == [CSV_SHEET] else name
    unknown = next((one for one in found if one not in (wanted, CODES)), None)
    if unknown is not None:
        raise Unfit("sheet_unknown", sheet=unknown)
    if wanted not in found:
        raise Unfit("sheet_missing", sheet=wanted)
    if found[wanted].hidden:
        raise Unfit("sheet_hidden", sheet=wanted)
    return found[wanted]


def read_row(
    layout: Layout, row: Row, today: date, required: Collection[Column]
) -> tuple[dict[str, Any], Sequence[TableFault]]:
    """What the cells say by the field of their column, and every fault: of a cell, of one that stands
    under no heading, of one that must be there."""
    faults = layout.unheaded(row.number, row.cells)
    found: dict[str, Any] = {}
    for column, cell in zip(layout.heads, row.cells, strict=False):
        if cell is EMPTY or column is None:
            continue
        try:
            found[column.path[0]] = read_cell(column, cell, today)
        except CellFault as fault:
            faults.append(layout.fault(row.number, column, fault.code, **fault.values))
    unread = {fault.column for fault in faults}
    faults += [
        layout.fault(row.number, one, "required")
        for one in required
        if one.path[0] not in found and one.title not in unread
    ]
    return found, faults
