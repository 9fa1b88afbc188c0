"""Every bar at the size of the suite; and each turns red when its fault is seeded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgres.server import PostgresServer
from tests.reliability.bars import BARS, Bar, Grounds

TRIES = 3
CONTROLS = [(bar, fault) for bar in BARS for fault in bar.faults]


@pytest.fixture
def grounds(
    postgres: PostgresServer, tmp_path: Path, keys: dict[str, str],
    sqlite_templates: dict[str, Path], postgres_templates: dict[str, str],
) -> Grounds:  # fmt: skip
    templates = {
        "sqlite": str(sqlite_templates["seeded"]), "postgresql": postgres_templates["seeded"]
    }  # fmt: skip
    return Grounds(tmp_path, postgres, keys, templates)


@pytest.mark.parametrize("bar", BARS, ids=lambda bar: f"{bar.number}-{bar.module}")
def test_the_bar_holds(grounds: Grounds, bar: Bar) -> None:
    outcome = bar.run(grounds, bar.small)
    assert outcome.holds, outcome.figure


@pytest.mark.parametrize(
    ("bar", "fault"), CONTROLS, ids=[f"{bar.number}-{fault}" for bar, fault in CONTROLS]
)
def test_a_seeded_fault_is_found(grounds: Grounds, bar: Bar, fault: str) -> None:
    """Races and kills may be lucky: at the latest the third run must not be."""
    outcomes = (bar.run(grounds, bar.small, fault) for _ in range(TRIES))
    assert not all(outcome.holds for outcome in outcomes)
