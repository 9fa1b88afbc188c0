"""Migrations make what the models say, on both engines, from nothing and from what was there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from service.store.audit_triggers import TRIGGERS
from service.store.database import WRITES, connect
from service.store.insert_only import INSERT_ONLY
from service.store.migrate import migrate, migration_config
from service.store.tables import metadata
from tests.conftest import BOTH
from tests.postgres.server import PostgresServer

VERSIONS = ScriptDirectory.from_config(migration_config())
FIRST_TO_LAST = tuple(reversed([one.revision for one in VERSIONS.walk_revisions()]))

CATALOGUE = {
    "sqlite": """
        SELECT 'column ' || m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
        FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
        UNION ALL SELECT 'index ' || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        UNION ALL
        SELECT 'key ' || m.name || '.' || k."from" || ' ' || k."table" || '.' || k."to"
        FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table'
    """,
    "postgresql": """
        SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' '
            || coalesce(character_maximum_length, 0) || ' ' || is_nullable
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' '
            || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
}
"""Everything about a schema that a database will tell."""

TRIGGER_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'",
}


@pytest.fixture(params=BOTH)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[Engine]]:
    """Two databases with nothing in them, on each engine."""
    if request.param == "sqlite":
        urls = [f"sqlite:///{tmp_path / name}.db" for name in ("one", "two")]
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        urls = [server.create(), server.create()]
    engines = [connect(url) for url in urls]
    yield engines
    for engine in engines:
        engine.dispose()


def catalogue(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(CATALOGUE[engine.dialect.name].replace("%", "%%"))
        said = {re.sub(r"\s+", " ", str(row[0])) for row in rows}
    return {line for line in said if "alembic_version" not in line}


def upgrade(engine: Engine, revision: str) -> None:
    config = migration_config()
    with engine.execution_options(**{WRITES: True}).connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def test_there_is_one_head_and_one_line_to_it() -> None:
    assert VERSIONS.get_heads() == [FIRST_TO_LAST[-1]]
    assert VERSIONS.get_bases() == [FIRST_TO_LAST[0]]
    assert [f"{place:04d}" for place in range(1, len(FIRST_TO_LAST) + 1)] == list(FIRST_TO_LAST)


def test_a_migrated_database_is_what_the_models_say(bare: list[Engine]) -> None:
    migrated, made = bare
    migrate(migrated)
    metadata.create_all(made)
    assert catalogue(migrated) == catalogue(made)
    with migrated.connect() as connection:
        assert differences(connection) == []


def test_a_model_without_its_migration_is_noticed(bare: list[Engine]) -> None:
    migrated, made = bare
    migrate(migrated)
    metadata.create_all(made)
    with migrated.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(text("DROP INDEX uq_payout_live_application"))
    assert catalogue(migrated) != catalogue(made)
    with migrated.connect() as connection:
        assert differences(connection)


def test_the_triggers_stand_after_migration(bare: list[Engine]) -> None:
    engine = bare[0]
    migrate(engine)
    dialect = engine.dialect.name
    statements = (*TRIGGERS[dialect], *INSERT_ONLY[dialect])
    named = {m[1] for one in statements if (m := re.match(r"CREATE TRIGGER (\w+)", one))}
    with engine.connect() as connection:
        found = set(connection.execute(text(TRIGGER_NAMES[dialect])).scalars())
    assert found == named
    assert named


def test_migrating_again_changes_nothing(bare: list[Engine]) -> None:
    engine = bare[0]
    migrate(engine)
    before = catalogue(engine)
    migrate(engine)
    assert catalogue(engine) == before
    with engine.connect() as connection:
        held = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    assert held == [FIRST_TO_LAST[-1]]


def test_every_version_leads_to_the_next(bare: list[Engine]) -> None:
    stepwise, at_once = bare
    for revision in FIRST_TO_LAST:
        upgrade(stepwise, revision)
    migrate(at_once)
    assert catalogue(stepwise) == catalogue(at_once)


OLD_ROWS = {
    "0001": "INSERT INTO rate_count (bucket, \"window\", count) VALUES ('notice-1', 7, 3)",
}
"""What a database of each version may hold; every version to come adds a line of its own."""
STILL_THERE = {
    "0001": "SELECT count FROM rate_count WHERE bucket = 'notice-1' AND \"window\" = 7",
}


@pytest.mark.parametrize("revision", FIRST_TO_LAST)
def test_what_an_older_database_held_is_carried_forward(bare: list[Engine], revision: str) -> None:
    engine = bare[0]
    upgrade(engine, revision)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(text(OLD_ROWS[revision]))
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text(STILL_THERE[revision])).scalars().all() == [3]
        assert inspect(connection).has_table("audit_entry")
