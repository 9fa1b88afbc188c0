"""Appending: one lock, dense numbers, few statements, nothing that does not follow."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.exc import DBAPIError

from service.audit.append import HeadMoved, append, lock_head, open_log
from service.audit.draft import Draft, Who
from service.audit.merkle import leaf_hash, root_of
from service.store.audit_tables import audit_concern, audit_entry, audit_head, audit_opening
from service.store.database import WRITES, connect
from tests.audit.hand import Hand
from tests.audit.sample import CASE_SIZE, CLERK, START, SampleLog, encrypt, sealed


def note(number: int) -> Draft:
    return Draft("personal.read", "hardship_file", f"file-{number}", CLERK, said={"why": "核对"})


def size_of(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(audit_entry)).scalar_one()


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def _count(*call: object) -> None:
        statements.append(str(call[2]))

    event.listen(engine, "before_cursor_execute", _count)
    yield statements
    event.remove(engine, "before_cursor_execute", _count)


def test_the_first_entry_opens_the_log_once(engine: Engine) -> None:
    log = SampleLog(engine)
    first = log.open()
    with engine.begin() as connection:
        again = open_log(
            connection, origin="another", entry_id="another", at=START, who=Who("another")
        )
    assert (first.size, again) == (1, first)
    assert size_of(engine) == 1


def test_every_entry_keeps_the_root_of_the_tree_that_ends_with_it(log: SampleLog) -> None:
    with log.engine.connect() as connection:
        rows = connection.execute(select(audit_entry).order_by(audit_entry.c.number)).all()
    leaves = [leaf_hash(row.entry) for row in rows]
    assert [row.leaf_hash for row in rows] == leaves
    assert [row.root for row in rows] == [root_of(leaves[: n + 1]) for n in range(CASE_SIZE)]


def test_the_head_says_where_the_log_ends(log: SampleLog) -> None:
    with log.engine.begin() as connection:
        head = lock_head(connection)
        last = connection.execute(select(func.max(audit_entry.c.number))).scalar_one()
        root = connection.execute(
            select(audit_entry.c.root).where(audit_entry.c.number == last)
        ).scalar_one()
    assert (head.size, head.frontier.root()) == (last + 1, root)
    assert head.at == START + timedelta(seconds=last)


def test_an_entry_concerns_its_own_thing_and_what_it_belongs_to(log: SampleLog) -> None:
    with log.engine.connect() as connection:
        rows = connection.execute(
            select(audit_concern.c.thing).where(audit_concern.c.number == 3)
        ).scalars()
        assert set(rows) == {"case-1", "file-1"}


def test_only_the_encrypted_text_is_stored(log: SampleLog) -> None:
    with log.engine.connect() as connection:
        rows = connection.execute(select(audit_opening).order_by(audit_opening.c.n)).all()
    drafts = {row.name: row.enc for row in rows if row.number == 5}
    assert set(drafts) == {"opinion", "place"}
    assert all(enc.startswith(b"sealed:") for enc in drafts.values())


@pytest.mark.parametrize("many", [1, 2, 300])
def test_any_number_of_entries_costs_the_same_few_statements(log: SampleLog, many: int) -> None:
    drafts = [note(number) for number in range(many)]
    with counted(log.engine) as statements:
        log.write(*drafts)
    writes = [one for one in statements if one.startswith(("INSERT", "UPDATE", "WITH"))]
    assert len(writes) == {"postgresql": 1, "sqlite": 4}[log.engine.dialect.name]
    assert size_of(log.engine) == CASE_SIZE + many
    assert log.verify().holds


def test_nothing_to_append_costs_nothing(log: SampleLog) -> None:
    with log.engine.begin() as connection:
        head = lock_head(connection)
        with counted(log.engine) as statements:
            assert append(connection, head, [], encrypt) is head
    assert statements == []


@pytest.mark.parametrize("number", [CASE_SIZE - 1, CASE_SIZE + 1])
def test_an_entry_that_does_not_follow_is_refused(log: SampleLog, number: int) -> None:
    with log.engine.begin() as connection:
        head = lock_head(connection)
        with pytest.raises(ValueError, match="does not follow"):
            append(connection, head, [sealed(note(1), number)], encrypt)


def test_an_entry_never_carries_a_time_before_that_of_the_last(log: SampleLog) -> None:
    with log.engine.begin() as connection:
        head = lock_head(connection)
        early = replace(sealed(note(1), head.size), at=head.at - timedelta(microseconds=1))
        with pytest.raises(ValueError, match="does not follow"):
            append(connection, head, [early], encrypt)
    assert head.not_before(head.at - timedelta(hours=1)) == head.at
    assert head.not_before(head.at + timedelta(hours=1)) == head.at + timedelta(hours=1)


def test_who_appends_behind_a_head_that_moved_is_refused(log: SampleLog) -> None:
    with log.engine.begin() as connection:
        old = lock_head(connection)
    log.write(note(1))
    with (
        pytest.raises((DBAPIError, HeadMoved)),
        log.engine.begin() as connection,
    ):
        append(connection, old, [sealed(note(2), old.size)], encrypt)
    assert size_of(log.engine) == CASE_SIZE + 1


def test_a_head_that_was_moved_without_entries_is_noticed(log: SampleLog) -> None:
    with log.engine.begin() as connection:
        head = lock_head(connection)
    Hand(log.engine).set(audit_head, {"id": 1}, {"size": head.size + 1})
    with log.engine.begin() as connection, pytest.raises(HeadMoved, match=str(head.size)):
        append(connection, head, [sealed(note(1), head.size)], encrypt)


def test_many_at_once_leave_one_dense_log(log: SampleLog) -> None:
    engine = log.engine.execution_options(**{WRITES: True})

    def _ten_notes(worker: int) -> None:
        for place in range(10):
            with engine.begin() as connection:
                head = lock_head(connection)
                append(connection, head, [sealed(note(worker * 10 + place), head.size)], encrypt)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(_ten_notes, range(4)))
    report = log.verify()
    assert report.holds
    assert report.size == CASE_SIZE + 40


def test_a_transaction_that_fails_leaves_the_log_as_it_was(log: SampleLog) -> None:
    with pytest.raises(RuntimeError):
        append_and_fail(log.engine)
    assert size_of(log.engine) == CASE_SIZE
    assert log.verify().holds


def append_and_fail(engine: Engine) -> None:
    with engine.begin() as connection:
        head = lock_head(connection)
        append(connection, head, [sealed(note(1), head.size)], encrypt)
        raise RuntimeError


def test_the_lock_is_held_by_one_transaction_at_a_time(database_url: str) -> None:
    """SQLite waits at BEGIN IMMEDIATE, PostgreSQL at the row of the head."""
    engine = connect(database_url).execution_options(**{WRITES: True})
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 50"))
    SampleLog(engine).open()
    with engine.begin() as first:
        lock_head(first)
        with pytest.raises(DBAPIError, match="lock"):
            try_lock(engine)
    try_lock(engine)
    engine.dispose()


def try_lock(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
        lock_head(connection)


def test_a_head_that_was_never_made_is_made_by_the_first_lock(engine: Engine) -> None:
    with engine.begin() as connection:
        assert lock_head(connection).size == 0
        assert connection.execute(select(audit_head.c.size)).scalar_one() == 0
