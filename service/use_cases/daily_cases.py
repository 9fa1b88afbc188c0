"""What falls due for applications day by day: what was sent back and not corrected in time lapses.

Only a term whose last day is known can be over: without a term, or without the year's table, a case
waits on (ADR 0024). Whatever is resubmitted before this has run is taken as corrected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select

from service.store.application import Application
from service.store.receipt import Job
from service.store.things import whole
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import base_facts, file_of, inner_state, table_for
from service.use_cases.daily_files import AT_ONCE, Handler, again, tried
from service.use_cases.move_application import move, recorded
from service.use_cases.sent_back import last_day_of, return_facts
from service.use_cases.working_calendar import calendar_for
from workflows.engine import fire
from workflows.errors import CalendarUnknown
from workflows.facts import Facts
from workflows.term import late_since
from workflows.waiting import CORRECTION

__all__ = ["DAILY_OF_CASES", "lapse_uncorrected"]


def lapse_uncorrected(uow: UnitOfWork, job: Job) -> datetime:
    """逾期未补正终止: every case whose correction is late today, two hundred in a transaction."""
    late = list(_late(uow))
    found = uow.session.scalars(
        select(Application)
        .where(Application.id > job.thing_id, Application.waits == CORRECTION, or_(*late))
        .order_by(Application.id)
        .limit(AT_ONCE)
        .options(*whole(Application))
    ).all() if late else []  # fmt: skip
    for application in found:
        tried(uow, application, _lapse)
    return again(uow, job, found)


DAILY_OF_CASES: Final[Mapping[str, Handler]] = {"lapse_uncorrected": lapse_uncorrected}


def _late(uow: UnitOfWork) -> Iterator[ColumnElement[bool]]:
    """For each term in use, what began to wait so long ago that it is late."""
    calendar = calendar_for(uow)
    terms = select(Application.within).where(Application.waits == CORRECTION).distinct()
    for within in uow.session.scalars(terms).all():
        if within is None:
            continue
        try:
            bound = late_since(calendar, within, uow.today)
        except CalendarUnknown:
            continue
        yield and_(Application.within == within, Application.since <= bound)


def _lapse(uow: UnitOfWork, application: Application) -> None:
    facts = Facts(
        **base_facts(uow, application, file_of(uow, application), None),
        sent_back=replace(return_facts(uow, application), last_day=last_day_of(uow, application)),
    )
    row = fire(table_for(application), inner_state(application), "lapse", facts)
    deed = recorded(uow, application, row, facts, {})
    move(uow, application, row, deed)
