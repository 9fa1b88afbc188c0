"""What lies beside the entries: concerns and openings, on both databases."""

import pytest
from sqlalchemy import select

from service.audit.beside import CONCERNS, NO_CONCERN
from service.audit.verify import STRAY_CONCERN, STRAY_OPENING, snapshot, verify
from service.audit.walk import COLUMNS, OPENING, ORIGIN, SALT
from service.store.audit_tables import audit_concern, audit_entry, audit_opening
from tests.audit.hand import Hand, Row
from tests.audit.sample import CASE_SIZE, SampleLog, encrypt, salts, unseal


@pytest.fixture
def hand(log: SampleLog) -> Hand:
    return Hand(log.engine)


COLUMN_EDITS: list[tuple[Row, str]] = [
    *(({column: "forged"}, COLUMNS) for column in ("act", "kind", "thing")),
    *(({column: "forged"}, COLUMNS) for column in ("duty", "person", "principal")),
    *(({column: None}, COLUMNS) for column in ("duty", "person", "principal")),
    ({"salt": b""}, SALT),
]


def test_a_column_that_does_not_repeat_the_bytes_is_named(log: SampleLog, hand: Hand) -> None:
    original = hand.rows()[5]
    for values, reason in COLUMN_EDITS:
        hand.set(audit_entry, {"number": 5}, values)
        assert (values, log.named()) == (values, (5, reason))
        hand.set(audit_entry, {"number": 5}, original)
    assert log.verify().holds


def test_a_note_that_was_given_a_salt_is_named(log: SampleLog, hand: Hand) -> None:
    hand.set(audit_entry, {"number": 6}, {"salt": salts(16)})
    assert log.named() == (6, SALT)


def test_a_log_of_another_origin_than_ours_is_refused(log: SampleLog) -> None:
    with snapshot(log.engine) as connection:
        wrong = verify(connection, log.states, unseal=unseal, origin="ours").wrong
    assert wrong is not None
    assert (wrong.number, wrong.reason) == (0, ORIGIN)


def test_an_entry_that_does_not_concern_its_own_thing_is_named(log: SampleLog, hand: Hand) -> None:
    hand.remove(audit_concern, number=7, thing="case-1")
    assert log.named() == (7, NO_CONCERN)


def test_a_concern_cut_from_an_entry_is_named(log: SampleLog, hand: Hand) -> None:
    """Or a duty would be forgotten: who holds one in a case is read through the concerns."""
    hand.remove(audit_concern, number=3, thing="file-1")
    assert log.named() == (3, CONCERNS)


def test_a_concern_an_entry_never_had_is_named(log: SampleLog, hand: Hand) -> None:
    hand.add(audit_concern, thing="case-2", number=3)
    assert log.named() == (3, CONCERNS)


def test_a_concern_beyond_the_log_is_named(log: SampleLog, hand: Hand) -> None:
    hand.add(audit_concern, thing="case-1", number=CASE_SIZE)
    assert log.named() == (CASE_SIZE, STRAY_CONCERN)


def test_an_opening_beyond_the_log_is_named(log: SampleLog, hand: Hand) -> None:
    hand.add(audit_opening, number=CASE_SIZE, n=0, name="opinion", enc=b"")
    assert log.named() == (CASE_SIZE, STRAY_OPENING)


def test_an_erased_opening_is_no_fault_and_is_counted(log: SampleLog, hand: Hand) -> None:
    before = log.verify()
    hand.remove(audit_opening, number=5, n=0)
    after = log.verify()
    assert after.holds
    assert (before.openings, before.erased) == (3, 0)
    assert (after.openings, after.erased) == (2, 1)
    assert after.root == before.root


OPENING_EDITS: list[Row] = [
    {"enc": b""},
    {"enc": b"sealed:"},
    {"enc": encrypt(b"WyJhIiwib3BpbmlvbiIsImIiXQ")},
    {"name": "place"},
]


def test_an_altered_opening_is_named(log: SampleLog, hand: Hand) -> None:
    where = {"number": 9, "n": 0}
    original = stored_opening(log, **where)
    for values in OPENING_EDITS:
        hand.set(audit_opening, where, values)
        assert (values, log.named()) == (values, (9, OPENING))
        hand.set(audit_opening, where, original)
    assert log.verify().holds


def test_an_opening_of_another_entry_is_named(log: SampleLog, hand: Hand) -> None:
    hand.add(audit_opening, **stored_opening(log, number=5, n=0) | {"number": 7})
    assert log.named() == (7, OPENING)


def test_an_opening_given_twice_is_named(log: SampleLog, hand: Hand) -> None:
    hand.add(audit_opening, **stored_opening(log, number=9, n=0) | {"n": 1})
    assert log.named() == (9, OPENING)


def stored_opening(log: SampleLog, number: int, n: int) -> Row:
    with log.engine.connect() as connection:
        found = connection.execute(
            select(audit_opening).where(audit_opening.c.number == number, audit_opening.c.n == n)
        )
        return dict(found.one()._mapping)
