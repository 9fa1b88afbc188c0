"""What a log may not say even where every hash is right: content, columns, concerns, openings."""

import json

import pytest
from sqlalchemy import insert, select

from service.audit.entry import LOG_OPEN
from service.audit.verify import (
    NO_CONCERN,
    STRAY_CONCERN,
    STRAY_OPENING,
    snapshot,
    verify,
)
from service.audit.walk import (
    COLUMNS,
    FIRST,
    FORMAT_UNKNOWN,
    LAYOUT,
    OPENING,
    ORIGIN,
    PLACE,
    SALT,
    TIME,
)
from service.store.audit_tables import audit_concern, audit_entry, audit_opening
from tests.audit.hand import Hand, Row, edited
from tests.audit.sample import CASE_SIZE, SampleLog, encrypt, salts, unseal


@pytest.fixture
def hand(log: SampleLog) -> Hand:
    return Hand(log.engine)


def named(log: SampleLog) -> tuple[int, str]:
    wrong = log.verify().wrong
    assert wrong is not None
    return wrong.number, wrong.reason


def rewrite(hand: Hand, number: int, data: bytes) -> None:
    def _put(rows: list[Row]) -> None:
        rows[number]["entry"] = data

    hand.change(_put)
    hand.recompute()


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"v": 2}, FORMAT_UNKNOWN),
        ({"_sd_alg": "md5"}, FORMAT_UNKNOWN),
        ({"log": "another"}, ORIGIN),
        ({"seq": 6}, PLACE),
        ({"ts": "2026-03-02T02:00:03.999999Z"}, TIME),
        ({"ts": "2026-03-02T02:00:06Z"}, TIME),
        ({"ts": 5}, LAYOUT),
        ({"obj": "case-1"}, LAYOUT),
        ({"dec": ["review"]}, LAYOUT),
        ({"act": "application.approve"}, COLUMNS),
        ({"who": {"person": "person-9"}}, COLUMNS),
        ({"for": {"person": "person-9"}}, COLUMNS),
    ],
    ids=str,
)
def test_an_entry_that_says_what_it_may_not_is_named(
    log: SampleLog, hand: Hand, parts: dict[str, object], reason: str
) -> None:
    rewrite(hand, 5, edited(hand.rows()[5]["entry"], **parts))
    assert named(log) == (5, reason)


@pytest.mark.parametrize("part", ["v", "log", "seq", "ts", "act", "obj", "_sd_alg"])
def test_an_entry_that_lacks_a_part_is_named(log: SampleLog, hand: Hand, part: str) -> None:
    entry = json.loads(hand.rows()[5]["entry"])
    del entry[part]
    rewrite(hand, 5, json.dumps(entry, sort_keys=True, separators=(",", ":")).encode())
    assert named(log) == (5, LAYOUT)


@pytest.mark.parametrize(
    "data", [b"[]", b'"text"', b"1", b"{}", b"\xff", b'{"seq": 5}', b'{"seq":5.0}', b"["]
)
def test_bytes_that_are_no_entry_are_named(log: SampleLog, hand: Hand, data: bytes) -> None:
    rewrite(hand, 5, data)
    assert named(log)[0] == 5


def test_an_entry_in_another_form_of_json_is_named(log: SampleLog, hand: Hand) -> None:
    spaced = json.dumps(json.loads(hand.rows()[5]["entry"]), sort_keys=True).encode()
    rewrite(hand, 5, spaced)
    assert named(log) == (5, "the bytes are not in canonical form")


def test_only_the_first_entry_opens_the_log(log: SampleLog, hand: Hand) -> None:
    first, other = hand.rows()[0], hand.rows()[6]
    rewrite(hand, 0, edited(first["entry"], act=other["act"]))
    assert named(log) == (0, FIRST)
    rewrite(hand, 0, first["entry"])
    rewrite(hand, 6, edited(other["entry"], act=LOG_OPEN, obj=json.loads(first["entry"])["obj"]))
    assert named(log) == (6, FIRST)


