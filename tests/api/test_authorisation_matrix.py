"""Every endpoint × every caller who may not: refused, noted once, and nothing has changed.

The cells come from the declarations, so an endpoint that is added is in the matrix (reliability.md
§3.3). The world it runs in holds things of every kind in several states.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from service.api import nouns
from service.api.endpoint import EVERY_ROLE, Endpoint, Key, declared
from service.audit.read import entries
from service.tokens import LIFETIME_S, Tokens
from tests.contract import published
from tests.county import County
from tests.snapshot import AUDIT, log_size, snapshot
from tests.world import ROLES, World
from workflows.vocabulary import codes

nouns.load()
ENDPOINTS = sorted(declared(), key=lambda e: (e.rule, e.method))
GUARDED = [endpoint for endpoint in ENDPOINTS if not endpoint.public]
FOUND = [endpoint for endpoint in GUARDED if endpoint.finds is not None]
LISTS = [e for e in GUARDED if "has_more" in e.gives._declared_fields and not e.finds]
WHOLE_LOG = {
    "list_entries"
}  # an auditor anywhere may read the whole log: it holds no personal value


def named(endpoints: list[Endpoint]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("endpoint", endpoints, ids=[e.name for e in endpoints])


@pytest.fixture(scope="module")
def world(
    sqlite_templates: dict[str, Path],
    keys: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """One world for all cells: none of them may change it, and each proves that it did not."""
    folder = tmp_path_factory.mktemp("matrix")
    shutil.copy(sqlite_templates["seeded"], folder / "aid.db")
    with County(f"sqlite:///{folder / 'aid.db'}", folder, keys) as county:
        yield World(county)


def call(
    world: World, endpoint: Endpoint, path: str, token: str | None, **more: str
) -> TestResponse:
    """The call with all it needs to come as far as the question who may."""
    headers = dict(more)
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    if endpoint.key is not Key.NONE:
        headers["Idempotency-Key"] = world.county.new_key()
    body: dict[str, Any] = {} if endpoint.takes is None else {"json": {}}
    if endpoint.upload is not None:
        body = {"data": b"a table", "content_type": endpoint.upload.media[-1]}
    answer = world.county.client.open(path, method=endpoint.method, headers=headers, **body)
    published().hold(world.county.app, answer)
    return answer


class Unchanged:
    """Nothing changed but the log, and the log by the refusals that were looked for one by one."""

    def __init__(self, world: World) -> None:
        self.engine = world.county.house.transactions.engine

    def __enter__(self) -> Unchanged:
        self.size, self.before = log_size(self.engine), snapshot(self.engine, but=AUDIT)
        return self

    def noted(self, times: int) -> bool:
        """Whether since the last time exactly so many refusals, and nothing else, were written."""
        with self.engine.connect() as connection:
            written = entries(connection, after=self.size - 1, limit=10)
        self.size += len(written)
        return [entry.act for entry in written] == ["authz.deny"] * times

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            assert self.noted(0)
            assert snapshot(self.engine, but=AUDIT) == self.before


def other_house(world: World, **more: Any) -> Tokens:
    settings = world.county.house.settings
    given = {"issuer": settings.issuer, "audience": settings.audience, **more}
    return Tokens(given.pop("key", settings.token_key), **given)


@named(GUARDED)
def test_without_a_good_token_nothing_is_answered(world: World, endpoint: Endpoint) -> None:
    role = sorted(endpoint.roles)[0]
    who, kind = (
        world.here[role],
        "client" if role in ("finance_system", "bank_gateway") else "officer",
    )
    long_ago = other_house(world, clock=lambda: time.time() - 2 * LIFETIME_S)
    bad = (
        None,
        "",
        who,
        long_ago.issue(who, kind),
        other_house(world, audience="urn:another:api").issue(who, kind),
        other_house(world, issuer="urn:another").issue(who, kind),
        other_house(world, key=b"o" * 32).issue(who, kind),
        other_house(world).issue("nobody-1", "officer"),
        other_house(world).issue(who, "client" if kind == "officer" else "officer"),
    )
    path, _ = next(world.paths(endpoint))
    with Unchanged(world):
        for token in bad:
            answer = call(world, endpoint, path, token)
            assert answer.status_code == 401
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def allowed(endpoint: Endpoint, args: dict[str, str]) -> frozenset[str]:
    """The roles that may ever do this, as declared."""
    if endpoint.by_row and endpoint.by_row.widest:
        return endpoint.by_row.widest.roles_for(args["action"].replace("-", "_"))
    return endpoint.roles


@named(GUARDED)
def test_a_role_that_is_not_declared_is_refused(world: World, endpoint: Endpoint) -> None:
    with Unchanged(world) as watch:
        for path, args in world.paths(endpoint):
            for role in sorted(set(ROLES) - allowed(endpoint, args)):
                answer = call(world, endpoint, path, world.token(world.here[role], role))
                assert answer.status_code in (403, 404), (path, role)
                told = json.loads(answer.get_data())
                assert told["type"] in ("/problems/role-required", "/problems/not-found")
                assert watch.noted(1), (path, role)


@named(FOUND)
def test_what_belongs_to_another_union_does_not_exist(world: World, endpoint: Endpoint) -> None:
    with Unchanged(world) as watch:
        for path, args in world.paths(endpoint):
            for role in sorted(allowed(endpoint, args) & set(ROLES)):
                answer = call(world, endpoint, path, world.token(world.there[role], role))
                assert answer.status_code == 404, (path, role)
                assert watch.noted(1), (path, role)


@named(FOUND)
def test_what_exists_nowhere_reads_as_what_is_another_unions(
    world: World, endpoint: Endpoint
) -> None:
    path, args = next(world.paths(endpoint))
    nowhere = path.replace(args["id"], "01980123-4567-7890-8123-123456789abc")
    role = sorted(allowed(endpoint, args) & set(ROLES))[0]
    with Unchanged(world) as watch:
        hidden = call(world, endpoint, path, world.token(world.there[role], role))
        assert watch.noted(1)
        absent = call(world, endpoint, nowhere, world.token(world.there[role], role))
    assert absent.status_code == hidden.status_code == 404
    told = [{**json.loads(a.get_data()), "request_id": ""} for a in (hidden, absent)]
    assert told[0] == told[1]


@named(LISTS)
def test_a_list_holds_nothing_of_another_union(world: World, endpoint: Endpoint) -> None:
    ids = {value for found in world.found.values() for args in found for value in args.values()}
    ids = {value for value in ids if len(value) == 36} | {"360722001"}
    for role in sorted(endpoint.roles & set(ROLES)):
        if endpoint.name in WHOLE_LOG:
            continue
        for path, _ in world.paths(endpoint):
            seen = call(world, endpoint, path, world.token(world.there[role], role))
            assert seen.status_code == 200
            assert [one for one in ids if one in seen.get_data(as_text=True)] == []


@named([e for e in GUARDED if e.by_row is None])
def test_a_role_that_is_declared_is_let_in(world: World, endpoint: Endpoint) -> None:
    """The other side of the matrix: a table that refuses everybody proves nothing."""
    for path, _ in world.paths(endpoint):
        for role in sorted(endpoint.roles & set(ROLES)):
            answer = call(world, endpoint, path, world.token(world.here[role], role))
            assert answer.status_code != 401
            assert b"/problems/role-required" not in answer.get_data(), (path, role)


def test_every_endpoint_says_who_may_call_it() -> None:
    assert {role for e in GUARDED for role in e.roles} <= EVERY_ROLE == set(codes("role"))
    assert len(GUARDED) > 60


@named([e for e in ENDPOINTS if e.by_row is not None])
def test_the_roles_of_a_table_are_the_roles_of_its_endpoint(endpoint: Endpoint) -> None:
    assert endpoint.by_row is not None
    assert endpoint.by_row.widest is not None
    table = endpoint.by_row.widest
    inside = {role for door in table.doors for role in table.roles_for(door)}
    assert inside - {"system"} <= endpoint.roles
