"""The table of an objection: decided once, with reasons, by somebody unconcerned, from above."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from workflows.actor import Actor, Appointment
from workflows.engine import assess, fire
from workflows.errors import (
    FindingsMissing,
    OpinionRequired,
    OwnUnion,
    Recusal,
    SeparationOfDuties,
    WrongState,
)
from workflows.facts import Facts, Held
from workflows.matter_facts import MatterFacts
from workflows.objection import OBJECTION, union_above
from workflows.vocabulary import codes

COUNTY = "360000.360700.360722."
GRASSROOTS = f"{COUNTY}360722001."
REVIEWER = Actor(
    "county-reviewer-1", "officer", "p-5", (Appointment("reviewer", "360722", "county", COUNTY),)
)
KNOWN = Facts(
    actor=REVIEWER,
    today=date(2026, 3, 2),
    opinion="经核查",
    held=(),
    household=frozenset(),
    matter=MatterFacts(posts_there=()),
)
ACTIONS = pytest.mark.parametrize(
    ("action", "target"), [("uphold", "upheld"), ("dismiss", "dismissed")]
)


@ACTIONS
def test_an_objection_is_decided_once(action: str, target: str) -> None:
    row = fire(OBJECTION, "open", action, KNOWN)
    assert (row.target, row.duty, row.roles) == (target, "review", frozenset({"reviewer"}))
    for state in ("upheld", "dismissed"):
        with pytest.raises(WrongState):
            fire(OBJECTION, state, action, KNOWN)


@ACTIONS
@pytest.mark.parametrize("opinion", [None, "", " \n"])
def test_a_decision_without_reasons_is_refused(
    action: str, target: str, opinion: str | None
) -> None:
    with pytest.raises(OpinionRequired):
        fire(OBJECTION, "open", action, replace(KNOWN, opinion=opinion))


@ACTIONS
@pytest.mark.parametrize("duty", ["intake", "visit", "approve", "make", "release"])
def test_who_held_another_duty_in_the_case_does_not_decide(
    action: str, target: str, duty: str
) -> None:
    facts = replace(KNOWN, held=(Held(duty, "p-5"),))
    with pytest.raises(SeparationOfDuties):
        fire(OBJECTION, "open", action, facts)


@ACTIONS
def test_nobody_decides_on_their_own_household(action: str, target: str) -> None:
    facts = replace(KNOWN, household=frozenset({"p-5"}))
    with pytest.raises(Recusal):
        fire(OBJECTION, "open", action, facts)


def test_all_that_is_wrong_is_said_at_once() -> None:
    held, household = (Held("intake", "p-5"),), frozenset({"p-5"})
    facts = replace(KNOWN, opinion=None, held=held, household=household)
    (row,) = OBJECTION.rows_for("open", "dismiss")
    failed = {verdict.name for verdict in assess(row, facts) if not verdict.ok}
    assert failed == {"separation_of_duties", "recusal", "opinion_required"}


@ACTIONS
def test_what_was_taken_up_is_answered_by_what_was_found(action: str, target: str) -> None:
    assert fire(OBJECTION, "open", "triage", KNOWN).target == "investigating"
    with pytest.raises(FindingsMissing):
        fire(OBJECTION, "investigating", action, KNOWN)
    found = replace(KNOWN, matter=MatterFacts(posts_there=(), findings="经入户核查，门面已转让"))
    assert fire(OBJECTION, "investigating", action, found).target == target
    with pytest.raises(WrongState):
        fire(OBJECTION, "investigating", "triage", found)


@pytest.mark.parametrize("action", ["triage", "uphold", "dismiss"])
def test_who_holds_a_post_at_the_union_objected_to_keeps_out(action: str) -> None:
    there = MatterFacts(posts_there=("360722001",))
    with pytest.raises(OwnUnion):
        fire(OBJECTION, "open", action, replace(KNOWN, matter=there))


def test_the_states_are_those_of_the_code_list() -> None:
    assert set(OBJECTION.states) == set(codes("objection_state"))


def test_the_union_that_decides_stands_above_the_one_objected_to() -> None:
    assert union_above(GRASSROOTS) == COUNTY
    assert union_above(COUNTY) == "360000.360700."
    assert REVIEWER.holds({"reviewer"}, union_above(GRASSROOTS)) is not None
    assert REVIEWER.holds({"reviewer"}, union_above(COUNTY)) is None


def test_the_root_of_the_tree_has_nobody_above_and_answers_for_itself() -> None:
    assert union_above("360000.") == "360000."
