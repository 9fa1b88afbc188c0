"""The port to a bank: lines go in, the exact bytes of an instruction file come out.

A format is code because banks differ in shape, not only in words (domain.md §5 «Bank batch»); it
holds no state, opens no connection and asks no clock, so the same rows give the same bytes for ever
and the digest in the manifest can be checked by anyone who has the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

__all__ = ["InstructionFormat", "InstructionLine"]


@dataclass(frozen=True, slots=True)
class InstructionLine:
    """One order: pay this amount to this account under this reference."""

    line: int
    name: str = field(repr=False)
    account: str = field(repr=False)
    bank: str
    amount_fen: int
    summary: str
    reference: str


class InstructionFormat(Protocol):
    """How one bank wants its lines written."""

    @property
    def name(self) -> str:
        """What the manifest calls the format; it never changes once a file was dispatched."""

    def written(self, lines: Sequence[InstructionLine]) -> bytes:
        """The whole file."""
