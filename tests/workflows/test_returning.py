"""Where a case goes on after a correction: straight back, but past no approval and no open stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.workflows.tables import PATHS, WELL, YESTERDAY, actor_for
from workflows.calendar import Calendar, YearTable
from workflows.engine import fire
from workflows.errors import ActedSince, AwardSetAside, ReturnedTooOften, StageUnfit
from workflows.facts import Facts, ReturnFacts, TakingFacts
from workflows.path import position_of, table_of, waiting_at
from workflows.returning import may_go_back_to, onward, ways_on
from workflows.stage import APPROVAL, NOTICE, REVIEW, Stage
from workflows.table import Row
from workflows.term import time_left

ALL_PATHS = pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
LONG = PATHS["review-review-notice-approval-approval"]
YEAR = Calendar({2026: YearTable(frozenset({date(2026, 5, 1)}), frozenset(), "test")})


def facts(role: str, level: str | None = None, **sent: object) -> Facts:
    told = {**WELL, "sent_back": ReturnFacts(last_day=YESTERDAY, **sent)}  # type: ignore[arg-type]
    return Facts(actor=actor_for(role, level), **told)


@ALL_PATHS
def test_what_comes_back_goes_on_by_exactly_one_row_wherever_it_was_sent_from(
    path: tuple[Stage, ...],
) -> None:
    table = table_of(path)
    for came_from in (None, *range(len(path) + 2)):
        for rows in (table.rows_for("returned", "resubmit"), *_forward(path)):
            told = facts("clerk", back_to=came_from)
            chosen = [
                row
                for row in rows
                if all(
                    v.ok for g in row.guards for v in g(told.on(row)) if v.name == "goes_on_there"
                )
            ]
            assert len(chosen) == 1


def _forward(path: tuple[Stage, ...]) -> list[tuple[Row, ...]]:
    action = {REVIEW: "review", APPROVAL: "approve"}
    found = []
    for place, stage in enumerate(path):
        if stage.kind in action:
            here = waiting_at(path, place)
            rows = table_of(path).rows_for(here, action[stage.kind])
            found.append(tuple(row for row in rows if row.target != here))
    return found


@ALL_PATHS
def test_no_approval_is_ever_passed_by_going_straight_back(path: tuple[Stage, ...]) -> None:
    for after in range(-1, len(path)):
        for came_from in range(len(path)):
            there = onward(after, ways_on(path, after)[-1], came_from)
            skipped = path[after + 1 : there]
            assert all(stage.kind != APPROVAL for stage in skipped)
            assert there <= max(came_from, after + 1)


@ALL_PATHS
def test_only_a_review_or_the_first_approval_in_front_is_sent_back_to(
    path: tuple[Stage, ...],
) -> None:
    for position in range(len(path)):
        offered = may_go_back_to(path, position)
        assert all(place < position and path[place].kind != NOTICE for place in offered)
        assert sum(path[place].kind == APPROVAL for place in offered) <= 1
        rows = table_of(path).rows_for(waiting_at(path, position), "return")
        assert [position_of(row.target) for row in rows] == [None, *offered]


@pytest.mark.parametrize(
    ("after", "came_from", "there"),
    [
        (-1, None, 0), (-1, 0, 0), (-1, 1, 1), (-1, 2, 2), (-1, 3, 3), (-1, 4, 3),
        (0, None, 1), (0, 1, 1), (0, 3, 3), (0, 4, 3), (3, 4, 4),
    ],
)  # fmt: skip
def test_it_comes_straight_back_to_its_stage_or_to_the_first_approval_before(
    after: int, came_from: int | None, there: int
) -> None:
    assert onward(after, ways_on(LONG, after)[-1], came_from) == there


@pytest.mark.parametrize("place", [2, 4, 9, -1])
def test_it_is_not_sent_to_a_notice_to_itself_or_to_what_lies_ahead(place: int) -> None:
    with pytest.raises(StageUnfit) as refused:
        fire(table_of(LONG), "notice_passed.4", "return", facts("approver", "city", to=place))
    assert refused.value.values == {"to": place}


def test_the_limit_refuses_and_names_itself_and_refusing_is_still_allowed() -> None:
    table, often = table_of(LONG), facts("reviewer", "county", returns=2, at_most=2)
    with pytest.raises(ReturnedTooOften):
        fire(table, "submitted.1", "return", often)
    assert fire(table, "submitted.1", "reject", often).target == "rejected"
    once = facts("reviewer", "county", returns=1, at_most=2)
    assert fire(table, "submitted.1", "return", once).target == "returned"


def taking(position: int | None, *, by: str = "somebody", set_aside: bool = False) -> Facts:
    told = TakingFacts(position=position, hand=frozenset({by}), set_aside=set_aside)
    level = LONG[position].level if position is not None else None
    role = "reviewer" if position in (0, 1) else "approver"
    return replace(Facts(actor=actor_for(role, level), **WELL), taking=told)


def test_a_deed_is_taken_back_to_the_stage_it_was_done_at() -> None:
    table = table_of(LONG)
    assert fire(table, "submitted.1", "take_back", taking(0)).target == "submitted.0"
    assert fire(table, "reviewed.2", "take_back", taking(1)).target == "submitted.1"
    straight = fire(table, "notice_passed.3", "take_back", taking(0))
    assert straight.target == "submitted.0"
    assert fire(table, "notice_passed.3", "take_back", taking(3)).target == "notice_passed.3"
    assert fire(table, "notice_passed.4", "take_back", taking(3)).target == "notice_passed.3"


@pytest.mark.parametrize("told", [taking(1, by="another"), replace(taking(1), taking=None)])
def test_nobody_takes_back_what_is_not_theirs(told: Facts) -> None:
    with pytest.raises(ActedSince):
        fire(table_of(LONG), "reviewed.2", "take_back", told)


def test_after_any_other_deed_nothing_is_taken_back() -> None:
    moved = replace(taking(1).taking or WELL["taking"], position=None)
    with pytest.raises(ActedSince):
        fire(table_of(LONG), "reviewed.2", "take_back", replace(taking(1), taking=moved))


def test_the_approval_that_set_the_money_aside_stays() -> None:
    with pytest.raises(AwardSetAside):
        fire(table_of(LONG), "approved", "take_back", taking(4, set_aside=True))


@pytest.mark.parametrize(
    ("since", "within", "today", "left"),
    [
        (date(2026, 4, 27), "5w", date(2026, 4, 27), "5w"),
        (date(2026, 4, 27), "5w", date(2026, 4, 29), "3w"),
        (date(2026, 4, 27), "5w", date(2026, 5, 3), "2w"),
        (date(2026, 4, 27), "5w", date(2026, 6, 1), "1w"),
        (date(2026, 4, 27), "15d", date(2026, 5, 3), "9d"),
        (date(2026, 12, 30), "5w", date(2027, 1, 8), "5w"),
    ],
)
def test_what_is_left_of_a_term_stands_still_and_is_a_day_at_least(
    since: date, within: str, today: date, left: str
) -> None:
    assert time_left(YEAR, since, within, today) == left
