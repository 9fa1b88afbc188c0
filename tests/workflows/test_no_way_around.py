"""No way to `paid` around review, notice, approval, making and release, nor by fewer than five hands.

Everything that anybody can do to one case is walked to the end, in the tables the service runs
(reliability.md §6, bar 9). Each rule is then taken out once: the walk must find the way round that
opens, or it would prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from tests.workflows.composed import House, walk
from tests.workflows.tables import PATHS
from workflows import guards
from workflows.path import APPROVER, CHECKER, CLERK, MAKER, PERSON
from workflows.payable import payee_unconfirmed, payout_in_batch
from workflows.payment_batch import GATEWAY
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
    assert {world.application for world in worlds} == set(house.tables["application"].states)
    assert {w.payout for w in worlds} - {None} == set(house.tables["payout"].states) - {"cancelled"}
    assert {w.batch for w in worlds} - {None} == set(house.tables["payment_batch"].states) - {
        "cancelled"
    }


# --- the controls: each takes one rule out, and the walk must find the way that opens --------------


@dataclass(frozen=True)
class Control:
    """What is changed in one table, and the breach that must be found; with how many persons."""

    table: str
    change: Callable[[Table], Table]
    breach: str
    persons: int = HANDS


def without(guard: Guard, *actions: str) -> Callable[[Table], Table]:
    """The table whose rows of these actions, or of all, no longer ask the guard."""

    def change(table: Table) -> Table:
        changed = tuple(
            replace(row, guards=tuple(one for one in row.guards if one is not guard))
            if not actions or row.action in actions
            else row
            for row in table.rows
        )
        assert changed != table.rows
        return replace(table, rows=changed)

    return change


def having(*rows: Row) -> Callable[[Table], Table]:
    return lambda table: replace(table, rows=(*table.rows, *rows))


def unread(action: str) -> Callable[[Table], Table]:
    """The table whose rows of the action say nothing of a duty and so leave none behind."""

    def change(table: Table) -> Table:
        return replace(
            table,
            rows=tuple(
                replace(row, duty=None, guards=(guards.recusal,)) if row.action == action else row
                for row in table.rows
            ),
        )

    return change


SEPARATION = guards.separation_of_duties
CONTROLS = {
    "the reviewer may also approve": Control(
        "application", without(SEPARATION, "approve"), "somebody held two duties"
    ),
    "the clerk may also review": Control(
        "application", without(SEPARATION, "review"), "somebody held two duties"
    ),
    "an approver may also make": Control(
        "application", without(SEPARATION, "make"), "somebody held two duties", persons=0
    ),
    "the maker may also release": Control(
        "payment_batch", without(SEPARATION, "release"), "somebody held two duties", persons=0
    ),
    "an approval leaves no duty behind": Control(
        "application", unread("approve"), "a duty was nobody's"
    ),
    "the applicant need not step aside from submitting": Control(
        "application", without(guards.recusal, "submit"), "the applicant acted"
    ),
    "the applicant need not step aside from approving": Control(
        "application", without(guards.recusal, "approve"), "the applicant acted"
    ),
    "a notice is closed early": Control(
        "application", without(guards.notice_running, "pass_notice"), "a stage was not done"
    ),
    "a notice is closed over an objection": Control(
        "application", without(guards.objection_open, "pass_notice"), "a stage was not done"
    ),
    "an approval is given over an objection": Control(
        "application", without(guards.objection_open, "approve"), "a stage was not done"
    ),
    "the review is skipped": Control(
        "application",
        having(Row("draft", "submit_at_once", "reviewed.1", CLERK, PERSON, duty="intake")),
        "a stage was not done",
    ),
    "the notice is skipped": Control(
        "application",
        having(Row("reviewed.1", "approve_at_once", "approved", APPROVER, PERSON, duty="approve")),
        "a stage was not done",
    ),
    "a correction keeps the old approval": Control(
        "application",
        having(Row("returned", "carry_on", "approved", CLERK, PERSON, duty="intake")),
        "a stage was not done",
    ),
    "an administrator may set it approved": Control(
        "application",
        having(Row("submitted.0", "force", "approved", frozenset({"system_admin"}))),
        "a stage was not done",
    ),
    "a batch is dispatched without release": Control(
        "payment_batch",
        having(Row("submitted", "dispatch", "dispatched", CHECKER, PERSON, duty="release")),
        "a hand was left out",
    ),
    "a batch is dispatched by who made it": Control(
        "payment_batch",
        having(Row("draft", "dispatch", "dispatched", MAKER, PERSON, duty="make")),
        "a hand was left out",
    ),
    "a batch sent back keeps its release": Control(
        "payment_batch",
        having(Row("draft", "reopen", "released", MAKER, PERSON, duty="make")),
        "a hand was left out",
    ),
    "the bank's word is believed before dispatch": Control(
        "payout",
        having(Row("pending", "paid", "paid", GATEWAY, money=True, door=False)),
        "a hand was left out",
    ),
    "an application is settled without a payout": Control(
        "application",
        having(Row("approved", "close_paid", "paid", frozenset({"system"}))),
        "a hand was left out",
    ),
    "a changed account needs nobody's look": Control(
        "payout", without(payee_unconfirmed), "nobody looked at the new account", persons=6
    ),
    "a payout is cancelled in the middle of its batch": Control(
        "payout", without(payout_in_batch), "", persons=HANDS
    ),
}
