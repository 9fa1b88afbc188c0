"""抽查: a draw that nobody can steer and anybody can make again with the standard library.

Every id is ranked by SHA-256 of the seed, a bar and the id; the first ``ceil(rate × n)`` are drawn.
The seed is chance and made when the population is already fixed, so neither who asks nor who is
asked about can prefer a file (domain.md §2.4, S05: upper levels look at 30 % at the least).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

__all__ = ["METHOD", "draw", "drawn_count", "population_digest", "rank", "spelled"]

METHOD: Final = "sha256-rank"


def rank(seed: str, one: str) -> str:
    """Where an id stands in the order of the draw: the lower, the earlier."""
    return hashlib.sha256(f"{seed}|{one}".encode()).hexdigest()


def drawn_count(size: int, rate: str) -> int:
    """How many are drawn of so many: a part of a file is a file, so it is rounded up."""
    return math.ceil(Fraction(rate) * size)


def draw(seed: str, population: Iterable[str], rate: str) -> tuple[str, ...]:
    """The ids drawn, in the order of their ranks; the order they came in makes no difference."""
    ranked = sorted(set(population), key=lambda one: (rank(seed, one), one))
    return tuple(ranked[: drawn_count(len(ranked), rate)])


def population_digest(population: Sequence[str]) -> str:
    """SHA-256 over the ids in their order, a line feed between two of them."""
    return hashlib.sha256("\n".join(population).encode()).hexdigest()


def spelled(seed: str, rate: str, population: Sequence[str]) -> str:
    """The draw in one line, as the log's own bytes keep it."""
    digest = population_digest(population)
    return f"{METHOD}:seed={seed}:n={len(population)}:population={digest}:rate={rate}"
