"""Figures of supervision: whole counts, and rates that say of what (办结率、按时率、反馈率、满意率).

A rate is exact as a fraction of two counts and is written with four decimals, half up; without
anything to count there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

__all__ = ["Rate", "Span", "decimals", "spent"]

PLACES: Final = 10_000


def decimals(number: Fraction | int) -> str:
    """Four decimals, half up: ``0.6667``."""
    scaled = Fraction(number) * PLACES + Fraction(1, 2)
    whole = scaled.numerator // scaled.denominator
    return f"{whole // PLACES}.{whole % PLACES:04d}"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    numerator: int
    denominator: int

    def to_dict(self) -> dict[str, Any]:
        """The wire form."""
        rate = Fraction(self.numerator, self.denominator) if self.denominator else None
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "rate": None if rate is None else decimals(rate),
        }


@dataclass(frozen=True, slots=True)
class Span:
    """How long one case was at one stage: working days, and whether its term was kept; None where it
    had none."""

    stage: str
    working_days: int
    on_time: bool | None


def spent(stage: str, spans: Sequence[Span]) -> dict[str, Any]:
    """Median, mean and longest of the working days at one stage, and how many kept their term."""
    days = sorted(one.working_days for one in spans)
    middle = len(days) // 2
    median = Fraction(days[middle] + days[-middle - 1], 2) if days else None
    termed = [one for one in spans if one.on_time is not None]
    return {
        "stage": stage,
        "count": len(days),
        "median": None if median is None else decimals(median),
        "mean": decimals(Fraction(sum(days), len(days))) if days else None,
        "longest": days[-1] if days else None,
        "on_time": Rate(sum(bool(one.on_time) for one in termed), len(termed)).to_dict(),
    }
