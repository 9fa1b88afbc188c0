"""What is late, as a condition: one comparison for each term in use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from service.unit_of_work import UnitOfWork
from service.use_cases.working_calendar import calendar_for
from workflows.errors import CalendarUnknown
from workflows.term import late_since

__all__ = ["late_by_terms"]


def late_by_terms(
    uow: UnitOfWork, terms: Iterable[str | None], within: Any, since: Any
) -> ColumnElement[bool]:
    """That a row began to wait so early that its term is over. A term whose last days lie in a year
    without a calendar is late for nobody."""
    calendar, late = calendar_for(uow), []
    for term in sorted({term for term in terms if term is not None}):
        try:
            late.append(and_(within == term, since <= late_since(calendar, term, uow.today)))
        except CalendarUnknown:
            continue
    return or_(False, *late)
