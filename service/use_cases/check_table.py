"""检查: every line of an uploaded table, held against the form, against the other lines, and against
what stands; nothing is written. The import, the dry run and the annotated copy all look by this."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from service.file_table.columns import NUMBER
from service.file_table.fault import TableFault
from service.file_table.layout import Layout
from service.file_table.locate import fault_of_form, title_of
from service.file_table.read_households import Tables, tables_of
from service.file_table.read_lines import Household
from service.sheets.table import Workbook
from service.unit_of_work import UnitOfWork
from service.use_cases.import_draft import HOUSEHOLDS_AT_ONCE, Draft, Place
from service.use_cases.look_at_drafts import look_at_drafts

__all__ = ["FAULTS_KEPT", "RECUSAL", "CheckedTable", "FormFault", "Shape", "check_table"]
__all__ += ["said_twice"]

FAULTS_KEPT: Final = 20_000
"""Of a table that is wrong in every cell; all of them are counted."""
RECUSAL: Final = "recusal"
_NUMBER: Final = title_of(NUMBER, member=True)
_ACCOUNT: Final = title_of(("worker", "account", "number"), member=False)


@dataclass(frozen=True, slots=True)
class FormFault:
    """A fault of a form: where, as a JSON pointer, which, and the values of its sentence."""

    at: str
    code: str
    values: Mapping[str, Any]


_Said = tuple[int, Place]
"""Which household says something, and on which line."""
Shape = Callable[[Mapping[str, Any]], Sequence[FormFault]]
"""Holds a form against the schema of POST /v1/hardship-files; only the API knows schemas."""


@dataclass(slots=True)
class CheckedTable:
    """What was found: ``drafts`` may be written, ``unchanged`` are on file just as they are here.

    A table is ``torn`` by a line that belongs to no household of it: whichever it was meant for would
    be written without that person, and nobody can say which. So none of them may be. ``recused``: its
    clerk lives in a household of it, or is kin to one.
    """

    union: tuple[str, str]
    torn: bool = False
    recused: bool = False
    total: int = 0
    unchanged: int = 0
    count: int = 0
    faults: list[TableFault] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """Households with a fault; of a table that is torn, all that may be meant."""
        return self.total - self.unchanged - len(self.drafts)

    def tell(self, faults: Sequence[TableFault]) -> None:
        self.count += len(faults)
        self.recused = self.recused or any(one.code == RECUSAL for one in faults)
        self.faults.extend(faults[: max(FAULTS_KEPT - len(self.faults), 0)])


def check_table(
    uow: UnitOfWork, workbook: Workbook, shape: Shape, union: tuple[str, str]
) -> CheckedTable:
    """Raises ``Unfit`` for a table that is none of ours; all else is among the faults."""
    tables = tables_of(workbook)
    checked = CheckedTable(union)
    drafts = list(_read(tables, checked, shape, uow))
    twice = said_twice(drafts)
    for found in twice.values():
        checked.tell(found)
    for start in range(0, len(drafts), HOUSEHOLDS_AT_ONCE):
        some = drafts[start : start + HOUSEHOLDS_AT_ONCE]
        looked = look_at_drafts(uow, union, some)
        for found in looked.faults.values():
            checked.tell(found)
        wrong = looked.faults.keys() | {place - start for place in twice}
        checked.unchanged += len(looked.unchanged - wrong)
        refused = wrong | looked.unchanged
        if not checked.torn:
            checked.drafts += [d for at, d in enumerate(some) if at not in refused and d.body]
    checked.faults = _in_order(tables, checked.faults)
    return checked


def _read(tables: Tables, checked: CheckedTable, shape: Shape, uow: UnitOfWork) -> Iterator[Draft]:
    """Every household; of one whose lines are wrong as much as can be compared with the others."""
    for household in tables.households(uow.today):
        checked.total += 1
        faults = [*household.faults, *_of_form(household, shape)]
        checked.tell(faults)
        lines = ((member.layout.sheet, member.row) for member in household.members)
        places = [(household.layout.sheet, household.row), *lines]
        yield Draft.of(household.form, household.declared, places, sound=not faults)
    checked.tell(tables.strays)
    checked.torn = bool(tables.strays)


def _of_form(household: Household, shape: Shape) -> Iterator[TableFault]:
    """What the schema finds, but not what it misses in a cell that could not be read."""
    unread = {(fault.row, fault.sheet, fault.column) for fault in household.faults}
    for found in shape(household.form):
        fault = fault_of_form(household, found.at, found.code, found.values)
        if (fault.row, fault.sheet, fault.column) not in unread:
            yield fault


def said_twice(drafts: Sequence[Draft]) -> dict[int, list[TableFault]]:
    """A person on several lines and an account of two persons: nobody can say which line is right,
    so every one of them is a fault."""
    persons: dict[str, list[_Said]] = {}
    accounts: dict[str, list[_Said]] = {}
    for at, draft in enumerate(drafts):
        for place, number in draft.people():
            persons.setdefault(number, []).append((at, place))
        if draft.account:
            accounts.setdefault(draft.account, []).append((at, draft.places[0]))
    found: dict[int, list[TableFault]] = {}
    for told, column, code in (
        (persons, _NUMBER, "person_repeated"), (accounts, _ACCOUNT, "account_repeated"),
    ):  # fmt: skip
        for said in told.values():
            for (at, place), (_, other) in _each_with_next(said):
                values = {"sheet": other[0], "row": other[1]}
                found.setdefault(at, []).append(TableFault(*place, 0, column, code, values))
    return found


def _each_with_next(said: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Each with the one to be named beside it; of one alone nothing."""
    return zip(said, (*said[1:], said[0]), strict=True) if len(said) > 1 else iter(())


def _in_order(tables: Tables, faults: Sequence[TableFault]) -> list[TableFault]:
    """As a person reads the table, each with the place of its column."""
    layouts: dict[str, Layout] = {layout.sheet: layout for layout, _ in tables.sheets}
    order = {name: place for place, name in enumerate(layouts)}
    placed = [
        fault if fault.place else replace(
            fault, place=layouts[fault.sheet].places.get(fault.column, 0)
        )
        for fault in faults
    ]  # fmt: skip
    return sorted(placed, key=lambda fault: (order[fault.sheet], fault.row, fault.place))
