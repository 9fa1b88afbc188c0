"""What must hold of the books of a fund at any moment: cases, postings and balances say the same.

Each invariant has two sides that come from different rows: what the ledger posted, what its accounts
hold, what the cases and the payouts are. One that does not hold stops every payment of the fund
(reliability.md §1.1: the assertions are left on in production; 会计法 art. 17).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from workflows.ledger import (
    ACCOUNTS,
    AVAILABLE,
    CARRIED_OUT,
    COMMITTED,
    DISBURSED,
    PASSED_DOWN,
    SOURCE,
)

__all__ = ["Books", "Cases", "Invariant", "Posted", "broken", "invariants"]

RETURN: Final = "return"
RECOVER: Final = "recover"


@dataclass(frozen=True, slots=True)
class Invariant:
    """One equation with both its sides in fen, or in payouts where it counts them."""

    name: str
    left: int
    right: int
    programme: str | None = None
    account: str | None = None

    @property
    def holds(self) -> bool:
        return self.left == self.right

    @property
    def values(self) -> dict[str, object]:
        """How a refusal and a line of the log name it."""
        told: dict[str, object] = {"invariant": self.name, "left": self.left, "right": self.right}
        named = {"programme": self.programme, "account": self.account}
        return told | {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted to one account by movements of one kind; a programme where it was for one."""

    programme: str | None
    account: str
    kind: str
    fen: int


@dataclass(frozen=True, slots=True)
class Cases:
    """One programme's cases of a fund. ``standing_fen`` are awards that were granted and neither paid
    nor given up, ``back_fen`` payouts among them whose money is with the fund again, ``paid_fen``
    payouts that were paid, ``goods_fen`` awards that were brought, ``overpaid_fen`` what the bank paid
    once more and was found out."""

    standing_fen: int = 0
    back_fen: int = 0
    paid_fen: int = 0
    goods_fen: int = 0
    overpaid_fen: int = 0

    @property
    def committed_fen(self) -> int:
        return self.standing_fen - self.back_fen

    @property
    def spent_fen(self) -> int:
        return self.paid_fen + self.goods_fen


@dataclass(frozen=True, slots=True)
class Books:
    """A fund as it stands in the rows. ``late`` is by programme what was returned to the fund it was
    carried to, because this one was closed by then; ``doubled`` counts live payouts beyond one."""

    fund_id: str
    balances: Mapping[str, int]
    posted: tuple[Posted, ...] = ()
    cases: Mapping[str, Cases] = field(default_factory=dict)
    late: Mapping[str, int] = field(default_factory=dict)
    doubled: int = 0

    @property
    def programmes(self) -> list[str]:
        told = {one.programme for one in self.posted if one.programme is not None}
        return sorted(told | self.cases.keys() | self.late.keys())

    def sum_of(self, account: str, *kinds: str, programme: str | None = None) -> int:
        """Everything posted to the account: by these kinds or by all, for this programme or in all."""
        return sum(
            one.fen
            for one in self.posted
            if one.account == account
            and (not kinds or one.kind in kinds)
            and programme in (None, one.programme)
        )


def invariants(books: Books) -> tuple[Invariant, ...]:
    """All of them, whether they hold or not."""
    return (*_of_fund(books), *(one for name in books.programmes for one in _of(books, name)))


def broken(books: Books) -> tuple[Invariant, ...]:
    return tuple(one for one in invariants(books) if not one.holds)


def _of_fund(books: Books) -> Iterator[Invariant]:
    held = {account: books.balances.get(account, 0) for account in ACCOUNTS}
    yield Invariant("postings_balance", sum(one.fen for one in books.posted), 0)
    for account in sorted({*ACCOUNTS, *books.balances, *(one.account for one in books.posted)}):
        left, right = books.balances.get(account, 0), books.sum_of(account)
        yield Invariant("balance_of_postings", left, right, account=account)
    out = (AVAILABLE, COMMITTED, DISBURSED, PASSED_DOWN, CARRIED_OUT)
    yield Invariant("allocated_accounted", -held[SOURCE], sum(held[account] for account in out))
    lowest = min((fen for account, fen in books.balances.items() if account != SOURCE), default=0)
    yield Invariant("none_below_zero", min(lowest, 0), 0)
    yield Invariant("one_live_payout", books.doubled, 0)


def _of(books: Books, programme: str) -> Iterator[Invariant]:
    """Of one programme: what the ledger posted against what its cases are."""
    cases, late = books.cases.get(programme, Cases()), books.late.get(programme, 0)

    def posted(account: str, *kinds: str) -> int:
        return books.sum_of(account, *kinds, programme=programme)

    returned = posted(AVAILABLE, RETURN) + late
    cancelled = posted(AVAILABLE, "release")
    accounted = cases.committed_fen + cases.spent_fen + returned + cancelled
    yield Invariant("approved_accounted", posted(COMMITTED, "commit"), accounted, programme)
    yield Invariant("committed_cases", posted(COMMITTED), cases.committed_fen, programme)
    recovered = -posted(DISBURSED, RECOVER)
    spent = cases.spent_fen + cases.overpaid_fen + late - recovered
    yield Invariant("disbursed_cases", posted(DISBURSED), spent, programme)
