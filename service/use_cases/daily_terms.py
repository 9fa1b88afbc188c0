"""Clocks for cases of before: since when they wait, by what the log says of their last step.

A migration writes nothing into a row (ADR 0016); the service does it by a deed under its own name, and
pins to the case the terms in force today, because none were when it entered its path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, select

from service.audit.moves import Move, last_moves
from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.receipt import Job
from service.store.things import whole
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.begin_waiting import terms_in_force
from service.use_cases.case_waiting import Case, owed
from workflows.supervised import TERMS_SET
from workflows.supervision import SupervisionRule

__all__ = ["TERMED", "cases_after", "go_on"]

AT_ONCE: Final = 200
FROM_THE_FIRST: Final = ""
ONE_DAY: Final = timedelta(days=1)
C = TypeVar("C", Application, HardshipFile)
Handler: TypeAlias = Callable[[UnitOfWork, Job], datetime]
STATES: Final[Mapping[type[Case], tuple[str, ...]]] = {
    Application: ("submitted", "reviewed", "notice_passed", "returned", "approved", "paying"),
    HardshipFile: (
        "submitted", "accepted", "visited", "deliberated", "notice_passed", "reviewed", "checking",
        "checked", "reverifying", "exiting", "cancelling", "returned",
    ),
}  # fmt: skip
"""States in which a case may wait for a person."""


def cases_after(
    uow: UnitOfWork, job: Job, model: type[C], *conditions: ColumnElement[bool]
) -> Sequence[C]:
    """The next cases, whole: a deed on one says what it is."""
    asked = (
        select(model)
        .where(model.id > job.thing_id, *conditions)
        .order_by(model.id)
        .limit(AT_ONCE)
        .options(*whole(model))
    )
    return uow.session.scalars(asked).all()


def go_on(uow: UnitOfWork, job: Job, cases: Sequence[Case]) -> datetime:
    """At once where more may follow, otherwise tomorrow from the first one on."""
    if len(cases) == AT_ONCE:
        job.thing_id = cases[-1].id
        return uow.now
    job.thing_id = FROM_THE_FIRST
    return datetime.combine(uow.today + ONE_DAY, time.min, tzinfo=SHANGHAI)


def _set_terms(model: type[C]) -> Handler:
    def work(uow: UnitOfWork, job: Job) -> datetime:
        cases = cases_after(uow, job, model, model.waits.is_(None), model.state.in_(STATES[model]))
        moved = last_moves(uow.session.connection(), [case.id for case in cases])
        for case in cases:
            if case.id in moved and owed(case) is not None:
                _set(uow, case, moved[case.id])
        return go_on(uow, job, cases)

    return work


def _set(uow: UnitOfWork, case: Case, last: Move) -> None:
    found = owed(case)
    if found is None:
        raise LookupError(f"{case.id} waits for nobody")
    if case.terms is None:
        case.terms = terms_in_force(uow, case.union_path).to_dict()
    case.waits, case.waits_level = found.kind, found.level
    case.since = last.at.astimezone(SHANGHAI).date()
    case.within = SupervisionRule.pinned(case.terms).term(found.kind)
    uow.record(
        f"{case.KIND}.{TERMS_SET.action}", case, before=case.state, after=case.state,
        rule=TERMS_SET.key,
    )  # fmt: skip


TERMED: Final[Mapping[str, Handler]] = {
    "set_application_terms": _set_terms(Application),
    "set_file_terms": _set_terms(HardshipFile),
}
"""What is done once a day, by the kind of its job."""
