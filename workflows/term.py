"""时限: how long something may take, and from when on it is late.

A term is counted when it is asked, from the day on which the work began to wait; nothing stores a
flag that would not age (peers.md part B 12). Written ``5w`` (working days) or ``15d`` (days): the
opening day is not counted, and a period of days that ends on a day off ends on the next working day
(民法典 art. 201, 203).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from workflows.calendar import Calendar
from workflows.errors import CalendarUnknown

__all__ = ["DAYS", "WORKING_DAYS", "Term", "due_on", "late_since", "time_left", "worked_between"]

WORKING_DAYS: Final = "w"
DAYS: Final = "d"
ONE_DAY: Final = timedelta(days=1)
FARTHEST: Final = 800
"""Days to look back at most: the longest term there can be, and a year without a table."""
_WRITTEN = re.compile(r"([1-9][0-9]{0,2})([wd])")
_FIELDS = {WORKING_DAYS: "working_days", DAYS: "days"}


@dataclass(frozen=True, slots=True)
class Term:
    """So many working days, or so many days."""

    length: int
    unit: str = WORKING_DAYS

    def __str__(self) -> str:
        return f"{self.length}{self.unit}"

    @classmethod
    def read(cls, written: str) -> Term:
        """From the short form; ValueError for anything else."""
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise ValueError(f"{written!r} is no term")
        return cls(int(found[1]), found[2])

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Term:
        """From ``{"working_days": 5}`` or ``{"days": 15}`` in an edition found sound."""
        unit = next(unit for unit, name in _FIELDS.items() if name in document)
        return cls(document[_FIELDS[unit]], unit)

    def to_dict(self) -> dict[str, int]:
        """The wire form."""
        return {_FIELDS[self.unit]: self.length}

    def last_day(self, calendar: Calendar, since: date) -> date:
        """The last day of the term; raises ``CalendarUnknown`` for a year without a table."""
        if self.unit == WORKING_DAYS:
            return calendar.nth_working_day_after(since, self.length)
        day = since + timedelta(days=self.length)
        while not calendar.is_working(day):
            day += ONE_DAY
        return day


def due_on(calendar: Calendar, since: date | None, within: str | None) -> date | None:
    """The last day, or None where there is no term or its last day is not known yet: the term is
    counted once the year's table is there, and refuses nobody until then."""
    if since is None or within is None:
        return None
    try:
        return Term.read(within).last_day(calendar, since)
    except CalendarUnknown:
        return None


def late_since(calendar: Calendar, within: str, today: date) -> date:
    """What began to wait on this day or before is late today; what began later is not.

    So one query finds all that is late by one term. What runs into a year without a table has no last
    day yet and is not late. Raises ``CalendarUnknown`` where no year there is says of any day.
    """
    day = today - ONE_DAY
    for _ in range(FARTHEST):
        last = due_on(calendar, day, within)
        if last is not None and last < today:
            return day
        day -= ONE_DAY
    raise CalendarUnknown(year=today.year)


def worked_between(calendar: Calendar, since: date, until: date) -> int:
    """The working days after ``since`` up to and with ``until``."""
    days = (since + timedelta(days=n) for n in range(1, (until - since).days + 1))
    return sum(calendar.is_working(day) for day in days)


def time_left(calendar: Calendar, since: date, within: str, today: date) -> str:
    """What is left of a term that stands still from today on, a day at least: in its short form.

    Where the days cannot be counted, for want of a year's table, all of it is left.
    """
    term = Term.read(within)
    try:
        used = worked_between(calendar, since, today)
    except CalendarUnknown:
        return within
    if term.unit == DAYS:
        used = (today - since).days
    return str(Term(max(term.length - used, 1), term.unit))
