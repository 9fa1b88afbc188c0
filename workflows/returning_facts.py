"""What the guards of a return, and of what is taken back, are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["ReturnFacts", "TakingFacts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFacts:
    """How often a case was sent back and how often it may be; where a return is meant to go (None is
    the clerk), to which stage it comes straight back, if to any, and the last day of its correction."""

    returns: int = 0
    at_most: int | None = None
    to: int | None = None
    back_to: int | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingFacts:
    """The last deed on a case: the stage at which it was done, if it was a review or a vote, and whose
    hand did it; and whether money is set aside for the case."""

    position: int | None
    hand: frozenset[str]
    set_aside: bool
