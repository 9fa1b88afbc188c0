"""``aid`` on an empty and on the seeded database of each engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.aid import Aid
from tests.county import BUSINESS_DAY, County, environment


@pytest.fixture
def aid(database_url: str, tmp_path: Path, keys: dict[str, str]) -> Aid:
    return Aid(tmp_path, environment(database_url, tmp_path, keys, BUSINESS_DAY))


@pytest.fixture
def seeded_aid(county: County, tmp_path: Path) -> Aid:
    return Aid(tmp_path, county.environment)


@pytest.fixture
def bare_aid(tmp_path: Path) -> Aid:
    """Without a setting but its home: the SQLite file and keys of a development machine."""
    return Aid(tmp_path, {"AID_HOME": str(tmp_path / "home")})


@pytest.fixture
def production_aid(tmp_path: Path, keys: dict[str, str]) -> Aid:
    settings = {
        "AID_ENV": "production",
        "AID_ORIGIN": "hardship-aid/test",
        "AID_DATABASE_URL": f"sqlite:///{tmp_path / 'aid.db'}",
        **keys,
    }
    return Aid(tmp_path, settings)
