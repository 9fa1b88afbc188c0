"""对账: the bank's statement held against the payouts of its days. It tells and changes nothing.

A debit that no payout explains is an alarm; a credit that names one is a possible return, offered to be
recorded by a person and never booked by itself (domain.md §5 «Reconciliation»).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

__all__ = ["SORTS", "Booked", "Held", "StatementLine", "matched", "tally_of"]

SORTS: Final = (
    "matched", "amount_differs", "reference_twice", "bank_only_debit", "bank_only_credit", "books_only",
    "unreadable",
)  # fmt: skip
PAID: Final = frozenset({"paid", "returned"})
"""States in which the books say that money left."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line as it was read; ``keys`` are all references that stand in it."""

    row: int
    side: str | None = None
    on: date | None = None
    amount_fen: int | None = None
    keys: tuple[str, ...] = ()
    serial: str | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """An attempt as the books know it."""

    reference: str
    payout_id: str
    state: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Held:
    """What became of a line, or below them of an attempt that is on none: ``suggestion`` is what a
    person is to do."""

    sort: str
    line: StatementLine | None
    booked: Booked | None = None
    suggestion: str | None = None


def matched(
    lines: Sequence[StatementLine], known: Mapping[str, Booked], due: Sequence[Booked]
) -> list[Held]:
    """Every line with what it agrees with, and every one of ``due`` — paid in those days by the books —
    that no debit names."""
    debits = Counter(
        booked.reference
        for line in lines
        if line.side == "debit" and (booked := _named(line, known))
    )
    told = [_held(line, _named(line, known), debits) for line in lines]
    return [
        *told,
        *(Held("books_only", None, one, "ask_bank") for one in due if not debits[one.reference]),
    ]


def _named(line: StatementLine, known: Mapping[str, Booked]) -> Booked | None:
    """The one attempt the line names; of two nobody can say which is meant."""
    found = {known[key].reference: known[key] for key in line.keys if key in known}
    return next(iter(found.values())) if len(found) == 1 else None


def _held(line: StatementLine, booked: Booked | None, debits: Mapping[str, int]) -> Held:
    if line.side is None or line.amount_fen is None or line.on is None:
        return Held("unreadable", line)
    return _credit(line, booked) if line.side == "credit" else _debit(line, booked, debits)


def _debit(line: StatementLine, booked: Booked | None, debits: Mapping[str, int]) -> Held:
    if booked is None:
        return Held("bank_only_debit", line, None, "alarm")
    if debits[booked.reference] > 1:
        return Held("reference_twice", line, booked, "alarm")
    if line.amount_fen != booked.amount_fen:
        return Held("amount_differs", line, booked, "ask_bank")
    if booked.state in PAID:
        return Held("matched", line, booked)
    waits = booked.state in ("sent", "unknown")
    return Held("bank_only_debit", line, booked, "apply_answer" if waits else "alarm")


def _credit(line: StatementLine, booked: Booked | None) -> Held:
    if booked is None:
        return Held("bank_only_credit", line)
    same = line.amount_fen == booked.amount_fen
    if booked.state == "returned" and same:
        return Held("matched", line, booked)
    if booked.state == "paid" and same:
        return Held("bank_only_credit", line, booked, "record_return")
    return Held("bank_only_credit" if same else "amount_differs", line, booked, "ask_bank")


def tally_of(held: Sequence[Held]) -> dict[str, dict[str, int]]:
    """How many of each sort and what they sum to; of what is only in the books, their amount."""
    told = {sort: {"count": 0, "total_fen": 0} for sort in SORTS}
    for one in held:
        amount = one.line.amount_fen if one.line else one.booked.amount_fen if one.booked else 0
        told[one.sort]["count"] += 1
        told[one.sort]["total_fen"] += amount or 0
    return told
