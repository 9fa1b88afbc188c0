"""The payout's table, the bank's word about it, and the references of its attempts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.payout import FINAL_ATTEMPT, OUTCOMES, PAYOUT, Word, heard, reference_of

IDS = st.uuids().map(str)
PAID_AGAIN = Word("paid", bank_serial="S2")


def moves(action: str) -> set[tuple[str, str]]:
    return {(row.source, row.target) for row in PAYOUT.rows if row.action == action}


def test_paid_is_left_by_a_returned_payment_only() -> None:
    assert {row.action for row in PAYOUT.rows if row.source == "paid"} == {"return"}


def test_unknown_is_never_sent_again_before_the_bank_has_answered() -> None:
    answers = {"paid", "failed", "confirm_paid", "confirm_failed", "find_paid", "find_unpaid"}
    assert {row.action for row in PAYOUT.rows if row.source == "unknown"} == answers
    assert not [row for row in PAYOUT.rows if row.source == "unknown" and row.target == "pending"]


def test_only_the_bank_says_paid_and_only_of_what_was_sent() -> None:
    paying = [row for row in PAYOUT.rows if row.target == "paid"]
    by_bank = [row for row in paying if row.roles == {"bank_gateway"}]
    by_file = [row for row in paying if row.action == "confirm_paid"]
    found = [row for row in paying if row.action == "find_paid"]
    assert len(paying) == len(by_bank) + len(by_file) + len(found)
    assert {row.source for row in (*by_bank, *by_file)} == {"sent", "unknown"}
    assert {row.source for row in found} == {"sent", "unknown", "failed", "pending"}
    assert all(row.duty == "release" for row in (*by_file, *found))
    assert all(row.opinion_required for row in found)
    assert not any(row.door for row in paying)
    assert moves("dispatch") == {("pending", "sent")}


@pytest.mark.parametrize("state", ["pending", "paid", "failed", "returned", "cancelled"])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_nothing_is_applied_to_what_waits_for_no_answer(state: str, outcome: str) -> None:
    assert heard(state, None, Word(outcome), latest=True) != "applied"


@pytest.mark.parametrize(
    ("state", "outcome", "became"),
    [
        ("sent", "paid", "applied"),
        ("sent", "failed", "applied"),
        ("sent", "unknown", "applied"),
        ("unknown", "paid", "applied"),
        ("unknown", "failed", "applied"),
        ("unknown", "unknown", "repeated"),
        ("paid", "paid", "repeated"),
        ("failed", "failed", "repeated"),
        ("returned", "paid", "repeated"),
        ("paid", "failed", "queued"),
        ("failed", "paid", "queued"),
        ("paid", "unknown", "queued"),
        ("returned", "failed", "queued"),
        ("cancelled", "paid", "queued"),
        ("pending", "paid", "queued"),
    ],
)
def test_the_banks_word_moves_the_latest_attempt_once(
    state: str, outcome: str, became: str
) -> None:
    assert heard(state, None, Word(outcome), latest=True) == became


@pytest.mark.parametrize("state", ["sent", "unknown"])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_older_attempt_is_never_moved(state: str, outcome: str) -> None:
    assert heard(state, None, Word(outcome), latest=False) != "applied"


def test_a_second_payment_under_another_serial_is_no_repetition() -> None:
    assert heard("paid", "S1", PAID_AGAIN, latest=True) == "queued"
    assert heard("paid", "S2", PAID_AGAIN, latest=True) == "repeated"
    assert heard("paid", None, PAID_AGAIN, latest=True) == "repeated"
    assert heard("failed", "S1", Word("failed", "2", "S2"), latest=True) == "repeated"


def test_an_attempt_is_final_where_no_answer_of_the_bank_moves_it() -> None:
    waiting = {row.source for row in PAYOUT.rows if row.action in OUTCOMES}
    assert set(PAYOUT.states) - waiting - {"pending"} == FINAL_ATTEMPT


@given(IDS, st.integers(1, 99))
def test_a_reference_is_thirty_capitals_and_digits_at_most(payout: str, sequence: int) -> None:
    assert re.fullmatch(r"[0-9A-Z]{28}", reference_of(payout, sequence))
    assert reference_of(payout, sequence) == reference_of(payout, sequence)


@given(st.sets(st.tuples(IDS, st.integers(1, 99)), min_size=2, max_size=20))
def test_no_two_attempts_share_a_reference(attempts: set[tuple[str, int]]) -> None:
    assert len({reference_of(*attempt) for attempt in attempts}) == len(attempts)
