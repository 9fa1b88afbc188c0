"""Where each guard of emergency aid refuses, and what it shows: read by `test_guards`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.workflows.tables import TODAY, WELL
from workflows.actor import Actor
from workflows.emergency import emergency_limit, emergency_open, emergency_unavailable
from workflows.emergency_facts import EmergencyFacts, RegularisationFacts
from workflows.facts import PaymentFacts
from workflows.payable import unregularised
from workflows.regularisation import approved_in_haste, papers_overdue, papers_running
from workflows.table import Guard

__all__ = ["HOLDS_OF_EMERGENCIES", "REFUSES_OF_EMERGENCIES"]

KNOWN: EmergencyFacts = WELL["emergency"]
YESTERDAY = TODAY - timedelta(days=1)
HASTY = frozenset({"person-ann"})
FOR_ANN = Actor("bob", "officer", "person-bob", principal=Actor("ann", "officer", "person-ann"))
NO_YEAR: Mapping[str, Any] = {"year_fen": None, "given_fen": 0}


def told(**changed: Any) -> Mapping[str, Any]:
    return {"emergency": replace(KNOWN, **changed)}


REFUSES_OF_EMERGENCIES: dict[Guard, tuple[Any, ...]] = {
    emergency_unavailable: ((told(limit_fen=None), "emergency_unavailable", {}),),
    emergency_limit: (
        (told(limit_fen=29_999), "emergency_limit",
         {"award_fen": 30_000, "limit_fen": 29_999, **NO_YEAR}),
        (told(limit_fen=None), "emergency_limit",
         {"award_fen": 30_000, "limit_fen": None, **NO_YEAR}),
        (told(year_fen=59_999, given_fen=30_000), "emergency_limit",
         {"award_fen": 30_000, "limit_fen": 30_000, "year_fen": 59_999, "given_fen": 30_000}),
    ),
    emergency_open: (
        (told(open=("r-1", "r-2")), "emergency_open", {"regularisation_id": "r-1"}),
        (told(open=None), "emergency_open", {}),
    ),
    papers_overdue: (
        ({"regularisation": RegularisationFacts(YESTERDAY)}, "papers_overdue",
         {"due_on": "2026-03-09", "today": "2026-03-10"}),
    ),
    papers_running: (
        ({"regularisation": RegularisationFacts(TODAY)}, "papers_running",
         {"due_on": "2026-03-10", "today": "2026-03-10"}),
        ({"regularisation": RegularisationFacts(None)}, "papers_running",
         {"due_on": None, "today": "2026-03-10"}),
    ),
    approved_in_haste: (
        ({"regularisation": RegularisationFacts(TODAY, HASTY)}, "approved_in_haste", {}),
        ({"actor": FOR_ANN, "regularisation": RegularisationFacts(TODAY, HASTY)},
         "approved_in_haste", {}),
    ),
    unregularised: (
        ({"payment": PaymentFacts("f-1", "f-1", unregularised=True)}, "unregularised", {}),
    ),
}  # fmt: skip

HOLDS_OF_EMERGENCIES: dict[Guard, tuple[Mapping[str, Any], ...]] = {
    emergency_limit: ({}, told(year_fen=60_000, given_fen=30_000)),
    papers_overdue: (
        {"regularisation": RegularisationFacts(TODAY)},
        {"regularisation": RegularisationFacts(None)},
    ),
    papers_running: ({"regularisation": RegularisationFacts(YESTERDAY)},),
    approved_in_haste: ({"regularisation": RegularisationFacts(TODAY, frozenset({"person-eve"}))},),
}
