"""What the service asks the log."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, event

from service.audit.append import lock_head
from service.audit.disclosure import disclosed
from service.audit.draft import Draft
from service.audit.glance import glance
from service.audit.merkle import EMPTY_ROOT
from service.audit.read import checkpoint, concerned_since, entries, entry_at, openings, trail
from service.store.audit_tables import audit_opening
from tests.audit.sample import CASE_SIZE, CLERK, SampleLog, unseal


def test_the_log_is_read_by_pages(log: SampleLog) -> None:
    with log.engine.connect() as connection:
        first = entries(connection, after=-1, limit=5)
        second = entries(connection, after=first[-1].number, limit=100)
    assert [one.number for one in first + second] == list(range(CASE_SIZE))
    assert first[0].act == "log.open"


def test_one_entry_is_read_by_its_number(log: SampleLog) -> None:
    with log.engine.connect() as connection:
        entry = entry_at(connection, 5)
        assert entry is not None
        assert (entry.kind, entry.thing) == ("application", "case-1")
        assert entry_at(connection, CASE_SIZE) is None


def test_the_trail_of_a_file_holds_what_was_done_in_its_applications(log: SampleLog) -> None:
    with log.engine.connect() as connection:
        numbers = [one.number for one in trail(connection, "file-1", limit=100)]
        page = [one.number for one in trail(connection, "file-1", after=2, limit=2)]
        other = [one.number for one in trail(connection, "case-1", limit=100)]
        assert trail(connection, "unknown", limit=100) == []
    assert numbers == [1, 2, 3, 4, 5, 11]
    assert page == [3, 4]
    assert other == [3, 5, 7]


def test_a_text_that_was_erased_is_absent_and_the_others_stay(log: SampleLog) -> None:
    with log.engine.begin() as connection:
        connection.execute(delete(audit_opening).where(audit_opening.c.name == "opinion"))
        kept = openings(connection, [3, 5, 9])
        assert openings(connection, []) == {}
    assert {number: [one.name for one in found] for number, found in kept.items()} == {
        3: [], 5: ["place"], 9: [],
    }  # fmt: skip
    assert disclosed(unseal(kept[5][0].enc)) == ("place", "信丰县")


def test_the_checkpoint_is_the_size_and_root_of_the_log(log: SampleLog) -> None:
    with log.engine.connect() as connection:
        now = checkpoint(connection)
    report = log.verify()
    assert (now.size, now.root) == (report.size, report.root)
    assert now.root_hex == report.root.hex()


def test_a_log_that_was_never_opened_has_an_empty_checkpoint(engine: Engine) -> None:
    with engine.connect() as connection:
        now = checkpoint(connection)
    assert (now.size, now.root) == (0, EMPTY_ROOT)


def test_the_clock_answers_even_when_nothing_happened(engine: Engine) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    with engine.begin() as connection:
        lock_head(connection)
        since = concerned_since(connection, 0)
    assert since.things == frozenset()
    assert before <= since.now <= datetime.now(UTC) + timedelta(seconds=1)


def test_what_deeds_touched_since_is_told_in_one_statement(log: SampleLog) -> None:
    asked: list[object] = []
    with log.engine.begin() as connection:
        event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2]))
        since = concerned_since(connection, 7)
    assert since.things == {"case-1", "fund-1", "case-2", "file-1"}
    assert len(asked) == 1


def test_what_was_touched_before_is_not_told(log: SampleLog) -> None:
    with log.engine.connect() as connection:
        assert concerned_since(connection, CASE_SIZE).things == frozenset()
        assert concerned_since(connection, CASE_SIZE - 1).things == {"file-1"}


def test_a_note_makes_nobody_look_again(log: SampleLog) -> None:
    """Entry 6 notes a refusal on case-2; only entry 9 changes it."""
    with log.engine.connect() as connection:
        assert "case-2" in concerned_since(connection, 6).things
        size = glance(connection)[0]
    log.write(Draft("authz.deny", "application", "case-1", CLERK))
    with log.engine.connect() as connection:
        assert concerned_since(connection, size).things == frozenset()


def test_the_clock_moves_within_a_transaction(log: SampleLog) -> None:
    with log.engine.begin() as connection:
        first = concerned_since(connection, 0).now
        later = first
        while later <= first:
            later = concerned_since(connection, 0).now
    assert later > first
