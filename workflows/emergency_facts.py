"""What the guards of an emergency are told beside the rest: the limit, and what is still owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["EmergencyFacts", "RegularisationFacts"]


@dataclass(frozen=True, slots=True)
class EmergencyFacts:
    """``limit_fen`` and ``year_fen`` are the edition's, without a limit where it delegates nothing;
    ``given_fen`` is what the household was granted in emergencies this year, ``open`` which of them
    are not regularised yet, None where nobody looked."""

    limit_fen: int | None
    open: tuple[str, ...] | None
    given_fen: int = 0
    year_fen: int | None = None


@dataclass(frozen=True, slots=True)
class RegularisationFacts:
    """``due_on`` is the last day for the papers, None where the year's calendar is not known yet;
    ``hasty`` are those who approved in the emergency and have somebody beside them to confirm."""

    due_on: date | None
    hasty: frozenset[str] = frozenset()
