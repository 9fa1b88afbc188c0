"""What the database itself refuses on the audit tables, whoever asks, on both engines."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import IntegrityError

from service.audit.merkle import leaf_hash
from service.store.audit_tables import audit_entry, audit_head
from service.store.audit_triggers import FUNCTIONS_DROPPED, TRIGGERS
from service.store.database import connect
from tests.audit.hand import TABLES, Hand, Row, edited
from tests.audit.sample import CASE_SIZE, SampleLog, case

UPDATES = (
    *(f"UPDATE audit_entry SET {column} = {column}" for column in audit_entry.c.keys()),  # noqa: S608, SIM118
    "UPDATE audit_entry SET act = 'x' WHERE number = 5",
    "UPDATE audit_concern SET thing = 'x' WHERE number = 5 AND thing = 'file-1'",
    "UPDATE audit_concern SET number = 4 WHERE number = 5 AND thing = 'case-1'",
    "UPDATE audit_opening SET name = 'x' WHERE number = 5",
    "UPDATE audit_opening SET number = 4 WHERE number = 5",
)
DELETES = (
    "DELETE FROM audit_entry",
    "DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)",
    "DELETE FROM audit_concern",
    "DELETE FROM audit_head",
)
HEADS = (
    "UPDATE audit_head SET size = size - 1",
    "UPDATE audit_head SET size = size + 1",
    "UPDATE audit_head SET at = at - 1",
    "UPDATE audit_head SET at = at + 1",
    "UPDATE audit_head SET frontier = leaf_hash FROM audit_entry WHERE number = 5",
    "UPDATE audit_head SET id = 2",
    "INSERT INTO audit_head (id, size, at, frontier) SELECT 1, 0, 0, frontier FROM audit_head",
    "INSERT INTO audit_head (id, size, at, frontier) SELECT 2, 0, 0, frontier FROM audit_head",
)
CONCERNS = (
    "INSERT INTO audit_concern (thing, number) VALUES ('another', 5)",
    "INSERT INTO audit_concern (thing, number) VALUES ('another', 0)",
)
REPLACEMENTS = (
    "REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE number = 5",
    "REPLACE INTO audit_entry SELECT 5, entry, leaf_hash, root, salt, act, kind, thing, duty,"
    " person, principal FROM audit_entry WHERE number = 4",
    "REPLACE INTO audit_head SELECT id, size, at, x'' FROM audit_head",
    "REPLACE INTO audit_concern SELECT * FROM audit_concern",
)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine: Engine) -> SampleLog:
    log = SampleLog(engine)
    case(log)
    return log


def run(engine: Engine, statement: str, *before: str) -> None:
    with engine.begin() as connection:
        for one in before:
            connection.execute(text(one))
        connection.execute(text(statement))


def accepted(engine: Engine, statements: tuple[str, ...], *before: str) -> list[str]:
    """Those the database did not refuse; there should be none."""
    passed = []
    for statement in statements:
        try:
            run(engine, statement, *before)
        except IntegrityError:
            continue
        passed.append(statement)
    return passed


@pytest.mark.parametrize(
    "statements", [UPDATES, DELETES, HEADS, CONCERNS], ids=["update", "delete", "head", "concern"]
)
def test_what_was_written_is_never_changed(log: SampleLog, statements: tuple[str, ...]) -> None:
    assert accepted(log.engine, statements) == []
    assert log.verify().holds


def only(engine: Engine, name: str) -> bool:
    return engine.dialect.name == name


def test_no_table_of_the_log_is_truncated(log: SampleLog) -> None:
    """SQLite has no TRUNCATE; its DELETE of all rows is refused row by row."""
    if only(log.engine, "postgresql"):
        tables = ", ".join(table.name for table in TABLES)
        truncates = tuple(f"TRUNCATE {table.name}" for table in TABLES)
        assert accepted(log.engine, (*truncates, f"TRUNCATE {tables} CASCADE")) == []
    else:
        assert accepted(log.engine, ("DELETE FROM audit_entry",)) == []
    assert log.verify().holds


def test_the_triggers_hold_where_others_are_skipped(log: SampleLog) -> None:
    """PostgreSQL: a replica's session skips plain triggers. SQLite: REPLACE skips those on DELETE."""
    if only(log.engine, "postgresql"):
        skip = "SET LOCAL session_replication_role = replica"
        attempts = (*UPDATES, *DELETES, *HEADS[:5], *CONCERNS, "TRUNCATE audit_entry")
        assert accepted(log.engine, attempts, skip) == []
    else:
        assert accepted(log.engine, REPLACEMENTS) == []
    assert log.verify().holds


