"""One line of a table becomes a form, or part of one; what a cell does not say right is a fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from service.file_table.column import Column, Line
from service.file_table.columns import DECLARED, EXAMPLE_NUMBER, NUMBER, RELATION, SELF
from service.file_table.fault import CellFault, TableFault
from service.file_table.kinds import read_cell
from service.file_table.layout import Layout
from service.sheets.table import EMPTY, Cell
from service.sheets.table import Line as Row

__all__ = ["Household", "MemberLine", "cell_at", "read_member", "read_worker"]

_WORKER: Final = ("worker",)


@dataclass(slots=True)
class MemberLine:
    """A member as a line says it."""

    layout: Layout
    row: int
    form: dict[str, Any]
    faults: list[TableFault]


@dataclass(slots=True)
class Household:
    """A household as its lines say it: the form, where each person of it stands, what is wrong.

    ``origins`` are the columns from which the entries of a list of the form came, in their order.
    """

    layout: Layout
    row: int
    form: dict[str, Any]
    faults: list[TableFault]
    origins: dict[tuple[str, ...], list[Column]] = field(default_factory=dict)
    members: list[MemberLine] = field(default_factory=list)
    declared: str | None = None


def read_worker(layout: Layout, line: Row, today: date) -> Household:
    """The line that opens a household."""
    household = Household(
        layout,
        line.number,
        {"worker": {}, "household": {}, "causes": {}, "members": []},
        layout.unheaded(line.number, line.cells),
    )
    for column, cell in _filled(layout, line.cells):
        if column.line is Line.MEMBER:
            household.faults.append(layout.fault(line.number, column, "not_for_worker"))
            continue
        value = _value(layout, line.number, column, cell, today, household.faults)
        path = (*_WORKER, *column.path) if column.line is Line.EVERY else column.path
        if value is None and column.kind.many:
            value = []  # the list is given, though not to be read: it is not missing
        if value is None:
            continue
        if path == DECLARED:
            household.declared = value
        elif column.kind.many:
            household.origins.setdefault(path, []).extend([column] * len(value))
            _put(household.form, path, value, many=True)
        else:
            _put(household.form, path, value, many=False)
    if household.form["worker"].get("identity_number") == EXAMPLE_NUMBER:
        household.faults.append(layout.fault(line.number, _number(layout), "example_line"))
    return household


def read_member(layout: Layout, line: Row, relation: str | None, today: date) -> MemberLine:
    """A line of another person of the household; ``relation`` was read before."""
    member = MemberLine(layout, line.number, {}, layout.unheaded(line.number, line.cells))
    if relation == SELF:
        member.faults.append(layout.fault(line.number, RELATION, "relation_is_self"))
    elif relation is not None:
        member.form["relation"] = relation
    for column, cell in _filled(layout, line.cells):
        if column.line is Line.WORKER:
            member.faults.append(layout.fault(line.number, column, "not_for_member"))
            continue
        value = _value(layout, line.number, column, cell, today, member.faults)
        if value is not None:
            _put(member.form, column.path, value, many=False)
    return member


def cell_at(layout: Layout, line: Row, column: Column) -> Cell:
    place = layout.places.get(column.title, 0)
    return line.cells[place - 1] if 0 < place <= len(line.cells) else EMPTY


def _filled(layout: Layout, cells: Sequence[Cell]) -> list[tuple[Column, Cell]]:
    return [
        (column, cell)
        for column, cell in zip(layout.heads, cells, strict=False)
        if cell is not EMPTY and column is not None
    ]


def _value(
    layout: Layout, row: int, column: Column, cell: Cell, today: date, faults: list[TableFault]
) -> Any:
    """None where the cell says nothing that can be used; what is wrong with it is among the faults."""
    try:
        return read_cell(column, cell, today)
    except CellFault as fault:
        faults.append(layout.fault(row, column, fault.code, **fault.values))
        return None


def _put(form: dict[str, Any], path: tuple[str, ...], value: Any, *, many: bool) -> None:
    for name in path[:-1]:
        form = form.setdefault(name, {})
    if many:
        form.setdefault(path[-1], []).extend(value)
    else:
        form[path[-1]] = value


def _number(layout: Layout) -> Column:
    return next(head for head in layout.heads if head is not None and head.path == NUMBER)
