"""Working days by the State Council's yearly table, never by guess (domain.md §6).

Weekends are free and the other days worked, unless the table of the year says otherwise: days off
and make-up working days (调休). A year without a table is refused, because the table of a year is
published only in the November before it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from workflows.errors import CalendarUnknown

__all__ = ["Calendar", "YearTable", "months_later"]

SATURDAY: Final = 5
ONE_DAY: Final = timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has none (民法典 art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year's exceptions to the week, with the notice they come from."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years that are known. Whoever imports a later notice hands in a new calendar."""

    tables: Mapping[int, YearTable] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether people work on that day; raises `CalendarUnknown` for a year without a table."""
        table = self.tables.get(day.year)
        if table is None:
            raise CalendarUnknown(year=day.year)
        return day in table.work or (day.weekday() < SATURDAY and day not in table.off)

    def nth_working_day_after(self, start: date, n: int) -> date:
        """The last day of a period of ``n`` working days; the opening day is not counted.

        民法典 art. 201. A period that runs into a year without a table has no last day yet.
        """
        if n < 1:
            raise ValueError("a period has at least one working day")
        day = start
        for _ in range(n):
            day = self._next_working_day(day)
        return day

    def _next_working_day(self, day: date) -> date:
        day += ONE_DAY
        while not self.is_working(day):
            day += ONE_DAY
        return day
