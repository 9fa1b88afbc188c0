"""What the worker does about what is late, day by day: it reminds once, then tells the union above.

It reads what is late by one comparison for each term in use (ADR 0024). Nothing is ever decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.receipt import Job
from service.unit_of_work import UnitOfWork
from service.use_cases.case_waiting import Case
from service.use_cases.daily_terms import C, Handler, cases_after, go_on
from service.use_cases.late import late_by_terms
from service.use_cases.urge import escalate, remind_late, worked_since
from service.use_cases.working_calendar import calendar_for
from workflows.supervision import SupervisionRule
from workflows.term import due_on

__all__ = ["URGED"]


def _urge(model: type[C]) -> Handler:
    def work(uow: UnitOfWork, job: Job) -> datetime:
        terms = select(model.within).where(model.since.is_not(None)).distinct()
        late = late_by_terms(uow, uow.session.scalars(terms), model.within, model.since)
        open_ones = (model.waits.is_not(None), model.escalated_on.is_(None), late)
        cases = cases_after(uow, job, model, *open_ones)
        for case in cases:
            _tell(uow, case)
        return go_on(uow, job, cases)

    return work


def _tell(uow: UnitOfWork, case: Case) -> None:
    """Above, once it is late enough by the terms pinned to it; before that whoever owes it, once."""
    after = SupervisionRule.pinned(case.terms).count("escalate_after")
    late = worked_since(uow, due_on(calendar_for(uow), case.since, case.within))
    if after is not None and late is not None and late >= after:
        escalate(uow, case)
    else:
        remind_late(uow, case)


URGED: Final[Mapping[str, Handler]] = {
    "urge_applications": _urge(Application),
    "urge_files": _urge(HardshipFile),
}
"""What is done once a day, by the kind of its job."""
