"""The batch's table, and what each of its lines is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.tables import WELL, actor_for
from workflows import errors, guards
from workflows.engine import fire
from workflows.errors import DomainError, Verdict
from workflows.facts import Facts, Held, NoticeFacts, PaymentFacts
from workflows.payable import control_mismatch, of_line, payout_exists
from workflows.payment_batch import LINE_ASKED, PAYMENT_BATCH
from workflows.payout import PAYOUT
from workflows.table import Row

DOORS = [row for row in PAYMENT_BATCH.rows if row.door]
(DISPATCH,) = PAYOUT.rows_for("pending", "dispatch")


def facts(role: str, **more: object) -> Facts:
    return Facts(**{**WELL, "actor": actor_for(role), **more})


def test_a_batch_is_made_and_released_by_different_roles_and_duties() -> None:
    duties = {row.action: row.duty for row in DOORS}
    assert duties == {
        "submit": "make", "release": "release", "dispatch": "release", "return": "release",
        "cancel": "make",
    }  # fmt: skip
    for row in DOORS:
        assert row.roles == {"payment_maker" if row.duty == "make" else "payment_checker"}


def test_nothing_that_was_sent_is_cancelled_or_taken_back() -> None:
    after = {row.action for row in PAYMENT_BATCH.rows if row.source == "dispatched"}
    assert after == {"settle", "settle_by_hand"}


def test_every_step_towards_the_bank_asks_each_line() -> None:
    forward = [row for row in DOORS if row.action in LINE_ASKED]
    assert {row.target for row in forward} == {"submitted", "released", "dispatched"}
    assert all(guards.lines_fit in row.guards for row in forward)


@pytest.mark.parametrize("row", DOORS, ids=lambda row: row.key)
def test_one_person_does_not_hold_two_duties_by_way_of_a_batch(row: Row) -> None:
    other = Held("intake", "somebody")
    with pytest.raises(errors.SeparationOfDuties):
        fire(PAYMENT_BATCH, row.source, row.action, facts(min(row.roles), held=(other,)))
    same = Held(row.duty or "", "somebody")
    assert fire(PAYMENT_BATCH, row.source, row.action, facts(min(row.roles), held=(same,))) is row


@pytest.mark.parametrize("row", DOORS, ids=lambda row: row.key)
def test_nobody_moves_a_batch_that_pays_their_household(row: Row) -> None:
    own = facts(min(row.roles), household=frozenset({"somebody"}))
    with pytest.raises(errors.Recusal):
        fire(PAYMENT_BATCH, row.source, row.action, own)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"file_state": "withdrawn"}, errors.FileNotActive),
        ({"notice": NoticeFacts(None, 1)}, errors.ObjectionOpen),
        ({"notice": None}, errors.ObjectionOpen),
        ({"room_fen": 29_999}, errors.CapExceeded),
        ({"payment": PaymentFacts("fund-2", "fund-1")}, errors.FundUnfit),
        ({"payment": PaymentFacts(None, "fund-1")}, errors.FundUnfit),
        ({"payment": PaymentFacts("fund-1", "fund-1", as_approved=False)}, errors.PaymentChanged),
        (
            {"payment": PaymentFacts("fund-1", "fund-1", payee_confirmed=False)},
            errors.PayeeUnconfirmed,
        ),
        ({"payment": None}, errors.FundUnfit),
        ({"held": (Held("make", "somebody"),)}, errors.SeparationOfDuties),
        ({"household": frozenset({"somebody"})}, errors.Recusal),
    ],
)
def test_each_control_of_a_line_refuses(
    more: dict[str, object], refusal: type[DomainError]
) -> None:
    assert fire(PAYOUT, "pending", "dispatch", facts("payment_checker")) is DISPATCH
    with pytest.raises(refusal):
        fire(PAYOUT, "pending", "dispatch", facts("payment_checker", **more))


@pytest.mark.parametrize("action", ["reissue", "cancel", "confirm_payee"])
def test_what_stands_in_a_batch_moves_with_its_batch(action: str) -> None:
    (row,) = PAYOUT.rows_for("pending", action)
    loose = facts(min(row.roles))
    assert fire(PAYOUT, "pending", action, loose) is row
    for payment in (PaymentFacts("fund-1", "fund-1", batch_id="batch-1"), None):
        with pytest.raises(errors.PayoutInBatch):
            fire(PAYOUT, "pending", action, replace(loose, payment=payment))


def test_a_line_names_itself_and_makes_the_batch_not_payable() -> None:
    verdict = of_line(Verdict(errors.CapExceeded, False, {"room_fen": 1}), "application-1")
    assert (verdict.error, verdict.name) == (errors.NotPayable, "cap_exceeded")
    assert verdict.values == {"application_id": "application-1", "room_fen": 1}
    assert verdict.title("en") == errors.CapExceeded.en


def test_what_is_graver_than_not_payable_stays_what_it_is() -> None:
    for error in (errors.SeparationOfDuties, errors.Recusal):
        assert of_line(Verdict(error, False), "application-1").error is error
    assert payout_exists("application-1", "payout-1", "sent").error.status == 409


@pytest.mark.parametrize(
    ("declared", "ok"), [((3, 90_000), True), ((2, 90_000), False), ((3, 90_001), False)]
)
def test_control_totals_agree_to_the_line_and_to_the_fen(
    declared: tuple[int, int], ok: bool
) -> None:
    assert control_mismatch(declared, (3, 90_000)).ok is ok
