"""What visitors counted against what is stated: only what is more, and only what was looked at."""

from __future__ import annotations

from typing import Any

import pytest

from workflows.visit_findings import exceeding

STATED = {"vehicles_seen": 1, "verified_income_fen": 3_600_000}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({}, ()),
        ({"vehicles_seen": None, "note": "无"}, ()),
        ({"vehicles_seen": 1, "verified_income_fen": 3_600_000}, ()),
        ({"vehicles_seen": 2}, ({"finding": "vehicles_seen", "found": 2, "stated": 1},)),
        (
            {"vehicles_seen": 0, "verified_income_fen": 3_600_001},
            ({"finding": "verified_income_fen", "found": 3_600_001, "stated": 3_600_000},),
        ),
    ],
)
def test_only_what_is_more_than_stated_is_named(
    found: dict[str, Any], expected: tuple[dict[str, object], ...]
) -> None:
    assert exceeding(found, STATED) == expected
