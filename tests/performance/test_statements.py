"""How much a state change asks of the database, and that the benchmark's floor says the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from service.store.hardship_file import HardshipFile
from tests.county import County
from tests.file_steps import FullFiling
from tests.performance.bench import main
from tests.performance.cases import prepare
from tests.performance.floor import run_pgbench
from tests.performance.load import Load, action_request
from tests.performance.overheard import Said, overhear, script

Heard = list[list[Said]]


def heard_in(county: County, call: Callable[[], object]) -> Heard:
    return overhear(county.house.transactions.engine, call)


def said_twice(heard: Heard) -> bool:
    asked = [(one.words, repr(sorted(one.values.items()))) for said in heard for one in said]
    return len(asked) != len(set(asked))


def action(county: County, who: str, path: str, name: str, **body: str) -> Heard:
    """What one action says to the database; reading its ETag comes before and is not counted."""
    etag = county.get("auditor-1", path).etag
    told = {"opinion": "同意", **body}

    def call() -> None:
        assert (
            county.post(who, f"{path}/{name}", told, etag=etag, key=county.new_key()).status == 200
        )

    return heard_in(county, call)


def test_a_state_change_asks_little_and_the_lock_is_held_for_less(postgres_county: County) -> None:
    county = postgres_county
    path = str(county.draft_application("medical").headers["Location"])
    counted = {}
    for who, name in (("clerk-1", "submit"), ("reviewer-1", "review")):
        counted[name] = action(county, who, path, name)
    county.passed_notice(path)
    counted["approve"] = action(county, "approver-2", path, "approve", fund_id=county.fund())
    most = {"submit": 16, "review": 11, "approve": 19}  # one of them: what the source may pay
    assert {name: len(heard) for name, heard in counted.items() if len(heard) > most[name]} == {}
    for name, heard in counted.items():
        words = [statement[0].words for statement in heard]
        locked = next(n for n, said in enumerate(words) if said.endswith("FOR UPDATE"))
        under_the_lock = words[locked + 1 :]
        reading = [said for said in under_the_lock if said.startswith("SELECT")]
        assert len(reading) == 1, (name, reading)  # what changed since, and what time is it
        assert len(under_the_lock) <= (7 if name == "approve" else 4), (name, under_the_lock)


def test_nothing_is_asked_twice(postgres_county: County) -> None:
    county = postgres_county
    path = str(county.draft_application("medical").headers["Location"])
    for who, name in (("clerk-1", "submit"), ("reviewer-1", "review")):
        heard = action(county, who, path, name)
        assert not said_twice(heard), name


@pytest.mark.parametrize("clients", [1, 4])
def test_pgbench_runs_the_overheard_statements(
    postgres_county: County, tmp_path: Path, clients: int
) -> None:
    county = postgres_county
    cases = prepare(county, 20)
    case = cases.pop()
    heard = heard_in(
        county,
        lambda: county.post(
            "reviewer-1", f"/v1/applications/{case[0]}/review", {"opinion": "情况属实"},
            etag=f'"{case[1]}"', key="heard",
        ),
    )  # fmt: skip
    transaction = script(heard, case, len(cases))
    assert transaction.count("\n") == sum(len(one) for one in heard) + 3
    floor = run_pgbench(county.url, transaction, tmp_path, clients, 1)
    assert floor.per_second > 0
    assert len(floor.took) > 1


def test_a_request_of_the_load_is_an_ordinary_call() -> None:
    sent = action_request("/v1/applications/a-1", "review", "token", 7, "key-1").decode()
    head, _, body = sent.partition("\r\n\r\n")
    assert head.startswith("POST /v1/applications/a-1/review HTTP/1.1\r\n")
    assert 'If-Match: "7"' in head
    assert f"Content-Length: {len(body.encode())}" in head


def test_only_answers_with_200_are_counted_as_changes() -> None:
    load = Load(seconds=2.0)
    load.statuses.update({200: 10, 500: 5})
    assert load.per_second == 5.0


def test_the_benchmark_runs_and_says_both_figures(capsys: pytest.CaptureFixture[str]) -> None:
    short = "--cases 120 --seconds 1 --rounds 1 --clients 4 --workers 1"
    assert main(short.split()) == 0
    told = capsys.readouterr().out
    assert "state changes through HTTP" in told
    assert "pgbench, the same statements" in told
    assert "ratio" in told


def test_an_action_on_a_household_file_asks_little_however_long_its_procedure(
    postgres_county: County,
) -> None:
    filing = FullFiling(postgres_county)
    county, file = filing.county, filing.opened()
    filing.gathered(file)
    counted = {}
    for who, name in (("clerk-1", "submit"), ("clerk-1", "accept")):
        counted[name] = action(county, who, file, name)
    filing.sign(file, filing.visit(file))
    filing.deliberate(file)
    filing.passed_notice(file)
    counted["review"] = action(county, "county-reviewer-1", file, "review")
    filing.checked(file)
    counted["confirm"] = action(county, "approver-1", file, "confirm")
    # Fourteen that every action needs, and one for each list of the file.
    most = 14 + len(HardshipFile.LATER) + 1
    assert {name: len(heard) for name, heard in counted.items() if len(heard) > most} == {}
    for name, heard in counted.items():
        assert not said_twice(heard), name
