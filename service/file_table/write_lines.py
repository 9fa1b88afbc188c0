"""A form becomes lines again: of an export, of the example in the template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from service.file_table.column import Column, Line
from service.file_table.columns import DECLARED, RELATION, SELF, WORKER_KEY, of
from service.file_table.layout import CSV_SHEET, HOUSEHOLDS, MEMBERS, SHEETS

__all__ = ["EXPORTED", "lines_of_members", "lines_of_worker"]

_WORKER: Final = ("worker",)
EXPORTED: Final[Mapping[str, tuple[Column, ...]]] = {
    HOUSEHOLDS: (*of(Line.TOLD), *SHEETS[HOUSEHOLDS]),
    MEMBERS: (of(Line.TOLD)[0], *SHEETS[MEMBERS]),
    CSV_SHEET: (*of(Line.TOLD), *SHEETS[CSV_SHEET]),
}
"""What an export adds stands first; the number of the file tells whose a member is."""

_SELF: Final = {"relation": SELF}


def lines_of_worker(
    columns: Sequence[Column], form: Mapping[str, Any], told: Mapping[str, Any]
) -> list[str]:
    """The line of the household; ``told`` is what no form has: number, state, declared category."""
    return [_worker_cell(column, form, told) for column in columns]


def lines_of_members(
    columns: Sequence[Column], form: Mapping[str, Any], told: Mapping[str, Any]
) -> Iterator[list[str]]:
    """A line for each member."""
    for member in form.get("members", ()):
        yield [_member_cell(column, form, member, told) for column in columns]


def _worker_cell(column: Column, form: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    if column is RELATION:
        return _cell(column, _SELF, column.path)
    if column.line is Line.TOLD or column.path == DECLARED:
        return _cell(column, told, column.path)
    if column.line is Line.EVERY:
        return _cell(column, form, (*_WORKER, *column.path))
    if column.line is Line.WORKER:
        return _cell(column, form, column.path)
    return ""


def _member_cell(
    column: Column, form: Mapping[str, Any], member: Mapping[str, Any], told: Mapping[str, Any]
) -> str:
    if column is WORKER_KEY:
        return str(form["worker"]["identity_number"])
    if column.line is Line.TOLD:
        return _cell(column, told, column.path)
    if column.line in (Line.EVERY, Line.MEMBER):
        return _cell(column, member, column.path)
    return ""


def _cell(column: Column, part: Any, path: Iterable[str]) -> str:
    for name in path:
        part = part.get(name) if part else None
    if part is None:
        return ""
    return column.kind.write(part, column)
