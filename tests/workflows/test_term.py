"""Terms: counted when asked, by the State Council's calendar, never by guess."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.use_cases.seeded_editions import SEEDED_EDITIONS
from service.use_cases.working_calendar import library_tables
from workflows.calendar import Calendar
from workflows.errors import CalendarUnknown
from workflows.policy import SupervisionRule, parse_supervision, problems
from workflows.programme import registered
from workflows.stage import APPROVAL, NOTICE, REVIEW, Stage
from workflows.supervision import NO_TERMS
from workflows.term import Term, due_on, late_since, worked_between
from workflows.waiting import waits_for

CALENDAR = Calendar(library_tables())
SEEDED: dict[str, Any] = next(one for one in SEEDED_EDITIONS if one["programme"] == "supervision")


@pytest.mark.parametrize(
    ("since", "within", "last"),
    [
        ("2026-02-12", "5w", "2026-02-26"),  # over the Spring Festival, with a made-up day (domain.md §6)
        ("2026-11-20", "5w", "2026-11-27"),
        ("2026-11-20", "15d", "2026-12-07"),  # the fifteenth day is a Saturday's morrow
        ("2026-09-12", "13d", "2026-09-28"),  # ends within a holiday, so on the first working day
    ],
)  # fmt: skip
def test_the_last_day_is_counted_by_the_calendar(since: str, within: str, last: str) -> None:
    assert due_on(CALENDAR, date.fromisoformat(since), within) == date.fromisoformat(last)


def test_a_term_into_a_year_without_a_table_has_no_last_day_yet() -> None:
    last_year = max(library_tables())
    assert due_on(CALENDAR, date(last_year, 12, 30), "5w") is None
    with pytest.raises(CalendarUnknown):
        Term(5).last_day(CALENDAR, date(last_year, 12, 30))


def test_what_has_no_term_has_no_last_day() -> None:
    assert due_on(CALENDAR, None, "5w") is None
    assert due_on(CALENDAR, date(2026, 3, 2), None) is None


@given(
    today=st.dates(date(2024, 3, 1), date(2026, 12, 31)),
    length=st.integers(1, 30),
    unit=st.sampled_from("wd"),
)
def test_late_is_what_began_on_the_bound_or_before(today: date, length: int, unit: str) -> None:
    within = str(Term(length, unit))
    bound = late_since(CALENDAR, within, today)
    assert Term(length, unit).last_day(CALENDAR, bound) < today
    next_day = due_on(CALENDAR, bound + timedelta(days=1), within)
    assert next_day is None or next_day >= today


def test_what_is_late_is_found_before_the_next_years_table_is_there() -> None:
    last_year = max(library_tables())
    assert late_since(CALENDAR, "15w", date(last_year, 12, 31)) == date(last_year, 12, 9)
    assert late_since(CALENDAR, "1w", date(last_year + 1, 3, 1)) == date(last_year, 12, 30)


def test_what_runs_into_a_year_without_a_table_is_not_late_and_holds_up_nothing_that_is() -> None:
    known = Calendar({2026: CALENDAR.tables[2026]})
    christmas = date(2026, 12, 25)
    bound = late_since(known, "10w", christmas)
    assert Term(10).last_day(known, bound) < christmas
    assert late_since(known, "60d", christmas) < date(2026, 11, 1)
    with pytest.raises(CalendarUnknown):
        late_since(Calendar({}), "5w", christmas)


def test_the_working_days_between_leave_out_the_first() -> None:
    assert worked_between(CALENDAR, date(2026, 2, 12), date(2026, 2, 26)) == 5
    assert worked_between(CALENDAR, date(2026, 2, 12), date(2026, 2, 12)) == 0


@pytest.mark.parametrize("written", ["", "0w", "5", "w5", "5x", "05w", "1000d", "５w"])
def test_nothing_else_is_a_term(written: str) -> None:
    with pytest.raises(ValueError, match="no term"):
        Term.read(written)


def test_the_wire_form_of_a_term_comes_back() -> None:
    for one in (Term(5), Term(15, "d")):
        assert Term.of(one.to_dict()) == one == Term.read(str(one))


def test_the_seeded_terms_are_those_of_the_field() -> None:
    rule = parse_supervision(SEEDED)
    assert (rule.term("objection"), rule.term("triage")) == ("15d", "2w")
    assert rule.count("returns_at_most") == 3
    assert SupervisionRule.pinned(rule.to_dict()) == rule
    assert SupervisionRule.pinned(None) is NO_TERMS
    assert NO_TERMS.term("review") is None


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"within": {"review": 5}}, "/within/review"),
        ({"within": {"review": {"working_days": 0}}}, "/within/review/working_days"),
        ({"within": {"review": {"working_days": 5, "days": 5}}}, "/within/review"),
        ({"within": {"dance": {"days": 5}}}, "/within/dance"),
        ({"within": {"papers": {"days": 5}}}, "/within/papers"),
        ({"within": None}, "/within"),
        ({"returns_at_most": 0}, "/returns_at_most"),
        ({"delegation_days": 31}, "/delegation_days"),
        ({"path": []}, "/path"),
    ],
)
def test_a_wrong_line_of_the_terms_is_named(change: dict[str, Any], pointer: str) -> None:
    assert problems(SEEDED, registered()) == ()
    assert [one.pointer for one in problems({**SEEDED, **change}, registered())] == [pointer]


@pytest.mark.parametrize(
    ("state", "position", "told"),
    [
        ("draft", 0, (None, None)),
        ("submitted", 0, ("review", "grassroots")),
        ("reviewed", 1, ("notice", None)),
        ("on_notice", 1, (None, None)),
        ("notice_passed", 2, ("approval", "county")),
        ("returned", 0, ("correction", None)),
        ("approved", 3, ("payment", None)),
        ("paying", 3, ("payment", None)),
        ("paid", 3, ("follow_up", None)),
        ("rejected", 1, (None, None)),
    ],
)
def test_whose_turn_it_is_follows_from_the_state(
    state: str, position: int, told: tuple[str | None, str | None]
) -> None:
    path = (Stage(REVIEW, "grassroots"), Stage(NOTICE), Stage(APPROVAL, "county"))
    assert waits_for(state, position, path) == told
