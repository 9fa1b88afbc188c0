"""The editions every seeded county begins with: they stand at the province, so its own win.

Made for trying and for the demonstration, with the figures wire.md promises; a real union drafts
and adopts its own.
"""

from __future__ import annotations

from typing import Any

from service.use_cases.seeded_subjects import SEEDED_SUBJECTS
from workflows.vocabulary import codes

__all__ = ["SEEDED_EDITIONS"]

_HOME: dict[str, Any] = {"union": "360000", "in_force_from": "2020-01-01"}
_COMMON: dict[str, Any] = {
    "minimum_base_fen": 0,
    "window": None,
    "fund_sources": list(codes("fund_source")),
    "path": [
        {"stage": "review", "level": "grassroots"},
        {"stage": "notice", "working_days": 5},
        {"stage": "approval", "level": "county", "quorum": {"kind": "any"}},
    ],
    "thresholds": [],
    "evidence": [],
}

_PERSONAL_AID: list[dict[str, Any]] = [{"kinds": ["cash"]}]
"""What comes from a central or provincial budget goes to a person by name, and buys no goods."""
_ANY_AID: list[dict[str, Any]] = [{"kinds": ["cash", "goods"]}]

SEEDED_EDITIONS: tuple[dict[str, Any], ...] = (
    {
        "programme": "hardship_file",
        **_HOME,
        "living_line_fen": 75_000,
        "multiples": {"severe": "1.0", "relative": "2.0"},
        "accident_cost_ratio": "0.80",
        "path": [
            {"stage": "review", "level": "grassroots"},
            {"stage": "confirm", "level": "county"},
        ],
    },
    {
        "programme": "medical",
        **_HOME,
        "benefit": {
            "form": "marginal",
            "base": "self_paid_fen",
            "bands": [{"up_to_fen": 1_000_000, "rate": "0.90"}, {"rate": "0.70"}],
        },
        "caps": {
            "per_time_fen": 2_000_000,
            "person_year_fen": 2_000_000,
            "household_year_fen": 2_000_000,
        },
        **_COMMON,
    },
    {
        "programme": "tuition",
        **_HOME,
        "benefit": {
            "form": "flat",
            "by": ["filed", "stage"],
            "table": [
                {
                    "filed": True,
                    "stage": ["undergraduate", "postgraduate"],
                    "amount_fen": 500_000,
                },
                {"filed": True, "stage": "junior_college", "amount_fen": 400_000},
                {"filed": True, "stage": ["high_school", "vocational"], "amount_fen": 200_000},
            ],
        },
        "caps": {
            "per_time_fen": 1_000_000,
            "person_year_fen": 1_000_000,
            "household_year_fen": 2_000_000,
        },
        **_COMMON,
    },
    {
        "programme": "warmth",
        **_HOME,
        "benefit": {"form": "flat", "by": [], "table": [{"amount_fen": 30_000}]},
        "caps": {
            "per_time_fen": 300_000,
            "person_year_fen": 600_000,
            "household_year_fen": 600_000,
        },
        **_COMMON,
    },
    {
        "programme": "supervision",
        **_HOME,
        "within": {
            "acceptance": {"working_days": 2},
            "home_visit": {"working_days": 5},
            "committee": {"working_days": 5},
            "economic_check": {"working_days": 10},
            "review": {"working_days": 5},
            "notice": {"working_days": 5},
            "approval": {"working_days": 10},
            "confirm": {"working_days": 10},
            "correction": {"working_days": 10},
            "payment": {"working_days": 10},
            "triage": {"working_days": 2},
            "objection": {"days": 15},
            "petition": {"days": 15},
            "appeal": {"days": 15},
            "follow_up": {"days": 60},
        },
        "returns_at_most": 3,
        "reminders_at_most": 3,
        "escalate_after": 5,
        "delegation_days": 30,
    },
    SEEDED_SUBJECTS,
    {
        "programme": "fund_use",
        **_HOME,
        "may_pay": {
            "central": _PERSONAL_AID,
            "provincial": _PERSONAL_AID,
            "local": _ANY_AID,
            "union": _ANY_AID,
            "donation": _ANY_AID,
            "other": _ANY_AID,
        },
    },
)
