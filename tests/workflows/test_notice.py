"""The tables of a notice and its lines: closed by the clock, held one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from workflows.actor import PUBLIC, Actor, Appointment
from workflows.engine import assess, fire
from workflows.errors import NoticeRunning, ObjectionOpen, WrongState
from workflows.facts import Facts, NoticeFacts
from workflows.notice import LINE, LISTED, NOTICE, STANDING
from workflows.vocabulary import codes

REVIEWER = Actor(
    "county-reviewer-1", "officer", "p-5",
    (Appointment("reviewer", "360722", "county", "360000.360700.360722."),),
)  # fmt: skip
LAST = date(2026, 3, 9)
AFTER = LAST + timedelta(days=1)


def _facts(today: date, objections: int = 0, ends_on: date | None = LAST) -> Facts:
    return Facts(actor=REVIEWER, today=today, notice=NoticeFacts(ends_on, objections))


def _tried(state: str, action: str) -> set[str]:
    """Where an action may lead from a state, whatever the facts."""
    reached = set()
    for today, objections in product((LAST, AFTER), (0, 1)):
        try:
            facts = _facts(today, objections)
            if action == "object":
                facts = replace(facts, actor=PUBLIC)
            reached.add(fire(LINE, state, action, facts).target)
        except (NoticeRunning, ObjectionOpen, WrongState):
            continue
    return reached


@pytest.mark.parametrize("today", [LAST - timedelta(days=4), LAST])
def test_a_notice_cannot_be_closed_while_its_period_runs(today: date) -> None:
    with pytest.raises(NoticeRunning) as refused:
        fire(NOTICE, "open", "close", _facts(today))
    assert refused.value.values == {"ends_on": "2026-03-09", "today": today.isoformat()}


def test_a_notice_whose_last_day_nobody_knows_is_not_closed() -> None:
    with pytest.raises(NoticeRunning):
        fire(NOTICE, "open", "close", _facts(AFTER, ends_on=None))


def test_a_notice_is_closed_from_the_day_after_its_last() -> None:
    assert fire(NOTICE, "open", "close", _facts(AFTER)).target == "closed"


def test_a_closed_notice_is_not_closed_again() -> None:
    with pytest.raises(WrongState):
        fire(NOTICE, "closed", "close", _facts(AFTER))


def test_the_states_of_the_tables_are_those_of_the_code_lists() -> None:
    assert set(NOTICE.states) == set(codes("notice_state"))
    assert set(LINE.states) == set(codes("notice_line_state"))
    assert set(LINE.states) > STANDING


@pytest.mark.parametrize(
    ("state", "action", "targets"),
    [
        ("open", "object", {"held"}),
        ("held", "object", {"held"}),
        ("passed", "object", {"held"}),
        ("open", "pass", {"passed"}),
        ("held", "release", {"passed", "open"}),
        ("held", "fail", {"failed"}),
        ("open", "withdraw", {"withdrawn"}),
        ("held", "withdraw", {"withdrawn"}),
    ],
)
def test_a_line_moves_as_its_table_says(state: str, action: str, targets: set[str]) -> None:
    assert _tried(state, action) == targets


def test_every_move_of_a_line_that_is_not_in_the_table_is_refused() -> None:
    moves = {(row.source, row.action) for row in LINE.rows}
    others = set(product(LINE.states, LINE.actions)) - moves
    assert len(others) == len(LINE.states) * len(LINE.actions) - len(moves) > 0
    for state, action in others:
        with pytest.raises(WrongState):
            fire(LINE, state, action, _facts(AFTER))


@pytest.mark.parametrize(
    ("state", "action", "today", "objections", "refusal"),
    [
        ("open", "pass", LAST, 0, NoticeRunning),
        ("open", "pass", AFTER, 1, ObjectionOpen),
        ("held", "release", AFTER, 1, ObjectionOpen),
        ("held", "release", LAST, 1, ObjectionOpen),
    ],
)
def test_no_line_goes_on_early_or_under_an_objection(
    state: str, action: str, today: date, objections: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        fire(LINE, state, action, _facts(today, objections))


def test_a_line_freed_within_its_period_hangs_on_and_after_it_passes() -> None:
    assert fire(LINE, "held", "release", _facts(LAST)).target == "open"
    assert fire(LINE, "held", "release", _facts(AFTER)).target == "passed"


def test_a_held_line_never_passes_by_closing() -> None:
    assert LINE.rows_for("held", "pass") == ()


def test_a_case_with_an_undecided_objection_is_not_listed_again() -> None:
    assert [v.ok for v in assess(LISTED, _facts(LAST, 1))] == [False]
    assert [v.ok for v in assess(LISTED, _facts(LAST, 0))] == [True]


def test_nobody_but_the_public_objects_and_no_caller_names_a_move_of_a_line() -> None:
    assert LINE.roles_for("object") == {"public"}
    assert LINE.doors == ()
    assert Counter(row.action for row in LINE.rows)["object"] == 3
