"""The table of a payout, and how the bank's word about it is taken.

A time-out is unknown, never failed; paid changes only by a returned-payment record; unknown is not
sent again under a new reference until the bank has answered (reliability.md §1.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workflows import fund_guards
from workflows.path import APPROVER, PERSON
from workflows.payable import PAYABLE, payout_contradicted, payout_in_batch, recovery_open
from workflows.paying import CHECKER, MAKER
from workflows.table import Guard, Row, Table

__all__ = ["BY_HAND", "FINAL_ATTEMPT", "OUTCOMES", "PAYOUT", "Word", "heard", "reference_of"]
__all__ += ["short_reference_of"]

GATEWAY = frozenset({"bank_gateway"})
OUTCOMES: Final = ("paid", "failed", "unknown")
BY_HAND: Final = {outcome: f"confirm_{outcome}" for outcome in OUTCOMES}
"""By which action the bank's word is applied where a person brings it, in a file: with a duty."""
_CHECKED = (*PERSON, *PAYABLE)
_LOOSE = (*PERSON, payout_in_batch)


def _answers(state: str, outcomes: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(
        Row(state, outcome, outcome, GATEWAY, money=True, door=False) for outcome in outcomes
    )


def _by_hand(state: str, outcomes: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(
        Row(
            state, BY_HAND[outcome], outcome, CHECKER, PERSON, money=True, duty="release", door=False
        )
        for outcome in outcomes
    )  # fmt: skip


def _found(state: str, action: str, target: str, *asked: Guard) -> Row:
    """What a person found out from the bank where its answers fail or contradict."""
    return Row(
        state, action, target, CHECKER, asked, opinion_required=True, money=True, duty="release",
        door=False,
    )  # fmt: skip


def _reissue(state: str, *asked: Guard) -> Row:
    return Row(
        state, "reissue", "pending", MAKER, asked, opinion_required=True, money=True, duty="make"
    )


def _cancel(state: str, *asked: Guard) -> Row:
    return Row(
        state, "cancel", "cancelled", APPROVER, asked, opinion_required=True, money=True,
        duty="approve",
    )  # fmt: skip


PAYOUT = Table(
    name="payout",
    initial="pending",
    final=frozenset({"cancelled"}),
    rows=(
        Row("pending", "make", "pending", MAKER, _CHECKED, money=True, duty="make", door=False),
        Row("pending", "dispatch", "sent", CHECKER, _CHECKED, money=True, duty="release", door=False),
        Row("pending", "unmake", "cancelled", MAKER, PERSON, money=True, duty="make", door=False),
        *_answers("sent", OUTCOMES),
        *_answers("unknown", ("paid", "failed")),
        *_by_hand("sent", OUTCOMES),
        *_by_hand("unknown", ("paid", "failed")),
        *(_found(state, "find_paid", "paid", *PERSON) for state in ("sent", "unknown", "failed")),
        _found("pending", "find_paid", "paid", *_LOOSE),
        *(_found(state, "find_unpaid", "failed", *PERSON) for state in ("sent", "unknown")),
        Row(
            "paid", "return", "returned", CHECKER, (*PERSON, recovery_open), opinion_required=True,
            money=True, duty="release",
        ),
        _reissue("failed", *PERSON),
        _reissue("pending", *_LOOSE),
        _reissue("returned", *PERSON, *fund_guards.SET_ASIDE),
        Row("pending", "confirm_payee", "pending", APPROVER, _LOOSE, duty="account_change"),
        _cancel("failed", *PERSON, payout_contradicted),
        _cancel("returned", *PERSON),
        _cancel("pending", *_LOOSE, payout_contradicted),
    ),
)  # fmt: skip

FINAL_ATTEMPT: Final = frozenset({"paid", "failed", "returned", "cancelled"})
"""States in which an attempt no longer waits for the bank."""


@dataclass(frozen=True, slots=True)
class Word:
    """What the bank said of one reference."""

    outcome: str
    failure_code: str | None = None
    bank_serial: str | None = None


_SAID_BEFORE: Final = {"paid": "paid", "returned": "paid", "failed": "failed", "unknown": "unknown"}


def heard(state: str, known_serial: str | None, word: Word, *, latest: bool) -> str:
    """``applied``, ``repeated`` or ``queued``: what becomes of a result for an attempt in ``state``.

    Only the latest attempt of a payout moves, and only along its table. The same word again is
    repeated; a second payment under another serial of the bank is no repetition. Whatever else
    contradicts what is known is queued and changes nothing (wire.md «Notice, money, feed»).
    """
    if latest and PAYOUT.rows_for(state, word.outcome):
        return "applied"
    same_payment = (
        word.outcome != "paid"
        or None in (known_serial, word.bank_serial)
        or known_serial == word.bank_serial
    )
    return "repeated" if _SAID_BEFORE.get(state) == word.outcome and same_payment else "queued"


_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DIGITS: Final = 26


def reference_of(payout_id: str, sequence: int) -> str:
    """The reference of one attempt: the payout's id in 26 characters, then its place among its
    attempts. At most 30 capitals and digits, as bank interfaces take them (domain.md §5, YURREF);
    never random, so that no retry can make another one.
    """
    value = int(payout_id.replace("-", ""), 16)
    letters = (_ALPHABET[value >> 5 * place & 31] for place in reversed(range(_DIGITS)))
    return f"{''.join(letters)}{sequence:02d}"


def short_reference_of(serial: str, line: int) -> str:
    """The same attempt in 18 characters: its batch's number and its line, for banks whose lines carry
    no more than twenty (domain.md §5, TRSDSP)."""
    return f"{serial.lstrip('B')}-{line:04d}"
