"""The calendar of the house against an independent one, and a year imported while somebody counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar

from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.working_calendar import calendar_for, library_tables
from tests.county import County
from workflows.calendar import Calendar


def test_every_day_of_every_year_is_as_the_library_says() -> None:
    calendar = Calendar(library_tables())
    years = sorted(library_tables())
    assert years == list(range(2004, 2027))
    day = date(years[0], 1, 1)
    while day.year <= years[-1]:
        assert calendar.is_working(day) is chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_a_year_imported_meanwhile_makes_who_counted_look_again(postgres_county: County) -> None:
    seen: list[bool] = []

    def count(uow: UnitOfWork) -> Callable[[], Answer]:
        seen.append(2027 in calendar_for(uow).tables)
        if len(seen) == 1:
            form = {
                "year": 2027, "days_off": ["2027-01-01"], "days_worked": [], "source": "国办",
            }  # fmt: skip
            assert postgres_county.post("system-1", "/v1/calendars", form).status == 201
        uow.note("calendar.count", "calendar", "2027")
        return lambda: Answer(200, {})

    postgres_county.house.transactions.write(count)
    assert seen == [False, True]
