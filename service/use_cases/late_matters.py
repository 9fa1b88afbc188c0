"""Which matters are late: counted when it is asked, one comparison for each term in use (ADR 0024)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from service.unit_of_work import UnitOfWork
from service.use_cases.working_calendar import calendar_for
from workflows.calendar import Calendar
from workflows.term import Term, due_on

__all__ = ["late"]

ONE_DAY = timedelta(days=1)


def late(
    uow: UnitOfWork, state: Any, waiting: Collection[str], since: Any, within: Any
) -> ColumnElement[bool]:
    """The condition, on these columns, that something in a state that waits has waited too long.

    What has no term, or one whose last day is not known yet, is not late.
    """
    terms = uow.session.scalars(
        select(within).where(state.in_(waiting), within.is_not(None)).distinct()
    )
    calendar = calendar_for(uow)
    days = {term: _late_since(calendar, term, uow.today) for term in terms}
    begun = [and_(within == term, since <= day) for term, day in days.items() if day]
    return and_(state.in_(waiting), or_(false(), *begun))


def _late_since(calendar: Calendar, within: str, today: date) -> date | None:
    """What began on this day or before is late; a last day in a year without a table is none yet."""
    furthest = today - timedelta(days=3 * Term.read(within).length + 60)
    day = today - ONE_DAY
    while day > furthest:
        last = due_on(calendar, day, within)
        if last is not None and last < today:
            return day
        day -= ONE_DAY
    return None
