"""``aid replay``: 0 and how many decisions came out as they were, 1 and each difference, 2 not begun."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from service.store.application import Application
from service.store.database import WRITES
from service.store.hardship_file import HardshipFile
from service.store.personal import Personal
from tests.commands.aid import Aid
from tests.county import County
from tests.snapshot import snapshot


def submitted(county: County, programme: str) -> str:
    path = str(county.draft_application(programme).headers["Location"])
    assert county.act("clerk-1", path, "submit").status == 200
    return path.rpartition("/")[2]


def changed(county: County, thing: str, **answers: object) -> None:
    """Answers changed by somebody who holds the database and its keys."""
    engine = county.house.transactions.engine
    with Session(engine) as session:
        told = {**session.get_one(Application, thing).answers, **answers}
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        values = {"answers_kept": Personal.of(json.dumps(told))}
        connection.execute(update(Application).where(Application.id == thing).values(values))


def test_decisions_that_come_out_as_they_were_are_counted(county: County, seeded_aid: Aid) -> None:
    for programme in ("warmth", "tuition", "medical"):
        submitted(county, programme)
    before = snapshot(county.house.transactions.engine)
    done = seeded_aid("replay", "--year", "2026")
    assert (done.returncode, done.stdout) == (0, "6 decisions replayed, 0 differences\n")
    below = seeded_aid("replay", "--year", "2026", "--union", "360722")
    assert (below.returncode, below.stdout) == (0, done.stdout)
    none = seeded_aid("replay", "--year", "2025")
    assert (none.returncode, none.stdout) == (0, "0 decisions replayed, 0 differences\n")
    assert snapshot(county.house.transactions.engine) == before


def test_each_difference_is_one_line_without_what_the_household_answered(
    county: County, seeded_aid: Aid
) -> None:
    thing = submitted(county, "medical")
    changed(county, thing, settlement_number="JS-SECRET", other_relief_fen=400_000)
    done = seeded_aid("replay", "--year", "2026")
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert f"application {thing}: inputs.other_relief_fen: kept 500000, again 400000" in lines
    assert f"application {thing}: inputs.settlement_number: kept and again differ" in lines
    assert lines[-1] == f"2 decisions replayed, {len(lines) - 1} differences"
    assert all(line.startswith(f"application {thing}: ") for line in lines[:-1])
    assert "SECRET" not in done.stdout + done.stderr


def test_an_answer_on_which_no_sum_depends_is_found_by_the_log(
    county: County, seeded_aid: Aid
) -> None:
    thing = submitted(county, "warmth")
    engine = county.house.transactions.engine.execution_options(**{WRITES: True})
    with engine.begin() as connection:
        connection.execute(
            update(Application).where(Application.id == thing).values(account_digest="x")
        )
    done = seeded_aid("replay", "--year", "2026")
    first, last = done.stdout.splitlines()
    assert done.returncode == 1
    assert first.startswith(f"application {thing}: row: entry ")
    assert last == "2 decisions replayed, 1 difference"


@pytest.mark.parametrize(
    "arguments", [(), ("--year", "soon"), ("--year", "2026", "--union", "nowhere")]
)
def test_without_a_year_or_a_union_that_is_there_it_does_not_begin(
    seeded_aid: Aid, arguments: tuple[str, ...]
) -> None:
    done = seeded_aid("replay", *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_what_an_older_record_does_not_say_is_told(county: County, seeded_aid: Aid) -> None:
    thing = str(county.active_file()["id"])
    engine = county.house.transactions.engine
    with Session(engine) as session:
        told = dict(session.get_one(HardshipFile, thing).assessment)
    del told["inputs"]
    older = {"assessment_kept": Personal.of(json.dumps(told))}
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(update(HardshipFile).where(HardshipFile.id == thing).values(older))
    done = seeded_aid("replay", "--year", "2026")
    row, unkept, last = done.stdout.splitlines()
    assert row.startswith(f"hardship_file {thing}: row: entry ")
    assert unkept.startswith("1 as far as their record says: inputs not kept")
    assert (done.returncode, last) == (1, "1 decision replayed, 1 difference")
