"""What a case waits for, by when, and who owes it: told of any thing that has a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.file_facts import inner_state
from service.use_cases.file_facts import pinned_path as path_of_file
from service.use_cases.union_levels import levels_above
from service.use_cases.vote_facts import pinned_path
from service.use_cases.working_calendar import calendar_for
from workflows.term import due_on
from workflows.waiting import FOLLOW_UP, file_waits_for, waits_for

__all__ = ["Case", "Owed", "owed", "tell_waiting", "told_due"]

Case = Application | HardshipFile


@dataclass(frozen=True, slots=True)
class Owed:
    """The kind of work, and the level at which it is done; none is the case's own union."""

    kind: str
    level: str | None


def owed(case: Case) -> Owed | None:
    """As it stands in the row, or as the state says of rows from before there were clocks."""
    if case.waits is not None:
        return Owed(case.waits, case.waits_level)
    if isinstance(case, HardshipFile):
        kind, level = file_waits_for(inner_state(case), path_of_file(case))
    else:
        kind, level = waits_for(case.state, case.position, pinned_path(case))
    return None if kind is None or kind == FOLLOW_UP else Owed(kind, level)


def tell_waiting(uow: UnitOfWork, case: Case) -> dict[str, Any] | None:
    """For the wire; null where nobody's turn has come."""
    found = owed(case)
    if found is None:
        return None
    union = levels_above(uow, case.union_path).get(found.level) if found.level else case.union
    return {
        "for": found.kind,
        "level": found.level,
        "union": union,
        "since": case.since.isoformat() if case.since else None,
        "within": case.within,
        **told_due(uow, case.since, case.within),
        "owner": case.owner_id,
        "reminded": len(case.reminders or ()),
    }


def told_due(uow: UnitOfWork, since: date | None, within: str | None) -> dict[str, Any]:
    """The last day and whether it is over, counted now by the calendar as it is known now."""
    day = due_on(calendar_for(uow), since, within)
    return {
        "due_on": day.isoformat() if day else None,
        "overdue": day is not None and day < uow.today,
    }
