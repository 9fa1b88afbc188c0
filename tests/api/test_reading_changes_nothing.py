"""A GET changes no thing: after everything has been read, the database is the same, byte for byte."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from service.api import nouns
from service.api.endpoint import declared
from service.store.database import WRITES
from tests.county import County
from tests.world import World

nouns.load()
READING = [one for one in declared() if one.method == "GET" and not one.writes]
NOTED = [one for one in declared() if one.method == "GET" and one.writes]
KEEPERS = frozenset({"security_admin", "auditor"})
KEPT = {
    **dict.fromkeys(("list_kin", "get_kin", "list_delegations", "get_delegation"), KEEPERS),
    "get_copy": frozenset({"reviewer"}),
}
"""Of another's relatives, delegations and copies: any officer reads their own, and whoever else tries is
noted as refused. The one copy there is was sent to a reviewer."""


@pytest.fixture(scope="module")
def world(
    sqlite_templates: dict[str, Path], tmp_path_factory: pytest.TempPathFactory,
    keys: dict[str, str],
) -> Iterator[World]:  # fmt: skip
    folder = tmp_path_factory.mktemp("reading")
    shutil.copy(sqlite_templates["seeded"], folder / "aid.db")
    with County(f"sqlite:///{folder / 'aid.db'}", folder, keys) as county:
        yield World(county)


def bytes_of(world: World) -> str:
    """A digest of the database file, with everything in it that was still written beside it."""
    engine = world.county.house.transactions.engine
    with engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    path = Path(str(engine.url.database))
    assert not path.with_name(f"{path.name}-wal").read_bytes()
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_all(world: World) -> int:
    """Read everything by every endpoint, as everybody it lets in."""
    read = 0
    for endpoint in READING:
        for path, _ in world.paths(endpoint):
            let_in = endpoint.roles & KEPT.get(endpoint.name, endpoint.roles)
            for role in sorted(let_in - {"public"}) or [""]:
                token = world.token(world.here[role], role) if role else None
                headers = {"Authorization": f"Bearer {token}"} if token else {}
                told = world.county.client.get(path, headers=headers)
                assert told.status_code in (200, 404), (path, role, told.status_code)
                read += told.status_code == 200
    return read


def test_whatever_is_read_by_whomever_the_database_stays_as_it_is(world: World) -> None:
    before = bytes_of(world)
    assert read_all(world) > len(READING)
    assert bytes_of(world) == before


def test_a_byte_that_changes_would_be_seen(world: World) -> None:
    before = bytes_of(world)
    engine = world.county.house.transactions.engine
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(text("UPDATE trade_union SET name = name || '!' WHERE id = '360000'"))
    assert bytes_of(world) != before


def test_what_is_noted_shows_whole_numbers_or_leaves_the_house_as_a_table() -> None:
    assert sorted(one.rule for one in NOTED) == [
        "/v1/economic-checks/<id>/request-file",
        "/v1/exports/hardship-files",
        "/v1/payment-batches/<id>/instruction-file",
        "/v1/payment-batches/<id>/instruction-files/<part>",
        "/v1/payment-batches/<id>/manual-list",
    ]
