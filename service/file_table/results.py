"""核对结果 as a table: one line for each household of a list, and what the registries found of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from service.file_table.column import Column, Kind, Line
from service.file_table.fault import TableFault
from service.file_table.kinds import FLAG, MONEY, TEXT, WHOLE
from service.file_table.layout import HEADER, Layout, read_layout
from service.file_table.one_sheet import only_sheet, read_row
from service.file_table.unfit import Unfit
from service.sheets.new_sheet import Column as Heading
from service.sheets.new_sheet import NewSheet
from service.sheets.table import Line as Row
from service.sheets.table import Workbook
from service.sheets.write_xlsx import write_xlsx

__all__ = ["RESULTS", "ResultLine", "fault_of_result", "results_of", "results_to_fill_in"]

RESULTS: Final = "核对结果"
_NOT_LOOKED_AT: Final = "未核查的留空；核查后没有的填 0"
_Told = tuple[str, str, Kind, bool, str]
_COLUMNS: Final[tuple[_Told, ...]] = (
    ("行号", "line", WHOLE, True, "核对名单上的行号"),
    ("档案编号", "serial", TEXT, True, "核对名单上的档案编号，用于防止错行"),
    ("住房套数", "dwellings", WHOLE, False, _NOT_LOOKED_AT),
    ("机动车辆数", "vehicles", WHOLE, False, _NOT_LOOKED_AT),
    ("工商登记数", "businesses", WHOLE, False, _NOT_LOOKED_AT),
    ("年收入", "annual_income_fen", MONEY, False, "单位元；未核查的留空"),
    ("金融资产", "financial_assets_fen", MONEY, False, "单位元；未核查的留空"),
    ("家庭成员死亡", "deceased", FLAG, False, "是或否；未核查的留空"),
    ("他处参保", "insured_elsewhere", FLAG, False, "是或否；未核查的留空"),
    ("说明", "note", TEXT, False, ""),
)
COLUMNS: Final = tuple(
    Column(title, (name,), kind, Line.EVERY, required=required, help=told)
    for title, name, kind, required, told in _COLUMNS
)
_BY_FIELD: Final = {column.path[0]: column for column in COLUMNS}
_KEYS: Final = frozenset({"line", "serial"})


@dataclass(slots=True)
class ResultLine:
    """What one line says: ``found`` as the API takes it, ``serial`` beside it."""

    layout: Layout
    row: int
    serial: str
    found: dict[str, Any] = field(default_factory=dict)


def results_of(workbook: Workbook, today: date) -> list[ResultLine]:
    """Every line on which something was found; a household nobody looked at has only its keys there.

    Raises ``Unfit`` for another table, and with every fault there is where a cell says nothing that
    can be used or a line stands there twice.
    """
    sheet = only_sheet(workbook, RESULTS)
    header = next(iter(sheet.lines), None)
    layout, faults = read_layout(sheet.name, header.cells if header else (), COLUMNS)
    if faults:
        raise Unfit("headings_wrong", tuple(faults))
    lines: list[ResultLine] = []
    for row in sheet.lines:
        if row.number > HEADER and row.cells:
            line, wrong = _read(layout, row, today)
            faults += wrong
            lines += [line] if line.found.keys() - _KEYS else []
    faults += _repeated(lines)
    if faults:
        raise Unfit("lines_wrong", tuple(faults))
    if not lines:
        raise Unfit("no_results")
    return lines


def fault_of_result(line: ResultLine, name: str, code: str, **values: Any) -> TableFault:
    """A fault in the cell of this field."""
    return line.layout.fault(line.row, _BY_FIELD[name], code, **values)


def results_to_fill_in(lines: Iterable[tuple[int, str]]) -> bytes:
    """An xlsx with one line for each household, given by its line number and its file's number."""
    headings = [
        Heading(
            one.title, max(2.0 * len(one.title) + 2, 12.0), one.required, one.help,
            ("是", "否") if one.kind is FLAG else (),
        )
        for one in COLUMNS
    ]  # fmt: skip
    rest = [""] * (len(COLUMNS) - len(_KEYS))
    rows = [[str(line), serial, *rest] for line, serial in lines]
    return write_xlsx([NewSheet(RESULTS, headings, rows)])


def _read(layout: Layout, row: Row, today: date) -> tuple[ResultLine, list[TableFault]]:
    found, faults = read_row(layout, row, today, [_BY_FIELD[key] for key in sorted(_KEYS)])
    serial = str(found.pop("serial", ""))
    return ResultLine(layout, row.number, serial, found), list(faults)


def _repeated(lines: Sequence[ResultLine]) -> list[TableFault]:
    """Two lines about one household: nobody can say which is right, so both are faults."""
    about: dict[Any, list[ResultLine]] = {}
    for line in lines:
        about.setdefault(line.found.get("line"), []).append(line)
    about.pop(None, None)
    twice = [same for same in about.values() if len(same) > 1]
    return [
        fault_of_result(one, "line", "line_repeated", other=other.row)
        for same in twice
        for one, other in zip(same, [*same[1:], same[0]], strict=True)
    ]
