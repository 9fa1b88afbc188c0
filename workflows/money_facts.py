"""What the guards of money are told: which fund, for what, under which rules, and how its books stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflows.fund_use import FundUse
    from workflows.invariants import Invariant
    from workflows.purpose import Purpose

__all__ = ["ClosingFacts", "FundTold", "MoneyFacts", "Spending"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """An award as a fund is asked for it: the unions are the household's and all above it, category
    and causes those of its file."""

    programme: str
    kind: str
    award_fen: int
    unions: frozenset[str] = frozenset()
    category: str | None = None
    causes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FundTold:
    """The fund that is to pay."""

    id: str
    source: str
    purpose: Purpose | None = None
    closed: bool = False
    carried_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFacts:
    """What stands against closing a fund: money set aside, payouts and recoveries that are open; and
    whether the fund that is to have the rest may have it, None where none is named."""

    committed_fen: int
    open: tuple[str, ...]
    heir_fits: bool | None = None
    heir: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyFacts:
    """``uses`` are the rules that bind the fund, highest union first; ``fund`` is None where none was
    found. ``broken`` are the invariants of its books that do not hold; None where nobody looked."""

    fund: FundTold | None = None
    spending: Spending | None = None
    uses: tuple[FundUse, ...] = ()
    broken: tuple[Invariant, ...] | None = None
    closing: ClosingFacts | None = None
