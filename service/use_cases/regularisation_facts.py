"""The facts for a step of a regularisation: fetched here, judged in workflows/regularisation.py."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import ColumnElement, and_, false, or_, select

from service.store.application import Application
from service.store.edition import Edition
from service.store.regularisation import Regularisation
from service.unit_of_work import UnitOfWork
from service.use_cases.working_calendar import calendar_for
from workflows.calendar import Calendar
from workflows.errors import CalendarUnknown
from workflows.path import inner
from workflows.policy import parse_programme
from workflows.regularisation import DUE, regularisation_table
from workflows.stage import Stage
from workflows.table import Table
from workflows.term import due_on, late_since

__all__ = ["application_of", "inner_state", "last_day", "late", "missing_papers"]
__all__ += [
    "look_at_awards",
    "look_at_owed",
    "path_of",
    "regularisation_of",
    "remember",
    "table_for",
]

_CALENDAR = "calendar"


def path_of(regularisation: Regularisation) -> tuple[Stage, ...]:
    """The stages to be made up for."""
    return tuple(Stage.from_dict(stage) for stage in regularisation.path)


def table_for(regularisation: Regularisation) -> Table:
    return regularisation_table(path_of(regularisation))


def inner_state(regularisation: Regularisation) -> str:
    return inner(regularisation.state, regularisation.position, regularisation.path)


def application_of(uow: UnitOfWork, regularisation: Regularisation) -> Application:
    """The award that is made regular."""
    application = uow.find(Application, regularisation.application_id)
    if application is None:
        raise LookupError(f"regularisation {regularisation.id} has no application")
    return application


def look_at_awards(uow: UnitOfWork, page: Collection[Regularisation]) -> None:
    """The awards of many at once: the session keeps them, and finds each by its id."""
    wanted = {one.application_id for one in page}
    uow.session.scalars(select(Application).where(Application.id.in_(wanted))).all()


def look_at_owed(uow: UnitOfWork, page: Collection[Application]) -> None:
    """What many applications owe, asked at once and kept for the run, as is that they owe nothing."""
    wanted = [one.id for one in page if one.emergency is not None]
    if wanted:
        uow.memory.update((_named(one), None) for one in wanted)
        asked = select(Regularisation).where(Regularisation.application_id.in_(wanted))
        for found in uow.session.scalars(asked):
            remember(uow, found)


def remember(uow: UnitOfWork, begun: Regularisation) -> None:
    """One that this run has begun is asked for again when the answer is rendered."""
    uow.memory[_named(begun.application_id)] = begun


def regularisation_of(uow: UnitOfWork, application_id: str) -> Regularisation | None:
    """The regularisation of an award, once it was granted in an emergency."""
    if _named(application_id) in uow.memory:
        kept: Regularisation | None = uow.memory[_named(application_id)]
        return kept
    return uow.session.scalar(
        select(Regularisation).where(Regularisation.application_id == application_id)
    )


def _named(application_id: str) -> str:
    return f"regularisation:{application_id}"


def missing_papers(uow: UnitOfWork, regularisation: Regularisation) -> tuple[str, ...]:
    """What the edition asks of any other case and neither the application nor the papers hold."""
    edition = uow.session.get_one(Edition, regularisation.edition_id)
    application = application_of(uow, regularisation)
    there = {one.kind for one in application.evidence}
    there |= {one.kind for one in regularisation.papers}
    wanted = parse_programme(edition.document).evidence
    return tuple(kind for kind in wanted if kind not in there)


def last_day(uow: UnitOfWork, regularisation: Regularisation) -> date | None:
    """The last day for the papers, None where the year's calendar is not known yet (ADR 0024)."""
    return due_on(_calendar(uow), regularisation.since, regularisation.within)


def late(uow: UnitOfWork) -> ColumnElement[bool]:
    """The condition that papers are overdue today: one comparison for each term in use."""
    terms = uow.session.scalars(
        select(Regularisation.within).where(Regularisation.state == DUE).distinct()
    )
    begun = _begun_before(_calendar(uow), uow.today, sorted(terms))
    return and_(Regularisation.state == DUE, or_(false(), *begun))


def _begun_before(
    calendar: Calendar, today: date, terms: list[str]
) -> Iterator[ColumnElement[bool]]:
    for within in terms:
        try:
            day = late_since(calendar, within, today)
        except CalendarUnknown:
            continue
        yield and_(Regularisation.within == within, Regularisation.since <= day)


def _calendar(uow: UnitOfWork) -> Calendar:
    if _CALENDAR not in uow.memory:
        uow.memory[_CALENDAR] = calendar_for(uow)
    known: Calendar = uow.memory[_CALENDAR]
    return known
