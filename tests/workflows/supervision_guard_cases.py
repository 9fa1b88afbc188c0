"""Where each guard of a reminder refuses, and what it shows: read by `test_guards`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.workflows.tables import TODAY
from workflows import supervised
from workflows.facts import UrgedFacts
from workflows.table import Guard

__all__ = ["HOLDS_OF_SUPERVISION", "REFUSES_OF_SUPERVISION"]

BEFORE = (TODAY - timedelta(days=2), TODAY - timedelta(days=1))


def urged(**told: Any) -> Mapping[str, Any]:
    return {"urged": UrgedFacts(**{"waited": 1, "days": (), "most": 3, "own": False, **told})}


REFUSES_OF_SUPERVISION: dict[Guard, Any] = {
    supervised.own_turn: ((urged(own=True), "own_turn", {}),),
    supervised.reminded_early: (
        (urged(waited=0), "reminded_early", {"working_days": 0}),
        (urged(waited=None), "reminded_early", {"working_days": None}),
    ),
    supervised.reminded_enough: (
        (urged(days=BEFORE, most=2), "reminded_enough", {"reminders": 2, "most": 2}),
    ),
    supervised.reminded_today: (
        (urged(days=(TODAY,)), "reminded_today", {"today": TODAY.isoformat()}),
    ),
}
HOLDS_OF_SUPERVISION: dict[Guard, Any] = {
    supervised.own_turn: (urged(),),
    supervised.reminded_early: (urged(), urged(waited=30)),
    supervised.reminded_enough: (urged(days=BEFORE), urged(days=BEFORE, most=None)),
    supervised.reminded_today: (urged(days=BEFORE), urged()),
}
