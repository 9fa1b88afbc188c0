"""A year's calendar from the State Council's notice; of use from its commit on, and never changed.

A table that came with the service may be replaced while nothing was counted by it: notices keep
the last day they were given, so a later table must not tell another story of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, select

from service.store.edition import CALENDARS, CalendarYear, counted_by
from service.store.notice import Notice
from service.unit_of_work import UnitOfWork
from workflows.errors import AlreadyExists, CalendarInUse, CalendarInvalid

__all__ = ["import_calendar"]


def import_calendar(uow: UnitOfWork, form: Mapping[str, Any]) -> CalendarYear:
    """Raises ``CalendarInvalid``, ``AlreadyExists`` or ``CalendarInUse``."""
    year = form["year"]
    _refuse_flaws(year, form["days_off"], form["days_worked"])
    uow.watch(CALENDARS, counted_by(year))
    if uow.session.get(CalendarYear, str(year)) is not None:
        raise AlreadyExists(id=str(year))
    if _counted(uow, year):
        raise CalendarInUse(year=year)
    row = uow.add(
        CalendarYear(
            id=str(year), days_off=_written(form["days_off"]),
            days_worked=_written(form["days_worked"]), source=form["source"],
        )
    )  # fmt: skip
    uow.record("calendar.import", row)
    return row


def _refuse_flaws(year: int, off: Sequence[date], worked: Sequence[date]) -> None:
    outside = [day for day in (*off, *worked) if day.year != year]
    both = set(off) & set(worked)
    if outside or both:
        raise CalendarInvalid(year=year, outside=_written(outside), both=_written(both))


def _counted(uow: UnitOfWork, year: int) -> bool:
    first, last = date(year, 1, 1), date(year, 12, 31)
    touched = (Notice.starts_on <= last, Notice.ends_on >= first)
    return bool(uow.session.scalar(select(exists().where(*touched))))


def _written(days: Sequence[date] | set[date]) -> list[str]:
    return sorted(day.isoformat() for day in days)
