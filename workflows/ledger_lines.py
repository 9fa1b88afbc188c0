"""台账: the figures of the ledger by source, year, union and programme, out of sums of postings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from workflows.ledger import (
    AVAILABLE,
    CARRIED_OUT,
    COMMITTED,
    DISBURSED,
    LATE,
    PASSED_DOWN,
    SOURCE,
)

__all__ = ["FIGURES", "Line", "lines_of"]

_EVERY: Final = None
FIGURES: Final[dict[str, tuple[str, tuple[str, ...] | None, int]]] = {
    "allocated_fen": (SOURCE, _EVERY, -1),
    "available_fen": (AVAILABLE, _EVERY, 1),
    "approved_fen": (COMMITTED, ("commit",), 1),
    "committed_fen": (COMMITTED, _EVERY, 1),
    "disbursed_fen": (DISBURSED, _EVERY, 1),
    "returned_fen": (AVAILABLE, ("return", LATE["return"]), 1),
    "cancelled_fen": (AVAILABLE, ("release",), 1),
    "passed_down_fen": (PASSED_DOWN, _EVERY, 1),
    "carried_in_fen": (AVAILABLE, ("carry_in", *LATE.values()), 1),
    "carried_out_fen": (CARRIED_OUT, _EVERY, 1),
}
"""Each figure: the account it is read from, the kinds of movement, all where none are named, and its
sign. What is free belongs to a source as a whole, so a line of one programme does not tell it."""
OF_A_PROGRAMME: Final = (
    "approved_fen", "committed_fen", "disbursed_fen", "returned_fen", "cancelled_fen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A sum of postings: of one source, year, union, programme, account and kind."""

    source: str
    year: int
    union: str
    programme: str | None
    account: str
    kind: str
    fen: int


def lines_of(sums: Iterable[Line]) -> list[dict[str, Any]]:
    """A line for the whole of each source, year and union, then one for each of its programmes."""
    found: dict[tuple[Any, ...], list[Line]] = defaultdict(list)
    for one in sums:
        place = (one.source, one.year, one.union)
        found[(*place, "")].append(one)
        if one.programme is not None:
            found[(*place, one.programme)].append(one)
    return [
        {
            "source": place[0], "year": place[1], "union": place[2],
            "programme": place[3] or None, **_figures(lines, whole=not place[3]),
        }
        for place, lines in sorted(found.items())
    ]  # fmt: skip


def _figures(lines: Iterable[Line], *, whole: bool) -> dict[str, int | None]:
    told = list(lines)
    return {
        name: sign
        * sum(
            one.fen for one in told if one.account == account and (not kinds or one.kind in kinds)
        )
        if whole or name in OF_A_PROGRAMME
        else None
        for name, (account, kinds, sign) in FIGURES.items()
    }
