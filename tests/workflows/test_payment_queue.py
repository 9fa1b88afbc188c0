"""What a payout that waits is told to do next."""

from __future__ import annotations

import pytest

from workflows.payment_batch import PAYMENT_BATCH
from workflows.payment_queue import WAITING, band_of, next_step, roles_owing
from workflows.payout import PAYOUT
from workflows.vocabulary import codes


@pytest.mark.parametrize(
    ("state", "batch", "code", "confirmed", "held", "step"),
    [
        ("pending", None, None, True, False, "make_batch"),
        ("pending", "draft", None, True, False, "submit_batch"),
        ("pending", "submitted", None, True, False, "release_batch"),
        ("pending", "released", None, True, False, "dispatch_batch"),
        ("pending", "released", None, True, True, "clear_hold"),
        ("pending", None, None, False, True, "confirm_payee"),
        ("sent", "dispatched", None, True, False, "ask_bank"),
        ("unknown", "dispatched", None, True, True, "ask_bank"),
        ("failed", "settled", "1", True, False, "correct_account"),
        ("failed", "settled", "12", True, False, "reissue"),
        ("failed", "settled", "11", True, False, "ask_beneficiary"),
        ("failed", "settled", "14", True, False, "look_into_risk"),
        ("returned", "settled", None, True, False, "reissue_or_cancel"),
    ],
)
def test_each_waits_for_something(
    state: str, batch: str, code: str, confirmed: bool, held: bool, step: str
) -> None:
    assert next_step(state, batch, code, confirmed=confirmed, held=held) == step
    assert step in codes("payment_step")
    assert roles_owing(step) <= set(codes("role"))


def test_nothing_that_has_not_arrived_is_left_out() -> None:
    assert set(WAITING) == set(PAYOUT.states) - {"paid", "cancelled"}
    open_batches = set(PAYMENT_BATCH.states) - {"dispatched", "settled", "cancelled"}
    for batch in (None, *open_batches):
        assert next_step("pending", batch, None, confirmed=True, held=False)
    for code in codes("failure_code"):
        assert next_step("failed", None, code, confirmed=True, held=False)


def test_age_bands_have_their_days() -> None:
    assert [band_of(days) for days in (0, 3, 4, 10, 11, 30, 31)] == [
        "d3", "d3", "d10", "d10", "d30", "d30", "over",
    ]  # fmt: skip
