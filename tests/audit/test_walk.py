"""The walk, without a database: what an entry may not say even where every hash is right."""

import json
from typing import Any

import pytest

from service.audit.disclosure import state_digest
from service.audit.draft import Draft, Principal
from service.audit.entry import LOG_OPEN, Sealed
from service.audit.merkle import Frontier, leaf_hash
from service.audit.walk import (
    COLUMNS,
    FIRST,
    FORMAT_UNKNOWN,
    LAYOUT,
    LEAF,
    ORIGIN,
    PLACE,
    ROOT,
    SALT,
    TIME,
    Walk,
)
from tests.audit.hand import edited
from tests.audit.sample import CLERK, REVIEWER, salts, sealed, unseal
from tests.audit.sample import ORIGIN as LOG

Entries = list[bytes]
SIZE = 9


def drafted(number: int) -> Draft:
    if number == 0:
        return Draft(LOG_OPEN, "log", LOG, CLERK)
    return Draft(
        act="application.review",
        kind="application",
        thing=f"case-{number}",
        who=REVIEWER,
        acting_for=Principal("reviewer-2", "person-3"),
        salt=salts(16),
        state_digest=state_digest(salts(16), {"state": "reviewed"}),
        after="reviewed",
        duty="review",
        said={"opinion": "同意"},
    )


SEALED: list[Sealed] = [sealed(drafted(number), number) for number in range(SIZE)]
ENTRIES: Entries = [one.entry for one in SEALED]


def columns(number: int) -> list[Any]:
    draft = SEALED[number].draft
    principal = draft.acting_for and draft.acting_for.person
    return [draft.salt, draft.act, draft.kind, draft.thing, draft.duty, draft.who.person, principal]


def walked(entries: Entries, origin: str | None = None) -> tuple[int, str] | None:
    """The first wrong among entries whose hashes and roots were all computed anew."""
    walk, frontier = Walk(origin, unseal), Frontier()
    for number, entry in enumerate(entries):
        leaf = leaf_hash(entry)
        frontier = frontier.append(leaf)
        flaw = walk.step([number, entry, leaf, frontier.root(), *columns(number)], ())
        if flaw:
            return number, flaw
    return None


def with_entry(number: int, entry: bytes) -> Entries:
    return [*ENTRIES[:number], entry, *ENTRIES[number + 1 :]]


def test_sound_entries_have_no_flaw() -> None:
    assert walked(ENTRIES) is None
    assert walked(ENTRIES, LOG) is None


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"v": 2}, FORMAT_UNKNOWN),
        ({"_sd_alg": "md5"}, FORMAT_UNKNOWN),
        ({"log": "another"}, ORIGIN),
        ({"seq": 6}, PLACE),
        ({"ts": "2026-03-02T02:00:03.999999Z"}, TIME),
        ({"ts": "2026-03-02T02:00:06Z"}, TIME),
        ({"ts": "2026-03-02T02:00:06.000000+"}, TIME),
        ({"ts": 5}, LAYOUT),
        ({"obj": "case-1"}, LAYOUT),
        ({"dec": ["review"]}, LAYOUT),
        ({"act": "application.approve"}, COLUMNS),
        ({"obj": {"t": "payout", "id": "case-5"}}, COLUMNS),
        ({"dec": {}}, COLUMNS),
        ({"who": {"person": "person-9"}}, COLUMNS),
        ({"for": {"person": "person-9"}}, COLUMNS),
    ],
    ids=str,
)
def test_an_entry_that_says_what_it_may_not_is_named(parts: dict[str, object], reason: str) -> None:
    assert walked(with_entry(5, edited(ENTRIES[5], **parts))) == (5, reason)


@pytest.mark.parametrize("part", ["v", "log", "seq", "ts", "act", "obj", "_sd_alg"])
def test_an_entry_that_lacks_a_part_is_named(part: str) -> None:
    entry = json.loads(ENTRIES[5])
    del entry[part]
    data = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    assert walked(with_entry(5, data)) == (5, LAYOUT)


@pytest.mark.parametrize(
    "data", [b"[]", b'"text"', b"1", b"{}", b"\xff", b'{"seq": 5}', b'{"seq":5.0}', b"[", b""]
)
def test_bytes_that_are_no_entry_are_named(data: bytes) -> None:
    flaw = walked(with_entry(5, data))
    assert flaw is not None
    assert flaw[0] == 5


def test_an_entry_in_another_form_of_json_is_named() -> None:
    spaced = json.dumps(json.loads(ENTRIES[5]), sort_keys=True).encode()
    assert walked(with_entry(5, spaced)) == (5, "the bytes are not in canonical form")


def test_only_the_first_entry_opens_the_log() -> None:
    no_opening = edited(ENTRIES[0], act="log.close")
    assert walked(with_entry(0, no_opening)) == (0, FIRST)
    another = edited(ENTRIES[0], obj={"t": "log", "id": "another"})
    assert walked(with_entry(0, another)) == (0, FIRST)
    second = edited(ENTRIES[5], act=LOG_OPEN, obj={"t": "log", "id": LOG})
    assert walked(with_entry(5, second)) == (5, FIRST)


def test_a_log_of_another_origin_is_refused_from_its_first_entry() -> None:
    assert walked(ENTRIES, "ours") == (0, ORIGIN)


def test_a_salt_belongs_to_deeds_and_to_nothing_else() -> None:
    row: list[Any] = [0, ENTRIES[0], SEALED[0].leaf_hash, SEALED[0].leaf_hash, *columns(0)]
    row[4] = salts(16)
    assert Walk(None, unseal).step(row, ()) == SALT


def test_every_bit_of_every_entry_counts() -> None:
    """All single-bit flips: seen by the leaf hash and, when that is made anew, by the root."""
    before, frontier = [Frontier()], Frontier()
    for one in SEALED:
        frontier = frontier.append(one.leaf_hash)
        before.append(frontier)
    for number, one in enumerate(SEALED):
        root = before[number + 1].root()
        for place in range(len(one.entry) * 8):
            turned = bytearray(one.entry)
            turned[place // 8] ^= 1 << place % 8
            data = bytes(turned)
            for leaf, reason in ((one.leaf_hash, LEAF), (leaf_hash(data), ROOT)):
                walk = Walk(LOG, unseal)
                walk.size, walk.stack = number, list(before[number].hashes)
                assert walk.step([number, data, leaf, root, *columns(number)], ()) == reason
