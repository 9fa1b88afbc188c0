"""The figures of a means test, as an edition of the place and day sets them (domain.md §2.1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

__all__ = ["BOUNDS", "EXCLUSIVE", "INCLUSIVE", "MONTHS", "MeansRule"]

MONTHS: Final = 12
EXCLUSIVE, INCLUSIVE = "exclusive", "inclusive"
BOUNDS: Final[Mapping[str, str]] = {
    "severe": EXCLUSIVE,
    "relative": EXCLUSIVE,
    "accidental": INCLUSIVE,
}
"""Whether a household at the very line is still within, where an edition says nothing: below the
line for 深度 and 相对 (平顶山, 青岛), at most the multiple after an event (蚌埠)."""


@dataclass(frozen=True, slots=True)
class MeansRule:
    """What is left at its default is the test in its plainest form.

    ``inclusive`` names the categories whose line belongs to them; ``income_months`` is the window
    that items cover; None for a list of items stands for the standard list.
    """

    living_line_fen: int
    severe_multiple: Fraction
    relative_multiple: Fraction
    accident_cost_ratio: Fraction
    inclusive: frozenset[str] = frozenset({"accidental"})
    accident_net_multiple: Fraction | None = None
    income_months: int = MONTHS
    income_counted: frozenset[str] | None = None
    expenditure_recognised: frozenset[str] | None = None

    @classmethod
    def of(
        cls,
        line_fen: int,
        multiples: Mapping[str, str],
        accident_cost_ratio: str,
        *,
        bounds: Mapping[str, str] | None = None,
        accident_net_multiple: str | None = None,
        income_months: int = MONTHS,
        income_counted: Collection[str] | None = None,
        expenditure_recognised: Collection[str] | None = None,
    ) -> MeansRule:
        """From the strings of an edition that `policy` has already found sound."""
        kept = {**BOUNDS, **(bounds or {})}
        return cls(
            living_line_fen=line_fen,
            severe_multiple=Fraction(multiples["severe"]),
            relative_multiple=Fraction(multiples["relative"]),
            accident_cost_ratio=Fraction(accident_cost_ratio),
            inclusive=frozenset(name for name, bound in kept.items() if bound == INCLUSIVE),
            accident_net_multiple=_fraction(accident_net_multiple),
            income_months=income_months,
            income_counted=_set(income_counted),
            expenditure_recognised=_set(expenditure_recognised),
        )


def _fraction(decimal: str | None) -> Fraction | None:
    return None if decimal is None else Fraction(decimal)


def _set(codes: Collection[str] | None) -> frozenset[str] | None:
    return None if codes is None else frozenset(codes)
