"""The steps of an arithmetic that a person can read and a machine can run again.

Every step shows its values exactly; what is no whole number is written as a fraction, because a
rounded figure in the middle could not be checked (design: assessments store every step).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

__all__ = ["Step", "exact", "percent", "yuan"]

Value = int | str | bool | None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an assessment: a code, a sentence in each language, the values compared."""

    code: str
    zh: str
    en: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The form stored with a decision and shown by the wire."""
        return {"code": self.code, "zh": self.zh, "en": self.en, "values": dict(self.values)}


def exact(number: Fraction | int) -> int | str:
    """A whole number as itself, anything else as its fraction: ``7/3``."""
    fraction = Fraction(number)
    return fraction.numerator if fraction.denominator == 1 else str(fraction)


def yuan(fen: Fraction | int) -> str:
    """``¥1,234.56``; parts of a fen are shown by an ellipsis, never rounded up."""
    fraction = Fraction(fen)
    whole, part = divmod(abs(fraction.numerator), fraction.denominator)
    sign, more = ("-" if fraction < 0 else ""), ("…" if part else "")
    return f"{sign}¥{whole // 100:,}.{whole % 100:02d}{more}"


def percent(rate: Fraction) -> str:
    """``90%``, ``12.5%``: an edition's rate as a person says it."""
    hundredfold = rate * 100
    if hundredfold.denominator == 1:
        return f"{hundredfold.numerator}%"
    return f"{float(hundredfold):.6f}".rstrip("0").rstrip(".") + "%"
