"""Every journey ends with a log that verifies, against itself and against the business rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service.use_cases.verify_log import verify_log
from tests.county import County


@pytest.fixture
def county(county: County) -> Iterator[County]:
    """The county of every other test; when the journey is over, everything is computed again."""
    yield county
    wrong = verify_log(county.house.transactions).wrong
    assert wrong is None, f"entry {wrong.number}: {wrong.reason}"
