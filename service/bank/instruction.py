"""What an instruction file is made of: its lines, and what its head says of whoever pays.

The same rows give the same bytes for ever, so the digest in the manifest can be checked by anyone
who has the rows: nothing here opens a connection or asks a clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["InstructionHead", "InstructionLine", "yuan"]


def yuan(amount_fen: int) -> str:
    """Whole fen as yuan with two decimals: never by way of a float, which would round."""
    whole, fen = divmod(amount_fen, 100)
    return f"{whole}.{fen:02d}"


@dataclass(frozen=True, slots=True)
class InstructionLine:
    """One order: pay this amount to this account under this reference. ``short_reference`` is the
    same in 18 characters, for banks whose lines carry no more."""

    line: int
    name: str = field(repr=False)
    account: str = field(repr=False)
    bank: str
    amount_fen: int
    summary: str
    reference: str
    short_reference: str = ""


@dataclass(frozen=True, slots=True)
class InstructionHead:
    """The file as a whole: its own reference, what it is for, and the account that pays. ``own_bank``
    is the word by which the bank of a payee is known as the payer's own, ``place`` where payees of
    other banks have theirs."""

    reference: str = ""
    memo: str = ""
    account: str = field(default="", repr=False)
    code: str = ""
    own_bank: str = ""
    place: str = ""
