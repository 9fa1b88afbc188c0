"""不相容岗位分离的证明: that the duties of a case were held by different people, told of what was done.

It proves what the deeds say and not more: a duty that nobody is shown to have done is named, and so is a
deed behind which no natural person stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

__all__ = ["EXPECTED", "Done", "Pair", "Unshown", "pairs_of", "unshown_of"]

EXPECTED: Final = ("intake", "review", "approve", "make")
"""Duties without which nothing is ever made ready for payment; what has left has been released too."""
RELEASED: Final = "release"


@dataclass(frozen=True, slots=True)
class Done:
    """One deed by which a duty was done: its number, the persons acting, and its exact bytes whole."""

    number: int
    duty: str
    persons: frozenset[str]
    intact: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """Two duties, who held each, and whether nobody held both."""

    duties: tuple[str, str]
    persons: tuple[tuple[str, ...], tuple[str, ...]]
    different: bool


@dataclass(frozen=True, slots=True)
class Unshown:
    """What could not be shown (code list `unshown`), of which duty, at which entry if there is one."""

    code: str
    duty: str
    number: int | None = None


def pairs_of(done: Sequence[Done]) -> list[Pair]:
    """Every two duties of the case, by name."""
    held: dict[str, set[str]] = {}
    for one in done:
        held.setdefault(one.duty, set()).update(one.persons)
    return [
        Pair((a, b), (tuple(sorted(held[a])), tuple(sorted(held[b]))), not held[a] & held[b])
        for a, b in combinations(sorted(held), 2)
    ]


def unshown_of(done: Sequence[Done], *, left: bool) -> list[Unshown]:
    """Duties nobody is shown to have done, deeds with nobody behind them, bytes that are not those that
    were hashed. ``left`` says that the money was sent to the bank."""
    expected = (*EXPECTED, RELEASED) if left else EXPECTED
    there = {one.duty for one in done}
    found = [Unshown("no_entry", duty) for duty in expected if duty not in there]
    found += [Unshown("no_person", one.duty, one.number) for one in done if not one.persons]
    found += [Unshown("altered", one.duty, one.number) for one in done if not one.intact]
    return found
