"""The working-day calendar a period is counted by: the official tables, the imported ones first.

The table of a year is published in the November before it and no library has it before its next
release; an administrator then imports the State Council's notice (domain.md §6, dependencies.md §8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from chinese_calendar import constants
from sqlalchemy import select

from service.store.edition import CALENDARS, CalendarYear
from service.unit_of_work import UnitOfWork
from workflows.calendar import Calendar, YearTable

__all__ = ["LIBRARY", "calendar_for", "library_tables", "table_of_row"]

LIBRARY: Final = "chinesecalendar"


def calendar_for(uow: UnitOfWork) -> Calendar:
    """Every year that is known today, asked once a run; a year imported meanwhile makes this run look
    again."""
    if CALENDARS not in uow.memory:
        uow.watch(CALENDARS)
        rows = uow.session.scalars(select(CalendarYear))
        imported = {int(row.id): table_of_row(row) for row in rows}
        uow.memory[CALENDARS] = Calendar({**library_tables(), **imported})
    found: Calendar = uow.memory[CALENDARS]
    return found


def table_of_row(row: CalendarYear) -> YearTable:
    return YearTable(_days(row.days_off), _days(row.days_worked), row.source)


@cache
def library_tables() -> Mapping[int, YearTable]:
    """The library's days, year by year: free days beside the weekends, and days made up for."""
    off: dict[int, set[date]] = defaultdict(set)
    work: dict[int, set[date]] = defaultdict(set)
    for day in constants.holidays:
        off[day.year].add(day)
    for day in constants.workdays:
        work[day.year].add(day)
    return {year: YearTable(frozenset(off[year]), frozenset(work[year]), LIBRARY) for year in off}


def _days(written: list[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in written)
