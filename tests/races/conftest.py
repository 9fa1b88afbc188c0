"""The eight processes, and the county they race in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from tests.county import County, Reply
from tests.races.racers import Racers, Shot

Race = Callable[[Sequence[Shot]], list[Reply]]


@pytest.fixture(scope="session")
def racers() -> Iterator[Racers]:
    with Racers() as made:
        yield made


@pytest.fixture
def race(racers: Racers, postgres_county: County) -> Race:
    """Fire shots at the PostgreSQL county, all at one instant."""

    def fire(shots: Sequence[Shot]) -> list[Reply]:
        return racers.race(
            postgres_county.environment, postgres_county.house.transactions.offset, shots
        )

    return fire
