"""The households of a table, one after the other: of a workbook with two sheets, or of one CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from service.file_table.column import Column
from service.file_table.columns import RELATION, SELF, WORKER_KEY
from service.file_table.fault import CellFault, TableFault
from service.file_table.kinds import read_cell
from service.file_table.layout import (
    CSV_SHEET,
    HEADER,
    HOUSEHOLDS,
    MEMBERS,
    SHEETS,
    Layout,
    read_layout,
)
from service.file_table.read_lines import (
    Household,
    MemberLine,
    cell_at,
    read_member,
    read_worker,
)
from service.file_table.unfit import Unfit
from service.sheets.form import CODES
from service.sheets.table import EMPTY, Line, Sheet, Workbook

__all__ = ["HOUSEHOLDS_MAX", "Tables", "tables_of"]

HOUSEHOLDS_MAX: Final = 10_000


@dataclass(slots=True)
class Tables:
    """The sheets of a table with their layouts; ``strays`` are faults of lines of no household."""

    sheets: tuple[tuple[Layout, Sheet], ...]
    strays: list[TableFault] = field(default_factory=list)

    def households(self, today: date) -> Iterator[Household]:
        """Walk the lines; raises ``Unfit`` when there are too many households or none."""
        layout, sheet = self.sheets[0]
        together = layout.sheet == CSV_SHEET
        found = self._mixed(layout, sheet, today) if together else self._apart(today)
        count = 0
        for count, household in enumerate(found, start=1):
            if count > HOUSEHOLDS_MAX:
                raise Unfit("too_many_households", limit=HOUSEHOLDS_MAX)
            yield household
        if not count:
            raise Unfit("no_households")

    def _mixed(self, layout: Layout, sheet: Sheet, today: date) -> Iterator[Household]:
        """A line of 本人 opens a household, the lines below it are its members."""
        household: Household | None = None
        for line in _lines(sheet):
            relation, faults = _named(layout, line, RELATION, today)
            if relation == SELF:
                if household is not None:
                    yield household
                household = read_worker(layout, line, today)
                continue
            member = read_member(layout, line, relation, today)
            member.faults += faults
            if household is None:
                member.faults.append(layout.fault(line.number, RELATION, "member_before_worker"))
                self.strays += member.faults
            else:
                _join(household, member)
        if household is not None:
            yield household

    def _apart(self, today: date) -> Iterator[Household]:
        """Members by the number of their worker; those whose worker is nowhere are told last."""
        waiting: dict[str, list[MemberLine]] = {}
        for layout, sheet in self.sheets[1:]:
            for line in _lines(sheet):
                self._member(layout, line, waiting, today)
        layout, sheet = self.sheets[0]
        for line in _lines(sheet):
            household = read_worker(layout, line, today)
            for member in waiting.pop(household.form["worker"].get("identity_number", ""), ()):
                _join(household, member)
            yield household
        for members in waiting.values():
            for member in members:
                lost = member.layout.fault(member.row, WORKER_KEY, "member_without_worker")
                self.strays += [*member.faults, lost]

    def _member(
        self, layout: Layout, line: Line, waiting: dict[str, list[MemberLine]], today: date
    ) -> None:
        worker, worker_faults = _named(layout, line, WORKER_KEY, today)
        relation, faults = _named(layout, line, RELATION, today)
        member = read_member(layout, line, relation, today)
        member.faults += [*worker_faults, *faults]
        if worker is None:
            self.strays += member.faults
        else:
            waiting.setdefault(worker, []).append(member)


def tables_of(workbook: Workbook) -> Tables:
    """Find the sheets and read their headings; raises ``Unfit`` with all that is wrong with them."""
    if [sheet.name for sheet in workbook.sheets] == [CSV_SHEET]:
        chosen = {CSV_SHEET: workbook.sheets[0]}
    else:
        chosen = _of_template(workbook)
    for name, sheet in chosen.items():
        if sheet.hidden:
            raise Unfit("sheet_hidden", sheet=name)
    layouts, faults = [], list[TableFault]()
    for kind, sheet in chosen.items():
        header = next(iter(sheet.lines), None)
        layout, wrong = read_layout(kind, header.cells if header else (), SHEETS[kind])
        layouts.append((layout, sheet))
        faults += wrong
    if faults:
        raise Unfit("headings_wrong", tuple(faults))
    return Tables(tuple(layouts))


def _of_template(workbook: Workbook) -> dict[str, Sheet]:
    """档案, and 家庭成员 where there is one; a sheet that would be left unread is refused."""
    found = {sheet.name: sheet for sheet in workbook.sheets}
    for name, sheet in found.items():
        if name not in (HOUSEHOLDS, MEMBERS, CODES) and len(sheet.lines):
            raise Unfit("sheet_unknown", sheet=name)
    if HOUSEHOLDS not in found:
        raise Unfit("sheet_missing", sheet=HOUSEHOLDS)
    return {name: found[name] for name in (HOUSEHOLDS, MEMBERS) if name in found}


def _lines(sheet: Sheet) -> Iterator[Line]:
    return (line for line in sheet.lines if line.cells and line.number > HEADER)


def _named(
    layout: Layout, line: Line, column: Column, today: date
) -> tuple[str | None, list[TableFault]]:
    """What this cell says of the line, which must be filled."""
    cell = cell_at(layout, line, column)
    if cell is EMPTY:
        return None, [layout.fault(line.number, column, "required")]
    try:
        return str(read_cell(column, cell, today)), []
    except CellFault as fault:
        return None, [layout.fault(line.number, column, fault.code, **fault.values)]


def _join(household: Household, member: MemberLine) -> None:
    household.members.append(member)
    household.form["members"].append(member.form)
    household.faults += member.faults
