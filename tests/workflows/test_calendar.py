"""Working days by the official table: the field's vectors, two libraries, and the unknown year."""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import Calendar, YearTable
from workflows.errors import CalendarUnknown


def days(*spans: tuple[tuple[int, int], tuple[int, int]]) -> frozenset[date]:
    found = set()
    for first, last in spans:
        day = date(2026, *first)
        while day <= date(2026, *last):
            found.add(day)
            day += timedelta(days=1)
    return frozenset(found)


TABLE_2026 = YearTable(
    off=days(
        ((1, 1), (1, 3)), ((2, 15), (2, 23)), ((4, 4), (4, 6)), ((5, 1), (5, 5)),
        ((6, 19), (6, 21)), ((9, 25), (9, 27)), ((10, 1), (10, 7)),
    ),
    work=frozenset(
        date(2026, *day) for day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))
    ),
    source="国务院办公厅关于2026年部分节假日安排的通知",
)  # fmt: skip
CALENDAR = Calendar({2026: TABLE_2026})
ALL_2026 = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]


@pytest.mark.parametrize(
    ("opened", "last_day"),
    [
        (date(2026, 2, 12), date(2026, 2, 26)),
        (date(2026, 9, 18), date(2026, 9, 24)),
        (date(2026, 11, 20), date(2026, 11, 27)),
    ],
)
def test_five_working_days_end_where_the_field_says(opened: date, last_day: date) -> None:
    assert CALENDAR.nth_working_day_after(opened, 5) == last_day


def test_the_year_2026_has_248_working_days() -> None:
    assert sum(CALENDAR.is_working(day) for day in ALL_2026) == 248


def test_a_make_up_sunday_is_worked_and_a_free_monday_is_not() -> None:
    assert CALENDAR.is_working(date(2026, 9, 20))
    assert not CALENDAR.is_working(date(2026, 10, 5))


def test_the_opening_day_is_not_counted_even_where_it_is_worked() -> None:
    assert CALENDAR.nth_working_day_after(date(2026, 3, 2), 1) == date(2026, 3, 3)


def test_two_libraries_read_the_same_table() -> None:
    official = holidays.country_holidays("CN", years=2026)
    for day in ALL_2026:
        assert CALENDAR.is_working(day) == chinese_calendar.is_workday(day), day
        assert CALENDAR.is_working(day) == official.is_working_day(day), day


def test_a_year_without_a_table_is_refused_and_named() -> None:
    with pytest.raises(CalendarUnknown) as refused:
        CALENDAR.is_working(date(2027, 1, 4))
    assert refused.value.values == {"year": 2027}


def test_a_period_that_runs_into_an_unknown_year_is_refused() -> None:
    assert CALENDAR.nth_working_day_after(date(2026, 12, 24), 5) == date(2026, 12, 31)
    with pytest.raises(CalendarUnknown):
        CALENDAR.nth_working_day_after(date(2026, 12, 25), 5)


def test_a_period_of_no_days_is_no_period() -> None:
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.nth_working_day_after(date(2026, 3, 2), 0)


@given(st.dates(date(2026, 1, 1), date(2026, 10, 1)), st.integers(1, 30))
def test_a_period_holds_exactly_its_working_days(opened: date, n: int) -> None:
    last = CALENDAR.nth_working_day_after(opened, n)
    span = [opened + timedelta(days=k) for k in range(1, (last - opened).days + 1)]
    assert CALENDAR.is_working(last)
    assert sum(CALENDAR.is_working(day) for day in span) == n
