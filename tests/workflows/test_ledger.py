"""The ledger: every movement sums to zero, and no account but the source falls below it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import ledger
from workflows.ledger import ACCOUNTS, KINDS, SOURCE, Movement, Overdrawn

EMPTY = dict.fromkeys(ACCOUNTS, 0)
AMOUNTS = st.integers(1, 10**15)


def after(*movements: Movement) -> dict[str, int]:
    balances = dict(EMPTY)
    for movement in movements:
        balances = movement.applied_to(balances)
    return balances


@given(st.sampled_from(KINDS), AMOUNTS)
def test_the_postings_of_a_movement_sum_to_zero(kind: str, amount: int) -> None:
    postings = Movement(kind, amount).postings
    assert sum(posting.amount_fen for posting in postings) == 0
    assert len({posting.account for posting in postings}) == 2
    assert all(posting.amount_fen != 0 for posting in postings)


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 5)), max_size=60))
def test_whatever_is_tried_the_accounts_sum_to_zero_and_stay_above_it(
    tried: list[tuple[str, int]],
) -> None:
    balances = dict(EMPTY)
    for kind, amount in tried:
        with suppress(Overdrawn):
            balances = Movement(kind, amount).applied_to(balances)
        assert sum(balances.values()) == 0
        assert all(fen >= 0 for account, fen in balances.items() if account != SOURCE)
        assert balances[SOURCE] <= 0


def test_money_takes_its_road_from_the_source_to_the_account() -> None:
    moved = after(ledger.allocate(100), ledger.commit(60), ledger.disburse(40))
    assert moved == {**EMPTY, "source": -100, "available": 40, "committed": 20, "disbursed": 40}


def test_released_and_returned_money_is_free_again() -> None:
    moved = after(
        ledger.allocate(100), ledger.commit(60), ledger.release(20), ledger.disburse(40),
        ledger.return_(40),
    )  # fmt: skip
    assert moved == {**EMPTY, "source": -100, "available": 100}


@pytest.mark.parametrize(
    ("movement", "account"),
    [
        (ledger.commit(101), "available"),
        (ledger.disburse(1), "committed"),
        (ledger.release(1), "committed"),
        (ledger.return_(1), "disbursed"),
        (ledger.pass_down(101), "available"),
        (ledger.carry_out(101), "available"),
    ],
)
def test_one_fen_more_than_there_is_does_not_move(movement: Movement, account: str) -> None:
    with pytest.raises(Overdrawn) as refused:
        movement.applied_to(after(ledger.allocate(100)))
    assert refused.value.account == account


@pytest.mark.parametrize("amount", [0, -1, 1.0, True, None])
def test_a_movement_is_of_whole_fen_above_zero(amount: object) -> None:
    with pytest.raises(ValueError, match="one fen at least"):
        Movement("commit", amount)  # type: ignore[arg-type]


def test_a_movement_changes_nothing_but_its_answer() -> None:
    before = after(ledger.allocate(100))
    told = dict(before)
    ledger.commit(10).applied_to(before)
    assert before == told
