"""The API beside a small model of the contract, thirty calls a run, everything compared after each call
(reliability.md §6, bar 10). A difference names its seed and all that was done:

    python3 dev.py bench property --seed 123 --runs 1 --engine sqlite
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from service.run import UnitOfWork
from tests.county import County
from tests.reliability.play import PATHS, played
from tests.reliability.stage_of_play import Different
from workflows import guards, ledger, path
from workflows.ledger import Movement

RUNS = 200
Patch = Callable[[pytest.MonkeyPatch], None]


@pytest.mark.parametrize("which", range(len(PATHS)))
def test_the_service_does_what_the_contract_says_whatever_is_called_by_whom(
    county: County, which: int
) -> None:
    seeds = range(which, RUNS, len(PATHS))
    assert played(county, seeds) == RUNS // len(PATHS)


# --- the controls: each breaks one thing, and the runs must differ from the model ---------------------


def off_by_one_fen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ledger, "commit", lambda fen: Movement("commit", fen - 1))


def freed_twice_a_fen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ledger, "return_", lambda fen: Movement("return", fen - 1))


def objections_unheard(patch: pytest.MonkeyPatch) -> None:
    _without(patch, "VOTED", guards.objection_open)


def votes_twice(patch: pytest.MonkeyPatch) -> None:
    _without(patch, "VOTED", guards.already_voted)


def the_clerk_s_twin_votes(patch: pytest.MonkeyPatch) -> None:
    _without(patch, "VOTED", guards.separation_of_duties)


def keys_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(UnitOfWork, "replay", lambda *_: None)


def refusals_unnoted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("service.api.http.note_refusal", lambda *_: None)


def _without(patch: pytest.MonkeyPatch, name: str, guard: object) -> None:
    kept = tuple(one for one in getattr(path, name) if one is not guard)
    assert kept != getattr(path, name)
    patch.setattr(path, name, kept)
    path.table_of.cache_clear()


@pytest.fixture(autouse=True)
def tables_as_they_were() -> Iterator[None]:
    yield
    path.table_of.cache_clear()


@pytest.mark.parametrize(
    "broken",
    [
        off_by_one_fen, freed_twice_a_fen, objections_unheard, votes_twice,
        the_clerk_s_twin_votes, keys_forgotten, refusals_unnoted,
    ],
)  # fmt: skip
def test_a_broken_service_differs_from_the_contract(
    sqlite_county: County, monkeypatch: pytest.MonkeyPatch, broken: Patch
) -> None:
    broken(monkeypatch)
    with pytest.raises(Different, match=r"seed \d+"):
        played(sqlite_county, range(1, RUNS, len(PATHS)))