def test_a_log_of_another_origin_than_ours_is_refused(log: SampleLog) -> None:
    with snapshot(log.engine) as connection:
        wrong = verify(connection, log.states, unseal=unseal, origin="ours").wrong
    assert wrong is not None
    assert (wrong.number, wrong.reason) == (0, ORIGIN)


@pytest.mark.parametrize("column", ["act", "kind", "thing", "duty", "person", "principal"])
def test_an_index_column_that_says_something_else_is_named(
    log: SampleLog, hand: Hand, column: str
) -> None:
    hand.set(audit_entry, {"number": 5}, {column: "forged"})
    assert named(log) == (5, COLUMNS)


@pytest.mark.parametrize("column", ["duty", "person", "principal"])
def test_an_index_column_that_was_emptied_is_named(log: SampleLog, hand: Hand, column: str) -> None:
    hand.set(audit_entry, {"number": 5}, {column: None})
    assert named(log) == (5, COLUMNS)


def test_a_deed_without_its_salt_and_a_note_with_one_are_named(log: SampleLog, hand: Hand) -> None:
    hand.set(audit_entry, {"number": 6}, {"salt": salts(16)})
    assert named(log) == (6, SALT)
    hand.set(audit_entry, {"number": 5}, {"salt": b""})
    assert named(log) == (5, SALT)


def test_an_entry_whose_own_thing_it_does_not_concern_is_named(log: SampleLog, hand: Hand) -> None:
    hand.remove(audit_concern, number=7, thing="case-1")
    assert named(log) == (7, NO_CONCERN)


def test_a_concern_beyond_the_log_is_named(log: SampleLog, hand: Hand) -> None:
    hand.add(audit_concern, thing="case-1", number=CASE_SIZE)
    assert named(log) == (CASE_SIZE, STRAY_CONCERN)


def test_an_opening_beyond_the_log_is_named(log: SampleLog, hand: Hand) -> None:
    hand.add(audit_opening, number=CASE_SIZE, n=0, name="opinion", enc=b"")
    assert named(log) == (CASE_SIZE, STRAY_OPENING)


def test_an_erased_opening_is_no_fault_and_is_counted(log: SampleLog, hand: Hand) -> None:
    before = log.verify()
    hand.remove(audit_opening, number=5, n=0)
    after = log.verify()
    assert after.holds
    assert (before.openings, before.erased) == (3, 0)
    assert (after.openings, after.erased) == (2, 1)
    assert after.root == before.root


@pytest.mark.parametrize("enc", [b"", b"sealed:", encrypt(b"WyJhIiwib3BpbmlvbiIsImIiXQ")])
def test_an_altered_opening_is_named(log: SampleLog, hand: Hand, enc: bytes) -> None:
    hand.set(audit_opening, {"number": 9, "n": 0}, {"enc": enc})
    assert named(log) == (9, OPENING)


def test_an_opening_under_another_name_is_named(log: SampleLog, hand: Hand) -> None:
    hand.set(audit_opening, {"number": 9, "n": 0}, {"name": "place"})
    assert named(log) == (9, OPENING)


def test_an_opening_of_another_entry_is_named(log: SampleLog, hand: Hand) -> None:
    with log.engine.begin() as connection:
        stolen = connection.execute(
            select(audit_opening).where(audit_opening.c.number == 5, audit_opening.c.n == 0)
        ).one()
        connection.execute(
            insert(audit_opening).values(stolen._mapping | {"number": 7})  # type: ignore[operator]
        )
    assert named(log) == (7, OPENING)


def test_an_opening_given_twice_is_named(log: SampleLog, hand: Hand) -> None:
    with log.engine.connect() as connection:
        row = connection.execute(select(audit_opening).where(audit_opening.c.number == 9)).one()
    hand.add(audit_opening, number=9, n=1, name=row.name, enc=row.enc)
    assert named(log) == (9, OPENING)
