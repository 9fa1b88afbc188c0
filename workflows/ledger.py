"""Double entry: how money moves between the accounts of one fund, in whole fen.

``allocated → committed (at approval) → disbursed (the bank says paid) | released | returned |
recovered``
(design.md §7). Every movement is two postings that sum to zero; no account but the source, where
money enters the fund, ever stands below zero (会计法 art. 14, 17; domain.md §5 «Budget control»).

Money goes from one fund to another by two movements: the one gives it out of what is free, the other
takes it from its source. Each fund stays balanced by itself (ADR 0032).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = [
    "ACCOUNTS",
    "AVAILABLE",
    "CARRIED_OUT",
    "COMMITTED",
    "DISBURSED",
    "KINDS",
    "LATE",
    "OVERPAY",
    "PASSED_DOWN",
    "SOURCE",
    "Movement",
    "Overdrawn",
    "Posting",
    "allocate",
    "carry_in",
    "carry_out",
    "commit",
    "disburse",
    "overpay",
    "pass_down",
    "recover",
    "release",
    "return_",
]

SOURCE: Final = "source"
AVAILABLE: Final = "available"
COMMITTED: Final = "committed"
DISBURSED: Final = "disbursed"
PASSED_DOWN: Final = "passed_down"
CARRIED_OUT: Final = "carried_out"
ACCOUNTS: Final = (SOURCE, AVAILABLE, COMMITTED, DISBURSED, PASSED_DOWN, CARRIED_OUT)

_ROADS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "allocate": (SOURCE, AVAILABLE),
        "commit": (AVAILABLE, COMMITTED),
        "disburse": (COMMITTED, DISBURSED),
        "release": (COMMITTED, AVAILABLE),
        "return": (DISBURSED, AVAILABLE),
        "recover": (DISBURSED, AVAILABLE),
        "overpay": (AVAILABLE, DISBURSED),
        "pass_down": (AVAILABLE, PASSED_DOWN),
        "carry_out": (AVAILABLE, CARRIED_OUT),
        "carry_in": (SOURCE, AVAILABLE),
        "return_late": (SOURCE, AVAILABLE),
        "recover_late": (SOURCE, AVAILABLE),
    }
)
KINDS: Final = tuple(_ROADS)
OVERPAY: Final = "overpay"
LATE: Final[Mapping[str, str]] = MappingProxyType(
    {"return": "return_late", "recover": "recover_late"}
)
"""What comes back to a fund that was closed meanwhile goes into the one it was carried to: by which
kind of movement there."""


class Overdrawn(ArithmeticError):
    """An account would fall below zero: a guard before this one did not do its work."""

    def __init__(self, account: str, held_fen: int, asked_fen: int) -> None:
        super().__init__(f"{account} holds {held_fen} fen, {asked_fen} were asked of it")
        self.account, self.held_fen, self.asked_fen = account, held_fen, asked_fen


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of a movement: what one account gains or, below zero, gives."""

    account: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Movement:
    """An amount on one of the roads; its postings sum to zero because they are made here."""

    kind: str
    amount_fen: int

    def __post_init__(self) -> None:
        if type(self.amount_fen) is not int or self.amount_fen <= 0:
            raise ValueError(f"a movement is of one fen at least, not of {self.amount_fen!r}")

    @property
    def postings(self) -> tuple[Posting, Posting]:
        giver, taker = _ROADS[self.kind]
        return Posting(giver, -self.amount_fen), Posting(taker, self.amount_fen)

    def applied_to(self, balances: Mapping[str, int]) -> dict[str, int]:
        """The balances after this movement. Raises ``Overdrawn`` rather than go below zero."""
        after = dict(balances)
        for posting in self.postings:
            held = balances.get(posting.account, 0)
            after[posting.account] = held + posting.amount_fen
            if posting.account != SOURCE and after[posting.account] < 0:
                raise Overdrawn(posting.account, held, self.amount_fen)
        return after


def allocate(amount_fen: int) -> Movement:
    """资金下达: money comes in under a document of the giver."""
    return Movement("allocate", amount_fen)


def commit(amount_fen: int) -> Movement:
    """占用: the last approval takes the award out of what is free."""
    return Movement("commit", amount_fen)


def disburse(amount_fen: int) -> Movement:
    """支出: the bank says paid; nothing else disburses."""
    return Movement("disburse", amount_fen)


def release(amount_fen: int) -> Movement:
    """An award that will not be paid is free money again."""
    return Movement("release", amount_fen)


def return_(amount_fen: int) -> Movement:
    """退汇: money that had been paid is back with its fund."""
    return Movement("return", amount_fen)


def recover(amount_fen: int) -> Movement:
    """追回: what a household has paid back is back with the fund it was paid from."""
    return Movement("recover", amount_fen)


def pass_down(amount_fen: int) -> Movement:
    """下达下级: a fund of a union below is given money; there it is allocated."""
    return Movement("pass_down", amount_fen)


def carry_out(amount_fen: int) -> Movement:
    """结转: what a closed year leaves goes to the next one, where it is carried in."""
    return Movement("carry_out", amount_fen)


def carry_in(amount_fen: int) -> Movement:
    """The other side of what was carried out of the year before."""
    return Movement("carry_in", amount_fen)


def overpay(amount_fen: int) -> Movement:
    """多付: the bank paid once more what it was asked to pay once; the money has left and is owed back."""
    return Movement("overpay", amount_fen)
