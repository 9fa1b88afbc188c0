"""A simulation as answers tell it: sums, and the lines that change first. No names, no numbers of
persons: who is meant is found by the application's id, by whoever may open it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from service.store.edition import Edition
from service.use_cases.simulate_edition import Simulation
from workflows.simulation import Simulated
from workflows.simulation_sums import Sum
from workflows.vocabulary import label

__all__ = ["LINES", "simulation_view"]

LINES: Final = 1_000


def simulation_view(
    edition: Edition, first: date, last: date, found: Simulation, language: str
) -> dict[str, Any]:
    word = "en" if language == "en" else "zh"
    sums = found.sums
    return {
        "edition_id": edition.id,
        "programme": edition.programme,
        "union": edition.union,
        "first": first,
        "last": last,
        "total": _sum(sums.total),
        "outcomes": [
            {"outcome": code, "label": label("simulation_outcome", code, word), **_sum(one)}
            for code, one in sums.by_outcome.items()
        ],
        "by_category": [{"category": one, **_sum(of)} for one, of in sums.by_category.items()],
        "by_union": [{"union": one, **_sum(of)} for one, of in sums.by_union.items()],
        "path": {"more_levels": sums.more, "fewer_levels": sums.fewer},
        "lines": [_line(one) for one in _foremost(found)],
        "more": len(found.cases) > LINES,
    }


def _foremost(found: Simulation) -> list[Simulated]:
    """Those that change before those that do not, each in the order of decision."""
    return sorted(found.cases, key=lambda one: one.outcome == "same")[:LINES]


def _sum(one: Sum) -> dict[str, int]:
    return {
        "count": one.count,
        "before_fen": one.before_fen,
        "granted_fen": one.granted_fen,
        "difference_fen": one.difference_fen,
    }


def _line(one: Simulated) -> dict[str, Any]:
    return {
        "application_id": one.case.id,
        "union": one.case.union,
        "category": one.case.category,
        "outcome": one.outcome,
        "old_fen": one.old_fen,
        "new_fen": one.new_fen,
        "refused": list(one.refused),
        "unanswered": list(one.unanswered),
    }
