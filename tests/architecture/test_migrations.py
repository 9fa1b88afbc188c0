"""Migrations make what the models say, on both engines, from nothing and from what was there."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Boolean, Connection, Date, DateTime, Engine, MetaData, text
from sqlalchemy.types import TypeEngine

from service.store.audit_triggers import TRIGGERS
from service.store.database import WRITES, connect
from service.store.insert_only import INSERT_ONLY
from service.store.ledger_triggers import LEDGER_TRIGGERS
from service.store.migrate import migrate, migration_config
from service.store.tables import metadata
from service.unit_of_work import SHANGHAI
from service.use_cases.daily_files import DAILY
from service.use_cases.replay_decisions import replay_decisions
from service.use_cases.run_jobs import Done, run_due_jobs
from service.use_cases.verify_log import verify_log
from tests.conftest import BOTH
from tests.county import County
from tests.postgres.server import PostgresServer
from tests.snapshot import log_size

ROOT = Path(__file__).resolve().parents[2]
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
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 't'
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
    statements = (*TRIGGERS[dialect], *INSERT_ONLY[dialect], *LEDGER_TRIGGERS[dialect])
    made = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+)")
    named = {m[1] for one in statements if (m := made.match(one))}
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


HELD = ROOT / "tests" / "architecture" / "held_by_0001.jsonl"
"""What a county of version 0.1.0 left in its database, table by table; the log comes in its order."""
REPLAYED = ("application", "hardship_file")
LOG_LAST = ("audit_entry", "audit_concern", "audit_opening", "audit_head")
READERS: dict[type[Any], Callable[[Any], Any]] = {
    Boolean: bool,
    Date: date.fromisoformat,
    DateTime: datetime.fromisoformat,
    JSON: json.loads,
}


def held_rows() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in HELD.read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row.pop("table")].append(row)
    return found


def put(engine: Engine, rows: dict[str, list[dict[str, Any]]]) -> None:
    """The rows as they were, in a database that is still at the revision they were written at."""
    there = MetaData()
    there.reflect(engine)
    names = sorted(rows, key=lambda name: LOG_LAST.index(name) if name in LOG_LAST else -1)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        for name in names:
            table = there.tables[name]
            connection.execute(
                table.insert(),
                [{k: _read(table.c[k].type, v) for k, v in row.items()} for row in rows[name]],
            )


def _read(kind: TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, dict):
        return bytes.fromhex(value["hex"])
    reader = next((read for one, read in READERS.items() if isinstance(kind, one)), None)
    return value if reader is None or not isinstance(value, str | int) else reader(value)


@pytest.fixture
def carried(
    bare: list[Engine], tmp_path: Path, keys: dict[str, str]
) -> Iterator[County]:  # fmt: skip
    """The county of 0.1.0, brought up to date, three weeks after its last entry."""
    engine = bare[0]
    upgrade(engine, FIRST_TO_LAST[0])
    put(engine, held_rows())
    migrate(engine)
    with County(engine.url.render_as_string(hide_password=False), tmp_path, keys) as county:
        county.days_later(21)
        yield county


def test_what_version_0_1_0_held_still_agrees_with_its_log(carried: County) -> None:
    report = verify_log(carried.house.transactions)
    assert report.wrong is None
    assert report.rows > 90


def test_decisions_of_version_0_1_0_are_replayed_as_far_as_their_records_say(
    carried: County,
) -> None:
    found = list(replay_decisions(carried.house.transactions, 2026))
    assert [one for one in found if one.lines] == []
    said = {kind: {one.unkept for one in found if one.kind == kind} for kind in REPLAYED}
    assert said == {"application": {("conditions", "grants")}, "hardship_file": {("inputs",)}}
    assert len(found) == 8


def test_a_row_that_was_changed_on_the_way_would_be_seen(carried: County) -> None:
    engine = carried.house.transactions.engine
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(text("UPDATE hardship_file SET round = 1 WHERE state = 'reviewed'"))
    assert verify_log(carried.house.transactions).wrong is not None


def test_files_of_version_0_1_0_go_on_where_they_stood(carried: County) -> None:
    files = {one["state"]: one for one in carried.get("auditor-1", "/v1/hardship-files")["items"]}
    assert {"draft", "submitted", "reviewed", "active", "returned", "rejected", "withdrawn"} <= set(
        files
    )
    path = {state: f"/v1/hardship-files/{one['id']}" for state, one in files.items()}
    assert carried.act("clerk-1", path["draft"], "submit")["state"] == "submitted"
    assert carried.act("reviewer-1", path["submitted"], "review")["state"] == "reviewed"
    confirmed = carried.act("approver-1", path["reviewed"], "confirm")
    assert (confirmed["state"], confirmed["reverify_by"]) == ("active", "2027-03-23")
    assert carried.act("clerk-1", path["returned"], "resubmit")["state"] == "submitted"
    assert carried.act("clerk-1", path["active"], "reverify")["state"] == "reverifying"
    assert verify_log(carried.house.transactions).wrong is None


def test_files_of_version_0_1_0_get_the_day_of_their_next_verification(carried: County) -> None:
    """By the log: a year from the day they were confirmed. Once; the second run finds nothing."""
    active = [
        f"/v1/hardship-files/{one['id']}"
        for one in carried.get("auditor-1", "/v1/hardship-files?state=active")["items"]
    ]
    again = active[0]
    carried.act("clerk-1", again, "reverify")
    before = {path: carried.get("auditor-1", path) for path in active}
    assert {told["reverify_by"] for told in before.values()} == {None}
    size = log_size(carried.house.transactions.engine)
    transactions = carried.house.transactions
    assert run_due_jobs(transactions, DAILY) == Done(1, 0)
    assert log_size(transactions.engine) == size + len(active)
    for path in active:
        trail = carried.get("auditor-1", f"{path}/trail")["items"]
        confirmed = [one["at"] for one in trail if one["act"] == "hardship_file.confirm"][-1]
        day = datetime.fromisoformat(confirmed).astimezone(SHANGHAI).date()
        told = carried.get("auditor-1", path)
        assert told["state"] == before[path]["state"]
        assert (told["confirmed_on"], told["reverify_by"]) == (
            day.isoformat(), day.replace(year=day.year + 1).isoformat(),
        )  # fmt: skip
        assert (trail[-1]["act"], trail[-1]["officer"]) == ("hardship_file.set_due", "system")
    carried.days_later(1)
    assert run_due_jobs(transactions, DAILY) == Done(0, 0)
    assert log_size(transactions.engine) == size + len(active)
    assert verify_log(transactions).wrong is None
