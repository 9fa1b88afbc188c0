"""``aid bank-simulator``: a client of the service that a newcomer starts beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.aid import Aid
from tests.commands.test_serve import serving
from tests.county import County
from tests.payments import Payments

SIMULATOR = "bank-simulator"


@pytest.fixture
def sqlite_aid(sqlite_county: County, tmp_path: Path) -> Aid:
    return Aid(tmp_path, sqlite_county.environment)


def test_it_takes_what_was_dispatched_and_answers_until_it_has_nothing_left_to_say(
    sqlite_aid: Aid, sqlite_county: County, tmp_path: Path
) -> None:
    payments = Payments(sqlite_county)
    ids = payments.approved(2)
    batch = payments.dispatched(ids)
    with serving(sqlite_aid) as (address, _):
        worst = ("--temper", "worst", "--seed", "4", "--until", "quiet")
        played = sqlite_aid(SIMULATOR, "play", "--server", address, *worst)
        assert played.returncode == 0, played.stderr
        assert "round 1: 2 orders taken" in played.stdout
        reference = payments.lines(batch)[0]["reference"]
        assert sqlite_aid(SIMULATOR, "ask", reference).returncode == 0
        once = sqlite_aid(SIMULATOR, "play", "--server", address, "--until", "once")
        assert "1 words in 1 messages" in once.stdout
        nobody = sqlite_aid(SIMULATOR, "ask", "NOBODY")
        assert (nobody.returncode, "NOBODY" in nobody.stderr) == (1, True)
    paper, told = tmp_path / "statement.csv", tmp_path / "answers.csv"
    assert sqlite_aid(SIMULATOR, "statement", str(paper)).returncode == 0
    assert sqlite_aid(SIMULATOR, "answers", batch.rpartition("/")[2], str(told)).returncode == 0
    assert len(told.read_text("utf-8").splitlines()) == 1 + len(ids)
    books = json.loads((tmp_path / "bank-simulator.json").read_text("utf-8"))
    assert books["orders"].keys() == {line["reference"] for line in payments.lines(batch)}


def test_a_service_that_refuses_ends_it_with_the_reason(
    sqlite_aid: Aid, sqlite_county: County
) -> None:
    with serving(sqlite_aid) as (address, _):
        told = sqlite_aid(SIMULATOR, "play", "--server", address, "--as", "nobody")
    assert told.returncode == 1
    assert "401" in told.stderr


def test_production_has_no_simulated_bank(production_aid: Aid) -> None:
    told = production_aid(SIMULATOR)
    assert told.returncode == 1
    assert "AID_ENV is production" in told.stderr
