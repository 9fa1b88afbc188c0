"""No way to `paid` around review, notice, approval, making and release, nor by fewer than five hands.

Everything that anybody can do to one case is walked to the end, in the tables the service runs
(reliability.md §6, bar 9). Each rule is then taken out once: the walk must find the way round that
opens, or it would prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.workflows.composed import House, walk
from tests.workflows.tables import PATHS
from workflows import guards
from workflows.path import PERSON
from workflows.payable import payee_unconfirmed
from workflows.stage import Stage
from workflows.table import Guard, Row, Table

ORDINARY = PATHS["review-notice-approval"]
HANDS = 5
"""Intake, review, approval, making, release: each by somebody else."""


@pytest.mark.parametrize("name", [name for name, path in PATHS.items() if len(path) <= 4])
def test_money_leaves_only_by_every_stage_and_every_hand(name: str) -> None:
    path = PATHS[name]
    approvals = sum(stage.kind == "approval" for stage in path)
    walked = walk(House.of(path, HANDS + approvals - 1))
    assert (walked.breach, walked.trace) == (None, ())
    assert walked.paid


def test_acting_for_another_opens_no_way() -> None:
    walked = walk(House.of(ORDINARY, HANDS, delegation=True))
    assert (walked.breach, walked.trace) == (None, ())
    assert walked.paid


def test_a_second_person_for_a_changed_account_opens_no_way() -> None:
    walked = walk(House.of(ORDINARY, HANDS + 1))
    assert (walked.breach, walked.trace) == (None, ())
    assert any(world.payout == "pending" and not world.payee_confirmed for world in walked.worlds)


@pytest.mark.parametrize("persons", range(1, HANDS))
def test_too_few_people_pay_nobody_whatever_roles_they_hold(persons: int) -> None:
    walked = walk(House.of(ORDINARY, persons, delegation=True))
    assert (walked.breach, walked.trace) == (None, ())
    assert not walked.paid


@pytest.mark.parametrize("persons", range(HANDS, HANDS + 2))
def test_two_approvals_are_two_persons(persons: int) -> None:
    walked = walk(House.of(PATHS["review-notice-approval-approval"], persons))
    assert walked.breach is None
    assert walked.paid is (persons > HANDS)


def test_every_state_of_every_table_is_walked_through() -> None:
    house = House.of(ORDINARY, HANDS + 1)
    worlds = walk(house).worlds
    states = set(house.tables["application"].states)
    assert {world.application for world in worlds} == states - {
        "closed"
    }  # there goods end, no money
    assert {w.payout for w in worlds} - {None} == set(house.tables["payout"].states) - {"cancelled"}
    assert {w.batch for w in worlds} - {None} == set(house.tables["payment_batch"].states) - {
        "cancelled"
    }


# --- the controls: each takes one rule out, and the walk must find the way that opens --------------

Change = Callable[[Table], Table]


@dataclass(frozen=True)
class Control:
    """The breach that must be found once some tables are changed; of which path, by how many."""

    breach: str
    changes: Mapping[str, Change]
    path: tuple[Stage, ...] = ORDINARY
    persons: int = HANDS

    def house(self) -> House:
        house = House.of(self.path, self.persons)
        changed = {name: change(house.tables[name]) for name, change in self.changes.items()}
        return replace(house, tables={**house.tables, **changed})


def without(guard: Guard, *actions: str) -> Change:
    """The table whose rows of these actions, or of all, no longer ask the guard."""

    def change(table: Table) -> Table:
        rows = tuple(
            replace(row, guards=tuple(one for one in row.guards if one is not guard))
            if not actions or row.action in actions
            else row
            for row in table.rows
        )
        assert rows != table.rows
        return replace(table, rows=rows)

    return change


def unchosen(guard: str, action: str) -> Change:
    """The table whose rows of the action lead anywhere they like: what chose among them is gone."""

    def change(table: Table) -> Table:
        rows = tuple(
            replace(row, guards=tuple(one for one in row.guards if one.__name__ != guard))
            if row.action == action
            else row
            for row in table.rows
        )
        assert rows != table.rows
        return replace(table, rows=rows)

    return change


def silent(action: str) -> Change:
    """The table whose rows of the action leave no duty behind."""

    def change(table: Table) -> Table:
        rows = tuple(
            replace(row, duty=None, guards=(guards.recusal,)) if row.action == action else row
            for row in table.rows
        )
        return replace(table, rows=rows)

    return change


def having(*row: object, **facts: Any) -> Change:
    """The table with one row more, fired by a person who may."""
    source, action, target, role = map(str, row)
    told = {"guards": PERSON, "duty": "intake", **facts}
    added = Row(source, action, target, frozenset({role}), **told)
    return lambda table: replace(table, rows=(*table.rows, added))


SEPARATION = guards.separation_of_duties
STAGE, HAND, TWO = "a stage was not done", "a hand was left out", "somebody held two duties"
CONTROLS = {
    "the clerk may also review": Control(TWO, {"application": without(SEPARATION, "review")}),
    "the reviewer may also approve": Control(TWO, {"application": without(SEPARATION, "approve")}),
    "an approver may also make": Control(
        TWO,
        {"application": without(SEPARATION, "make"), "payout": without(SEPARATION, "make")},
    ),
    "the maker may also release": Control(
        TWO,
        {"payment_batch": without(SEPARATION), "payout": without(SEPARATION, "dispatch")},
        persons=HANDS - 1,
    ),
    "an approval leaves no duty behind": Control(
        "a duty was nobody's", {"application": silent("approve")}
    ),
    "one person may vote at two levels": Control(
        "one person voted twice",
        {"application": without(guards.already_voted, "approve")},
        path=PATHS["review-notice-approval-approval"],
    ),
    "the applicant may submit": Control(
        "the applicant acted", {"application": without(guards.recusal, "submit")}
    ),
    "the applicant may approve": Control(
        "the applicant acted", {"application": without(guards.recusal, "approve")}
    ),
    "a notice is closed early": Control(
        STAGE, {"application": without(guards.notice_running, "pass_notice")}
    ),
    "a notice is closed over an objection": Control(
        STAGE, {"application": without(guards.objection_open, "pass_notice")}
    ),
    "an approval is given over an objection": Control(
        STAGE, {"application": without(guards.objection_open, "approve")}
    ),
    "the review is skipped": Control(
        STAGE, {"application": having("draft", "hurry", "reviewed.1", "clerk")}
    ),
    "the notice is skipped": Control(
        STAGE,
        {"application": having("reviewed.1", "hurry", "approved", "approver", duty="approve")},
    ),
    "the approval is skipped": Control(
        STAGE, {"application": having("notice_passed.2", "hurry", "approved", "clerk")}
    ),
    "a correction keeps the old approval": Control(
        STAGE, {"application": having("returned", "carry_on", "approved", "clerk")}
    ),
    "a correction goes straight on where it should begin again": Control(
        STAGE, {"application": unchosen("goes_on_there", "resubmit")}
    ),
    "a review that is done again leaps over what was not": Control(
        STAGE, {"application": unchosen("goes_on_there", "review")}
    ),
    "a correction goes straight past an approval": Control(
        STAGE,
        {"application": having("returned", "leap", "notice_passed.3", "clerk")},
        path=PATHS["review-notice-approval-approval"],
        persons=HANDS + 1,
    ),
    "an administrator sets it approved": Control(
        STAGE,
        {"application": having("submitted.0", "force", "approved", "system_admin", guards=())},
    ),
    "a batch is dispatched without release": Control(
        HAND,
        {"payment_batch": having("submitted", "dispatch", "dispatched", "payment_checker")},
    ),
    "a batch is dispatched by who made it": Control(
        HAND,
        {"payment_batch": having("draft", "dispatch", "dispatched", "payment_maker", duty="make")},
    ),
    "a batch sent back keeps its release": Control(
        HAND, {"payment_batch": having("draft", "reopen", "released", "payment_maker", duty="make")}
    ),
    "the bank's word is taken before dispatch": Control(
        HAND, {"payout": having("pending", "paid", "paid", "bank_gateway", guards=(), duty=None)}
    ),
    "an application is settled without a payout": Control(
        HAND, {"application": having("approved", "shut", "paid", "system", guards=(), duty=None)}
    ),
    "a changed account needs nobody's look": Control(
        "nobody looked at the new account",
        {"payout": without(payee_unconfirmed)},
        persons=HANDS + 1,
    ),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_a_rule_taken_out_is_a_way_that_the_walk_finds(name: str) -> None:
    control = CONTROLS[name]
    walked = walk(control.house())
    assert walked.breach == control.breach
    assert walked.trace[0].endswith("draft--submit--submitted.0") or "hurry" in walked.trace[0]
    assert any("dispatch" in step or "paid" in step for step in walked.trace)
