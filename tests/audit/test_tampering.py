"""Every attack on the entries that the log can see, on both databases, named exactly.

reliability.md §2.4; what the log alone cannot see is declared at the end.
"""

import pytest

from service.audit.merkle import leaf_hash
from service.audit.verify import BEHIND, HEAD, MISSING
from service.audit.walk import LEAF, ROOT
from service.store.audit_tables import audit_entry, audit_head
from tests.audit.hand import Change, Hand, Row, edited, renumbered
from tests.audit.sample import CASE_SIZE, SampleLog


@pytest.fixture
def hand(log: SampleLog) -> Hand:
    return Hand(log.engine)


def edit(row: Row) -> None:
    row["entry"] = edited(row["entry"], ts="2026-03-02T02:00:05.000001Z")


def edit_and_keep_the_hash(rows: list[Row]) -> None:
    edit(rows[5])


def edit_and_rehash(rows: list[Row]) -> None:
    edit(rows[5])
    rows[5]["leaf_hash"] = leaf_hash(rows[5]["entry"])


def delete_one(rows: list[Row]) -> None:
    del rows[5]


def delete_the_first(rows: list[Row]) -> None:
    del rows[0]


def delete_one_and_renumber(rows: list[Row]) -> None:
    del rows[5]
    renumbered(rows)


def insert_one_and_renumber(rows: list[Row]) -> None:
    rows.insert(5, dict(rows[4]))
    renumbered(rows)


def swap_two_and_renumber(rows: list[Row]) -> None:
    rows[5], rows[9] = rows[9], rows[5]
    renumbered(rows)


def swap_two_and_leave_the_roots_in_place(rows: list[Row]) -> None:
    rows[5], rows[9] = rows[9], rows[5]
    rows[5]["root"], rows[9]["root"] = rows[9]["root"], rows[5]["root"]
    renumbered(rows)


def swap_two_numbers(rows: list[Row]) -> None:
    rows[5]["number"], rows[9]["number"] = 9, 5
    rows.sort(key=lambda row: row["number"])


def change_the_leaf_hash(rows: list[Row]) -> None:
    rows[5]["leaf_hash"] = rows[4]["leaf_hash"]


def change_the_root(rows: list[Row]) -> None:
    rows[5]["root"] = rows[4]["root"]


def edit_two_the_later_one_clumsily(rows: list[Row]) -> None:
    edit_and_rehash(rows)
    edit(rows[8])


def edit_the_last_and_rehash(rows: list[Row]) -> None:
    rows[-1]["entry"] = edited(rows[-1]["entry"], act="hardship_file.reject")
    rows[-1]["leaf_hash"] = leaf_hash(rows[-1]["entry"])


def cut_the_last(rows: list[Row]) -> None:
    del rows[-1]


def cut_three(rows: list[Row]) -> None:
    del rows[-3:]


ATTACKS: list[tuple[Change, int, str]] = [
    (edit_and_keep_the_hash, 5, LEAF),
    (edit_and_rehash, 5, ROOT),
    (delete_one, 5, MISSING),
    (delete_the_first, 0, MISSING),
    (delete_one_and_renumber, 5, ROOT),
    (insert_one_and_renumber, 5, ROOT),
    (swap_two_and_renumber, 5, ROOT),
    (swap_two_and_leave_the_roots_in_place, 5, ROOT),
    (swap_two_numbers, 5, ROOT),
    (change_the_leaf_hash, 5, LEAF),
    (change_the_root, 5, ROOT),
    (edit_two_the_later_one_clumsily, 5, ROOT),
    (edit_the_last_and_rehash, CASE_SIZE - 1, ROOT),
    (cut_the_last, CASE_SIZE - 1, MISSING),
    (cut_three, CASE_SIZE - 3, MISSING),
]


@pytest.mark.parametrize(
    ("attack", "number", "reason"), ATTACKS, ids=[attack[0].__name__ for attack in ATTACKS]
)
def test_the_first_wrong_entry_is_named(
    log: SampleLog, hand: Hand, attack: Change, number: int, reason: str
) -> None:
    hand.change(attack)
    wrong = log.verify().wrong
    assert wrong is not None
    assert (wrong.number, wrong.reason) == (number, reason)
    assert str(wrong).startswith(f"entry {number}: ")


def test_an_untouched_log_holds(log: SampleLog, hand: Hand) -> None:
    hand.change(lambda rows: None)
    report = log.verify()
    assert report.holds
    assert (report.size, report.rows) == (CASE_SIZE, len(log.rows))


def test_an_entry_put_behind_the_end_is_named(log: SampleLog, hand: Hand) -> None:
    forged = hand.rows()[-1] | {"number": CASE_SIZE}
    hand.add(audit_entry, **forged)
    wrong = log.verify().wrong
    assert wrong is not None
    assert (wrong.number, wrong.reason) == (CASE_SIZE, BEHIND)


@pytest.mark.parametrize(
    ("values", "number", "reason"),
    [
        ({"frontier": bytes(64)}, CASE_SIZE - 1, HEAD),
        ({"frontier": b""}, CASE_SIZE - 1, HEAD),
        ({"at": 0}, CASE_SIZE - 1, HEAD),
        ({"size": CASE_SIZE - 1}, CASE_SIZE - 1, BEHIND),
        ({"size": CASE_SIZE + 1}, CASE_SIZE, MISSING),
        ({"size": 0}, 0, BEHIND),
    ],
)
def test_a_changed_head_is_noticed(
    log: SampleLog, hand: Hand, values: Row, number: int, reason: str
) -> None:
    hand.set(audit_head, {"id": 1}, values)
    wrong = log.verify().wrong
    assert wrong is not None
    assert (wrong.number, wrong.reason) == (number, reason)


def test_a_head_that_is_gone_is_noticed(log: SampleLog, hand: Hand) -> None:
    hand.remove(audit_head, id=1)
    wrong = log.verify().wrong
    assert wrong is not None
    assert (wrong.number, wrong.reason) == (0, BEHIND)


def test_no_single_bit_of_an_entry_can_be_turned(log: SampleLog, hand: Hand) -> None:
    """Through the database, with the hash kept and with the hash made again."""
    original = hand.rows()[5]
    for place in range(0, len(original["entry"]) * 8, 89):
        turned = bytearray(original["entry"])
        turned[place // 8] ^= 1 << place % 8
        for leaf in (original["leaf_hash"], leaf_hash(bytes(turned))):
            hand.set(audit_entry, {"number": 5}, {"entry": bytes(turned), "leaf_hash": leaf})
            wrong = log.verify().wrong
            assert wrong is not None
            assert wrong.number == 5
    hand.set(
        audit_entry,
        {"number": 5},
        {"entry": original["entry"], "leaf_hash": original["leaf_hash"]},
    )
    assert log.verify().holds


def test_a_log_written_anew_throughout_holds_but_has_another_root(
    log: SampleLog, hand: Hand
) -> None:
    """Declared: the log alone does not see this; a root kept outside does (reliability.md §2.4)."""
    kept = log.verify().root
    hand.change(edit_and_keep_the_hash)
    hand.recompute()
    report = log.verify()
    assert report.holds
    assert report.root != kept
