"""Where in the table a fault of the form stands: a JSON pointer becomes sheet, line and column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from service.file_table.column import Column, Line
from service.file_table.columns import COLUMNS
from service.file_table.fault import TableFault
from service.file_table.layout import Layout
from service.file_table.read_lines import Household

__all__ = ["fault_of_form", "title_of"]

_MEMBERS: Final = "members"
_WORKER: Final = ("worker",)
_OF_FORM: Final = tuple(one for one in COLUMNS if one.line not in (Line.KEY, Line.TOLD))


def _path(column: Column) -> tuple[str, ...]:
    return (*_WORKER, *column.path) if column.line is Line.EVERY else column.path


_OF_WORKER: Final = {_path(one): one for one in reversed(_OF_FORM) if one.line is not Line.MEMBER}
_OF_MEMBER: Final = {one.path: one for one in reversed(_OF_FORM) if one.line is not Line.WORKER}


def fault_of_form(
    household: Household, at: str, code: str, values: Mapping[str, Any]
) -> TableFault:
    """The fault at the pointer `at` of the household's form, where its cell is or would be."""
    steps = tuple(at.split("/")[1:])
    if steps[:1] == (_MEMBERS,) and len(steps) > 1:
        member = household.members[int(steps[1])]
        return _fault(member.layout, member.row, _nearest(_OF_MEMBER, steps[2:]), code, values)
    column = _of_list(household, steps) or _nearest(_OF_WORKER, steps)
    return _fault(household.layout, household.row, column, code, values)


def title_of(path: tuple[str, ...], *, member: bool) -> str:
    """What the column of a field is called."""
    column = _nearest(_OF_MEMBER if member else _OF_WORKER, path)
    return column.title if column else ".".join(path)


def _of_list(household: Household, steps: tuple[str, ...]) -> Column | None:
    """Of a list that several columns fill the one that gave this entry."""
    for length in range(1, len(steps)):
        origins = household.origins.get(steps[:length])
        if origins and steps[length].isdigit() and int(steps[length]) < len(origins):
            return origins[int(steps[length])]
    return None


def _nearest(columns: Mapping[tuple[str, ...], Column], steps: tuple[str, ...]) -> Column | None:
    """The column of the field, else of what it is part of, else the first of what is part of it."""
    for length in range(len(steps), 0, -1):
        if steps[:length] in columns:
            return columns[steps[:length]]
    within = [one for path, one in columns.items() if steps and path[: len(steps)] == steps]
    return min(reversed(within), key=lambda one: not one.required, default=None)


def _fault(
    layout: Layout, row: int, column: Column | None, code: str, values: Mapping[str, Any]
) -> TableFault:
    if column is None:
        return TableFault(layout.sheet, row, 0, "", code, values)
    return TableFault(
        layout.sheet, row, layout.places.get(column.title, 0), column.title, code, values
    )
