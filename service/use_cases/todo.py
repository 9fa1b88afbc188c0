"""待办: everything that waits for the caller, the first due first.

What may be done follows from the caller's posts and the rows of the tables; whether this very person
may do it, by what they did in the case before and whose relative they are, is told of each item of a
page. The number of statements does not grow with the items.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select, union_all

from service.audit.duties import duties_of_cases
from service.store.application import Application
from service.store.hardship_file import HardshipFile, Member
from service.unit_of_work import UnitOfWork
from service.use_cases.matters import MATTERS
from service.use_cases.tell_matters import tell_matter, unions_of
from service.use_cases.working_calendar import calendar_for
from workflows.facts import Facts, Held
from workflows.guards import recusal, separation_of_duties
from workflows.matter_facts import MatterFacts
from workflows.matter_guards import decided_before, uninvolved
from workflows.table import Row
from workflows.term import due_on

__all__ = ["LOOKED_AT", "Item", "Key", "counts_of", "items_for", "page_of_todo"]

JUDGED: Final = (separation_of_duties, recusal, decided_before, uninvolved)
"""What stands against a person by what they did in the case, or as whose relative."""
LOOKED_AT: Final = 5_000
"""So many matters at most are put in order, those that wait longest first."""
NEVER: Final = "9999-12-31"
Key = tuple[str, str, str]
"""The place of an item: the day it is due, the day it began to wait, its id."""


@dataclass(frozen=True, slots=True)
class Item:
    """One matter that waits, and by when."""

    row: Any
    due_on: date | None
    today: date

    @property
    def key(self) -> Key:
        due, since = self.due_on, self.row.since
        return (
            due.isoformat() if due else NEVER, since.isoformat() if since else NEVER, self.row.id
        )  # fmt: skip

    @property
    def overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.today

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of its table that do it."""
        return MATTERS[self.row.kind].rows(self.row.state, self.row.waits)


def items_for(uow: UnitOfWork) -> tuple[list[Item], bool]:
    """What the caller's posts may do, in order, and whether that is all of it."""
    asked = [
        matter.asked(kind, *matter.waiting(uow.today), matter.mine(uow.actor))
        for kind, matter in MATTERS.items()
    ]
    found = union_all(*asked).subquery()
    rows = uow.session.execute(
        select(found)
        .order_by(found.c.since.is_(None), found.c.since, found.c.id)
        .limit(LOOKED_AT + 1)
    ).all()
    calendar = calendar_for(uow)
    days: dict[tuple[date | None, str | None], date | None] = {}
    for row in rows:
        clock = (row.since, row.within)
        if clock not in days:
            days[clock] = due_on(calendar, *clock)
    items = [Item(row, days[row.since, row.within], uow.today) for row in rows[:LOOKED_AT]]
    return sorted(items, key=lambda item: item.key), len(rows) <= LOOKED_AT


def page_of_todo(uow: UnitOfWork, after: Key, limit: int) -> dict[str, Any]:
    """A page behind ``after``, its cursor, whether more follow, and whether all was put in order."""
    items, complete = items_for(uow)
    rest = [item for item in items if item.key > after]
    page = rest[:limit]
    return {
        "items": _told(uow, page),
        "next": "_".join(page[-1].key) if page else None,
        "has_more": len(rest) > limit,
        "complete": complete,
    }


def counts_of(uow: UnitOfWork) -> dict[str, Any]:
    """How many of each kind wait, and how many of them are late."""
    items, complete = items_for(uow)
    kinds = [
        {
            "kind": kind,
            "count": sum(item.row.kind == kind for item in items),
            "overdue": sum(item.row.kind == kind and item.overdue for item in items),
        }
        for kind in MATTERS
    ]
    late = sum(item.overdue for item in items)
    return {"total": len(items), "overdue": late, "complete": complete, "kinds": kinds}


def _told(uow: UnitOfWork, page: Sequence[Item]) -> list[dict[str, Any]]:
    unions, reminded = unions_of(uow, [item.row for item in page]), _reminded(uow, page)
    refused = _refusals(uow, page)
    return [
        {
            **tell_matter(item.row, unions),
            "due_on": item.due_on.isoformat() if item.due_on else None,
            "overdue": item.overdue,
            "reminded": reminded.get(item.row.id, 0),
            "what": list(dict.fromkeys(row.action for row in item.rows)),
            "refusals": refused.get(item.row.id, []),
        }
        for item in page
    ]


def _reminded(uow: UnitOfWork, page: Sequence[Item]) -> dict[str, int]:
    found: dict[str, int] = {}
    for model in (Application, HardshipFile):
        ids = [item.row.id for item in page if item.row.kind == model.KIND]
        if ids:
            rows = uow.session.execute(select(model.id, model.reminders).where(model.id.in_(ids)))
            found |= {row.id: len(row.reminders or ()) for row in rows}
    return found


def _refusals(uow: UnitOfWork, page: Sequence[Item]) -> dict[str, list[str]]:
    """The codes that stand against the caller in each case: another duty held, or kin."""
    cases = [item.row for item in page if item.row.case_id is not None]
    if not cases:
        return {}
    asked = {row.case_id: None if row.case_id == row.file_id else row.file_id for row in cases}
    held = duties_of_cases(uow.session.connection(), asked)
    people: dict[str, set[str]] = {}
    for row in uow.session.execute(
        select(Member.file_id, Member.person_id).where(
            Member.file_id.in_({row.file_id for row in cases})
        )
    ):
        people.setdefault(row.file_id, set()).add(row.person_id)
    return {
        item.row.id: against(
            uow, item, held.get(item.row.case_id, ()), people.get(item.row.file_id, set())
        )
        for item in page
        if item.row.case_id is not None
    }


def against(uow: UnitOfWork, item: Item, held: tuple[Held, ...], household: set[str]) -> list[str]:
    """What stands against the caller in every row there is, by the guards the service runs and the
    post they would act by: by a lent one its giver counts too."""
    path, found = item.row.owing_path, []
    for row in item.rows:
        post = uow.actor.holds(row.roles, path, item.row.level)
        if post is None:
            continue
        actor = uow.actor.by(post)
        facts = Facts(
            actor=actor, today=uow.today, held=held, household=frozenset(household),
            matter=MatterFacts(against=bool(item.row.against)),
        )  # fmt: skip
        found.append(
            {
                verdict.name
                for guard in JUDGED
                if guard in row.guards
                for verdict in guard(facts.on(row))
                if not verdict.ok
            }
        )
    return sorted(set.intersection(*found)) if found else []
