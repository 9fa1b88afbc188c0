"""催办 and 升级: whoever owes a case is reminded of it, and the union above is told of what is late.

Neither moves a case, and neither is a duty in it. How often a person may remind, and how many working
days after its last day a stage is told of above, are terms pinned to the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import file_of, inner_state, table_for
from service.use_cases.case_waiting import Case, Owed, owed
from service.use_cases.file_facts import inner_state as inner_of_file
from service.use_cases.file_facts import table_for as table_of_file
from service.use_cases.household_to_be import persons_of
from service.use_cases.union_levels import levels_above
from service.use_cases.working_calendar import calendar_for
from workflows.engine import assess
from workflows.errors import CalendarUnknown, Refused, WrongState
from workflows.facts import Facts, UrgedFacts
from workflows.objection import union_above
from workflows.owed import owed_by
from workflows.stage import APPROVAL
from workflows.supervised import ESCALATED, REMINDED
from workflows.supervision import SupervisionRule
from workflows.table import Row
from workflows.term import worked_between
from workflows.waiting import PAYMENT

__all__ = ["SERVICE", "escalate", "remind", "remind_late", "worked_since"]

SERVICE: Final = "system"
"""In whose name the worker reminds; it counts towards nobody's limit."""


def remind(uow: UnitOfWork, case: Case, opinion: str | None) -> None:
    """A person reminds whoever owes the stage that waits.

    Raises ``WrongState`` where nobody's turn has come, or every failed guard.
    """
    found = owed(case)
    if found is None:
        raise WrongState(state=case.state, action="remind", allowed=_allowed(case))
    file = case if isinstance(case, HardshipFile) else file_of(uow, case)
    facts = Facts(
        actor=uow.actor, today=uow.today, household=frozenset(persons_of(uow, file)),
        urged=_urged(uow, case, found),
    )  # fmt: skip
    failed = [verdict for verdict in assess(REMINDED, facts) if not verdict.ok]
    if failed:
        raise Refused.of(failed)
    _remember(uow, case, uow.actor.subject)
    _recorded(uow, case, REMINDED, {"opinion": opinion} if opinion else {})


def remind_late(uow: UnitOfWork, case: Case) -> bool:
    """The service reminds by itself, once a stage; whether it did."""
    if any(one["by"] == SERVICE for one in case.reminders or ()):
        return False
    _remember(uow, case, SERVICE)
    _recorded(uow, case, REMINDED, {})
    return True


def escalate(uow: UnitOfWork, case: Case) -> None:
    """The union above the one that owes the stage is told; the root has none above it."""
    found = owed(case)
    if found is None:
        raise LookupError(f"{case.id} waits for nobody")
    case.escalated_on = uow.today
    case.escalated_to = union_above(_path_owing(uow, case, found))
    _recorded(uow, case, ESCALATED, {})


def worked_since(uow: UnitOfWork, day: date | None) -> int | None:
    """The working days after a day up to today; None for a year that has no calendar."""
    if day is None:
        return None
    try:
        return worked_between(calendar_for(uow), day, uow.today)
    except CalendarUnknown:
        return None


def _urged(uow: UnitOfWork, case: Case, found: Owed) -> UrgedFacts:
    rows = owed_by(case.KIND, case.state, found.kind)
    roles = frozenset().union(*(row.roles for row in rows))
    days = [one["on"] for one in case.reminders or () if one["by"] != SERVICE]
    return UrgedFacts(
        waited=worked_since(uow, case.since),
        days=tuple(map(date.fromisoformat, days)),
        most=SupervisionRule.pinned(case.terms).count("reminders_at_most"),
        own=uow.actor.holds(roles, case.union_path, found.level) is not None,
    )


def _remember(uow: UnitOfWork, case: Case, by: str) -> None:
    case.reminders = [*(case.reminders or ()), {"on": uow.today.isoformat(), "by": by}]


def _recorded(uow: UnitOfWork, case: Case, row: Row, said: Mapping[str, str]) -> None:
    uow.record(
        f"{case.KIND}.{row.action}", case, before=case.state, after=case.state, rule=row.key,
        said=said,
    )  # fmt: skip


def _path_owing(uow: UnitOfWork, case: Case, found: Owed) -> str:
    """The path of the union that owes the stage: that of its level, of the last approval where money
    is to be paid, otherwise the case's own."""
    level = found.level or (_last_approval(case) if found.kind == PAYMENT else None)
    code = levels_above(uow, case.union_path).get(level) if level else None
    if code is None:
        return case.union_path
    codes = case.union_path.strip(".").split(".")
    return ".".join(codes[: codes.index(code) + 1]) + "."


def _last_approval(case: Case) -> str | None:
    stages: list[dict[str, Any]] = case.path or []
    levels = [stage.get("level") for stage in stages if stage["stage"] == APPROVAL]
    return levels[-1] if levels else None


def _allowed(case: Case) -> list[str]:
    if isinstance(case, HardshipFile):
        return list(table_of_file(case).allowed(inner_of_file(case)))
    return list(table_for(case).allowed(inner_state(case)))
