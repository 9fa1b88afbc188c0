"""What is late, as a condition: one comparison for each term in use."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from service.unit_of_work import UnitOfWork
from service.use_cases.working_calendar import calendar_for
from workflows.errors import CalendarUnknown
from workflows.term import late_since

__all__ = ["late", "late_by_terms"]


def late_by_terms(
    uow: UnitOfWork, terms: Iterable[str | None], within: Any, since: Any
) -> ColumnElement[bool]:
    """That a row began to wait so early that its term is over. A term whose last days lie in a year
    without a calendar is late for nobody. Of what has no term it is false, and never unknown: whoever
    asks for what is not late must not lose it."""
    calendar, begun = calendar_for(uow), []
    known = and_(within.is_not(None), since.is_not(None))
    for term in sorted({term for term in terms if term is not None}):
        try:
            last = late_since(calendar, term, uow.today)
            begun.append(and_(known, within == term, since <= last))
        except CalendarUnknown:
            continue
    return or_(false(), *begun)


def late(
    uow: UnitOfWork, state: Any, waiting: Collection[str], since: Any, within: Any
) -> ColumnElement[bool]:
    """That something in a state that waits has waited too long; the terms in use are asked for first."""
    terms = uow.session.scalars(
        select(within).where(state.in_(waiting), within.is_not(None)).distinct()
    )
    return and_(state.in_(waiting), late_by_terms(uow, terms, within, since))
