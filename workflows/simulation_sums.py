"""What a simulation comes to: sums by outcome, by category and by union, and longer paths.

Cases that cannot be decided stand in no other sum: a difference of two sums over different cases
would say nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from workflows.simulation import UNDECIDABLE, Simulated
from workflows.vocabulary import codes

__all__ = ["OUTCOMES", "Sum", "Sums", "summed"]

K = TypeVar("K")
OUTCOMES = codes("simulation_outcome")


@dataclass(slots=True)
class Sum:
    """So many cases, what was granted to them and what the draft grants, in fen."""

    count: int = 0
    before_fen: int = 0
    granted_fen: int = 0

    def add(self, one: Simulated) -> None:
        self.count += 1
        self.before_fen += one.old_fen
        self.granted_fen += one.new_fen

    @property
    def difference_fen(self) -> int:
        return self.granted_fen - self.before_fen


@dataclass(frozen=True, slots=True)
class Sums:
    """``more`` and ``fewer`` count the cases whose path gains or loses stages at a level."""

    total: Sum
    by_outcome: dict[str, Sum]
    by_category: dict[str | None, Sum]
    by_union: dict[str, Sum]
    more: int
    fewer: int


def summed(results: Sequence[Simulated]) -> Sums:
    """All sums of one simulation; every outcome has one, also where nobody had it."""
    decided = [one for one in results if one.outcome != UNDECIDABLE]
    total = Sum()
    for one in decided:
        total.add(one)
    by_outcome = {code: Sum() for code in OUTCOMES}
    for one in results:
        by_outcome[one.outcome].add(one)
    by_category = _by(decided, lambda one: one.case.category)
    levels = [one.levels or 0 for one in decided]
    return Sums(
        total=total,
        by_outcome=by_outcome,
        by_category=dict(sorted(by_category.items(), key=lambda pair: pair[0] or "")),
        by_union=dict(sorted(_by(decided, lambda one: one.case.union).items())),
        more=sum(level > 0 for level in levels),
        fewer=sum(level < 0 for level in levels),
    )


def _by(results: Iterable[Simulated], key: Callable[[Simulated], K]) -> dict[K, Sum]:
    found: dict[K, Sum] = {}
    for one in results:
        found.setdefault(key(one), Sum()).add(one)
    return found
