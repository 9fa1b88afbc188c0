"""Through HTTP: a door that the state does not have is shut to all, one that it has to all others.

Every kind of thing in every state, every action of its table, somebody in every role.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.county import County, Reply
from tests.journeys.standing import HOLDERS, Standing, everything
from tests.snapshot import AUDIT, log_size, snapshot
from workflows.hardship_file import HARDSHIP_FILE, WHOLE_PROCEDURE
from workflows.table import plain
from workflows.vocabulary import codes

BODIES: Mapping[str, dict[str, Any]] = {
    "reissue": {"reason": "重发", "payee": None},
    "return": {"reason": "退汇", "bank_serial": "R-9", "occurred_at": "2026-03-21T10:00:00+08:00"},
    "agree": {"instalments": [{"due_on": "2027-01-04", "amount_fen": 1}]},
    "refer": {"to": "court", "document_number": "信工发〔2026〕12号", "opinion": "情况属实"},
    "write_off": {"document_number": "信工发〔2026〕12号", "opinion": "情况属实"},
}
"""What an action of a payout or of a recovery takes; all other actions take an opinion."""
BY_FORM = ("payout", "recovery")
KINDS = (
    "hardship_file",
    "transfer",
    "edition",
    "fund",
    "application",
    "objection",
    "notice",
    "payment_batch",
    "payout",
    "bank_answer",
    "paying_account",
    "recheck",
    "regularisation",
    "appeal",
    "petition",
    "campaign",
    "recovery",
)


@pytest.fixture(scope="module")
def county(
    sqlite_templates: dict[str, Path], tmp_path_factory: pytest.TempPathFactory,
    keys: dict[str, str],
) -> Iterator[County]:  # fmt: skip
    folder = tmp_path_factory.mktemp("standing")
    path = folder / "aid.db"
    path.write_bytes(sqlite_templates["seeded"].read_bytes())
    with County(f"sqlite:///{path}", folder, keys) as made:
        yield made


@pytest.fixture(scope="module")
def standing(county: County) -> list[Standing]:
    """Each with its version: what is tried here changes none."""
    found = everything(county)
    return [replace(one, etag=county.get("auditor-1", one.path).etag) for one in found]


def tried(county: County, one: Standing, action: str, role: str) -> Reply:
    """The action by somebody in the role, with the present version and a key of its own."""
    body = BODIES.get(action) if one.table.name in BY_FORM else None
    path, told = f"{one.path}/{action.replace('_', '-')}", body or {"opinion": "情况属实"}
    return county.post(HOLDERS[role], path, told, etag=one.etag, key=county.new_key())


def ever(one: Standing, action: str) -> frozenset[str]:
    """The roles that may do this to some thing of the kind, whatever path its union adopted."""
    table = WHOLE_PROCEDURE if one.table is HARDSHIP_FILE else one.table
    return table.roles_for(action)


def of_kind(standing: list[Standing], kind: str) -> list[Standing]:
    return [one for one in standing if one.table.name == kind]


def test_every_kind_stands_in_every_state_that_callers_reach(standing: list[Standing]) -> None:
    assert {one.table.name for one in standing} == set(KINDS)
    assert HOLDERS.keys() == set(codes("role"))
    for kind in KINDS:
        there = {plain(one.state) for one in of_kind(standing, kind)}
        table = of_kind(standing, kind)[0].table
        assert {plain(state) for state in table.states} - there <= {"lapsed"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_door_that_the_state_does_not_have_is_409_for_whoever_could_ever_use_it(
    county: County, standing: list[Standing], kind: str
) -> None:
    engine = county.house.transactions.engine
    before, size = snapshot(engine, but=AUDIT), log_size(engine)
    count = 0
    for one in of_kind(standing, kind):
        for action in one.table.doors:
            if one.table.rows_for(one.state, action):
                continue
            for role in one.table.roles_for(action) & HOLDERS.keys():
                told = tried(county, one, action, role)
                assert (told.status, told.codes) == (409, {"wrong_state"}), (one.name, action)
                assert set(told["values"]["allowed"]) == set(one.table.allowed(one.state))
                assert told["values"]["state"] == plain(one.state)
                count += 1
    assert count
    assert snapshot(engine, but=AUDIT) == before
    assert log_size(engine) == size


@pytest.mark.parametrize("kind", KINDS)
def test_a_door_is_403_for_every_role_that_its_row_does_not_name(
    county: County, standing: list[Standing], kind: str
) -> None:
    engine = county.house.transactions.engine
    before, size = snapshot(engine, but=AUDIT), log_size(engine)
    count = 0
    for one in of_kind(standing, kind):
        for action in one.table.doors:
            rows = one.table.rows_for(one.state, action)
            if kind in (
                "application",
                "recovery",
            ):  # what only follows from another call is not named
                rows = one.table.doors_for(one.state, action)
            every = frozenset().union(*(row.roles for row in rows)) if rows else ever(one, action)
            named = every & HOLDERS.keys()
            for role in HOLDERS.keys() - named:
                told = tried(county, one, action, role)
                assert (told.status, told.codes) == (403, {"role_required"}), (
                    one.name,
                    action,
                    role,
                )
                assert set(told["values"]["roles"]) & HOLDERS.keys() == named
                count += 1
    assert count
    assert snapshot(engine, but=AUDIT) == before
    assert log_size(engine) == size + count


@pytest.mark.parametrize("kind", ["hardship_file", "application"])
def test_the_right_role_at_the_wrong_level_is_no_right_role(
    county: County, standing: list[Standing], kind: str
) -> None:
    """The county's reviewer does not do the grassroots union's review."""
    (submitted,) = [one for one in of_kind(standing, kind) if plain(one.state) == "submitted"]
    told = tried(county, submitted, "review", "reviewer")
    assert (told.status, told.codes) == (403, {"role_required"})
    assert told["values"]["level"] == "grassroots"


@pytest.mark.parametrize("kind", KINDS)
def test_an_action_no_table_has_is_not_found(
    county: County, standing: list[Standing], kind: str
) -> None:
    for one in of_kind(standing, kind):
        for action in ("pay", "to_paid", "trigger", "settle", "pass_notice"):
            for role in ("approver", "system_admin"):
                assert tried(county, one, action, role).status == 404


@pytest.mark.parametrize("kind", KINDS)
def test_an_action_that_another_call_fires_is_no_door(
    county: County, standing: list[Standing], kind: str
) -> None:
    for one in of_kind(standing, kind):
        for row in one.table.rows:
            if not row.door and row.action not in one.table.doors:
                role = min(row.roles & HOLDERS.keys(), default="approver")
                assert tried(county, one, row.action, role).status == 404, (one.name, row.action)