def test_every_trigger_is_always_enabled(log: SampleLog) -> None:
    if only(log.engine, "postgresql"):
        query = (
            "SELECT tgname, tgenabled FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE left(relname, 6) = 'audit_' AND NOT tgisinternal"
        )
    else:
        query = "SELECT name, 'A' FROM sqlite_master WHERE type = 'trigger'"
    with log.engine.connect() as connection:
        found = {row[0]: row[1] for row in connection.exec_driver_sql(query)}
    created = [one for one in TRIGGERS[log.engine.dialect.name] if "CREATE TRIGGER" in one]
    mine = {name: enabled for name, enabled in found.items() if name.startswith("audit_")}
    assert len(mine) == len(created)
    assert set(mine.values()) == {"A"}


def next_row(connection: Connection) -> Row:
    """A sound entry to append: the last one again, at the next place."""
    last = connection.execute(select(audit_entry).order_by(audit_entry.c.number.desc()).limit(1))
    row = dict(last.one()._mapping)
    row["number"] += 1
    row["entry"] = edited(row["entry"], seq=row["number"])
    row["leaf_hash"] = leaf_hash(row["entry"])
    return row


def insert_next(engine: Engine, **values: object) -> None:
    with engine.begin() as connection:
        row = next_row(connection) | values
        connection.execute(audit_entry.insert(), row)


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(audit_entry)).scalar_one()


def test_an_entry_that_follows_the_last_is_taken(log: SampleLog) -> None:
    insert_next(log.engine)
    assert count(log.engine) == CASE_SIZE + 1


@pytest.mark.parametrize(
    "values",
    [
        {"number": CASE_SIZE + 1},
        {"number": 5},
        {"number": -1},
        {"leaf_hash": b"short"},
        {"root": b"short"},
        {"entry": b'{"seq":5}'},
        {"entry": b"{}"},
    ],
    ids=str,
)
def test_an_entry_out_of_order_or_malformed_is_refused(log: SampleLog, values: Row) -> None:
    if "entry" in values:
        values = values | {"leaf_hash": leaf_hash(values["entry"])}
    with pytest.raises(IntegrityError):
        insert_next(log.engine, **values)
    assert count(log.engine) == CASE_SIZE


def test_postgresql_computes_the_leaf_hash_itself(log: SampleLog) -> None:
    """SQLite cannot: there the verification finds it."""
    if only(log.engine, "postgresql"):
        with pytest.raises(IntegrityError, match="leaf hash"):
            insert_next(log.engine, leaf_hash=bytes(32))
    else:
        insert_next(log.engine, leaf_hash=bytes(32))
        Hand(log.engine).set(audit_head, {"id": 1}, {"size": CASE_SIZE + 1})
        assert log.named()[0] == CASE_SIZE


def test_the_head_does_not_move_ahead_of_the_entries(log: SampleLog) -> None:
    ahead = "UPDATE audit_head SET size = size + 1, at = at + 1"
    assert accepted(log.engine, (ahead,)) == []
    insert_next(log.engine)
    assert accepted(log.engine, (ahead,)) == [ahead]


def test_an_opening_may_be_erased(log: SampleLog) -> None:
    run(log.engine, "DELETE FROM audit_opening WHERE number = 5")
    report = log.verify()
    assert report.holds
    assert report.erased == 2


def test_without_the_triggers_everything_would_pass(log: SampleLog) -> None:
    """The control: it is the triggers that refuse, and nothing else."""
    Hand(log.engine)
    expected = (*UPDATES, HEADS[0], *CONCERNS, *DELETES)
    assert accepted(log.engine, expected) == list(expected)


def test_the_functions_can_be_dropped_after_the_tables(log: SampleLog) -> None:
    with log.engine.begin() as connection:
        for table in TABLES:
            table.drop(connection)
        for statement in FUNCTIONS_DROPPED[log.engine.dialect.name]:
            connection.execute(text(statement))
        if only(log.engine, "postgresql"):
            left = connection.execute(
                text("SELECT count(*) FROM pg_proc WHERE proname LIKE 'audit%'")
            )
            assert left.scalar_one() == 0
