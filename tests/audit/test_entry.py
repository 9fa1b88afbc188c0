"""The layout of an entry, its commitments, and what may not become one."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from service.audit.disclosure import (
    concerns_digest,
    digest_of,
    disclose,
    disclosed,
    records_digest,
    state_digest,
)
from service.audit.draft import Document, Draft, Principal, Request, Who
from service.audit.entry import ENTRY_BYTES_MAX, Sealed, seal
from service.audit.instant import from_micros, stamp, to_micros
from service.audit.merkle import leaf_hash
from tests.audit.sample import CLERK, ORIGIN, salts

AT = datetime(2026, 11, 22, 10, 0, 0, 123456, timezone(timedelta(hours=8)))
NOTE = Draft("personal.read", "payment_batch", "batch-1", CLERK)
FULL = Draft(
    act="application.approve",
    kind="application",
    thing="case-1",
    salt=salts(16),
    state_digest=state_digest(salts(16), {"state": "approved"}),
    prev=3,
    before="notice_passed",
    after="approved",
    who=Who("approver-1", "person-4", "issuer", ("approver",), "360722", ("pwd",), AT, "desk"),
    acting_for=Principal("approver-2", "person-5", "delegation-1"),
    duty="approve",
    rule="application.approve",
    edition="edition-1",
    compared=("person-1", "person-2"),
    amount_fen=300_000,
    request=Request("request-1", "POST", "/v1/applications/{id}/{action}", "key-digest"),
    documents=(Document("commitment", 1024, "application/pdf"),),
    said={"opinion": "同意", "meeting": "2026-7"},
    concerns=frozenset({"file-1", "fund-1"}),
    records=({"t": "posting", "line": 0, "amount_fen": -300_000},),
)


def entry_of(draft: Draft) -> Sealed:
    return seal(draft, number=7, entry_id="event-7", at=AT, log=ORIGIN, salts=salts)


def test_an_entry_has_the_whole_layout() -> None:
    sealed = entry_of(FULL)
    digests = sorted(digest_of(opening.disclosure) for opening in sealed.openings)
    assert json.loads(sealed.entry) == {
        "v": 1,
        "log": ORIGIN,
        "seq": 7,
        "id": "event-7",
        "ts": "2026-11-22T02:00:00.123456Z",
        "act": "application.approve",
        "obj": {"t": "application", "id": "case-1"},
        "sh": FULL.state_digest,
        "of": concerns_digest("case-1", {"file-1", "fund-1"}),
        "rec": records_digest(FULL.records),
        "prev": 3,
        "st": {"from": "notice_passed", "to": "approved"},
        "who": {
            "iss": "issuer",
            "sub": "approver-1",
            "person": "person-4",
            "roles": ["approver"],
            "org": "360722",
            "amr": ["pwd"],
            "at": "2026-11-22T02:00:00.123456Z",
            "cli": "desk",
        },
        "for": {"sub": "approver-2", "person": "person-5", "dlg": "delegation-1"},
        "dec": {
            "rule": "application.approve",
            "ver": "edition-1",
            "sod": ["person-1", "person-2"],
            "duty": "approve",
        },
        "amt": {"cur": "CNY", "fen": "300000"},
        "req": {
            "rid": "request-1",
            "m": "POST",
            "route": "/v1/applications/{id}/{action}",
            "ik": "key-digest",
        },
        "doc": [{"c": "commitment", "n": 1024, "t": "application/pdf"}],
        "_sd_alg": "sha-256",
        "_sd": digests,
    }
    assert sealed.leaf_hash == leaf_hash(sealed.entry)


def test_what_has_no_value_has_no_key() -> None:
    assert set(json.loads(entry_of(NOTE).entry)) == {
        "v", "log", "seq", "id", "ts", "act", "obj", "who",
    }  # fmt: skip


def test_an_entry_holds_no_free_text() -> None:
    sealed = entry_of(FULL)
    assert "同意".encode() not in sealed.entry
    assert [(opening.n, opening.name) for opening in sealed.openings] == [
        (0, "meeting"), (1, "opinion"),
    ]  # fmt: skip
    assert [disclosed(opening.disclosure) for opening in sealed.openings] == [
        ("meeting", "2026-7"), ("opinion", "同意"),
    ]  # fmt: skip


def test_the_same_text_under_another_salt_has_another_digest() -> None:
    fresh = seal(FULL, number=7, entry_id="event-7", at=AT, log=ORIGIN, salts=bytes)
    assert json.loads(fresh.entry)["_sd"] != json.loads(entry_of(FULL).entry)["_sd"]


def test_a_disclosure_is_digested_as_rfc_9901_shows() -> None:
    disclosure = b"WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
    assert disclosed(disclosure) == ("family_name", "Möbius")
    assert digest_of(disclosure) == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"


@pytest.mark.parametrize("disclosure", [b"!!!!", b"e30", b"WzEsMl0", b"WyJhIiwiYiIsMV0"])
def test_what_is_no_disclosure_is_not_read_as_one(disclosure: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        disclosed(disclosure)


def test_a_text_with_rare_characters_comes_back_as_it_was_entered() -> None:
    assert disclosed(disclose(salts(16), "reason", "𠮷·䶮\n")) == ("reason", "𠮷·䶮\n")


def test_the_state_digest_is_salted_and_leaves_out_what_is_absent() -> None:
    expected = hashlib.sha256(salts(16) + b'{"amount_fen":1,"urgent":true}').digest()
    digest = state_digest(salts(16), {"urgent": True, "amount_fen": 1, "note": None})
    assert digest == base64.urlsafe_b64encode(expected).decode("ascii").rstrip("=")
    assert digest != state_digest(bytes(16), {"urgent": True, "amount_fen": 1})


def test_an_entry_longer_than_a_tile_takes_is_refused() -> None:
    people = tuple(f"person-{number:08d}" for number in range(4_000))
    with pytest.raises(ValueError, match=str(ENTRY_BYTES_MAX)):
        entry_of(replace(FULL, compared=people))


def test_a_deed_without_a_salt_and_a_note_with_one_are_refused() -> None:
    with pytest.raises(ValueError, match="salt"):
        replace(FULL, salt=b"")
    with pytest.raises(ValueError, match="salt"):
        replace(NOTE, salt=salts(16))


def test_a_thing_with_a_state_must_be_committed_to() -> None:
    with pytest.raises(ValueError, match="digest"):
        replace(FULL, state_digest=None)


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = AT.replace(tzinfo=None)
    for read in (stamp, to_micros):
        with pytest.raises(ValueError, match="zone"):
            read(naive)


def test_an_instant_survives_being_stored_to_the_microsecond() -> None:
    assert from_micros(to_micros(AT)) == AT
    assert from_micros(to_micros(AT)).tzinfo is UTC
