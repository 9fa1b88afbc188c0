"""Every attack on the entries that the log can see, on both databases, named exactly.

reliability.md §2.4; what the log alone cannot see is declared at the end. One database serves many
attacks: each begins with the rows as the service wrote them.
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
    rows.sort(key=lambda row: int(row["number"]))


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


def put_one_behind_the_end(rows: list[Row]) -> None:
    rows.append(rows[-1] | {"number": CASE_SIZE})


def cut_the_last(rows: list[Row]) -> None:
    del rows[-1]


def cut_three(rows: list[Row]) -> None:
    del rows[-3:]


def cut_everything(rows: list[Row]) -> None:
    rows.clear()


ATTACKS: dict[Change, tuple[int, str]] = {
    edit_and_keep_the_hash: (5, LEAF),
    edit_and_rehash: (5, ROOT),
    delete_one: (5, MISSING),
    delete_the_first: (0, MISSING),
    delete_one_and_renumber: (5, ROOT),
    insert_one_and_renumber: (5, ROOT),
    swap_two_and_renumber: (5, ROOT),
    swap_two_and_leave_the_roots_in_place: (5, ROOT),
    swap_two_numbers: (5, ROOT),
    change_the_leaf_hash: (5, LEAF),
    change_the_root: (5, ROOT),
    edit_two_the_later_one_clumsily: (5, ROOT),
    edit_the_last_and_rehash: (CASE_SIZE - 1, ROOT),
    put_one_behind_the_end: (CASE_SIZE, BEHIND),
    cut_the_last: (CASE_SIZE - 1, MISSING),
    cut_three: (CASE_SIZE - 3, MISSING),
    cut_everything: (0, MISSING),
}


def test_every_attack_on_the_entries_names_the_first_wrong_one(log: SampleLog, hand: Hand) -> None:
    found = {}
    for attack in ATTACKS:
        before = hand.change(attack)
        found[attack] = log.named()
        hand.put(before)
        assert log.verify().holds
    assert found == ATTACKS


def test_an_untouched_log_holds(log: SampleLog, hand: Hand) -> None:
    hand.put(hand.rows())
    report = log.verify()
    assert report.holds
    assert (report.size, report.rows) == (CASE_SIZE, len(log.rows))


HEADS: list[tuple[Row, int, str]] = [
    ({"frontier": bytes(64)}, CASE_SIZE - 1, HEAD),
    ({"frontier": b""}, CASE_SIZE - 1, HEAD),
    ({"at": 0}, CASE_SIZE - 1, HEAD),
    ({"size": CASE_SIZE - 1}, CASE_SIZE - 1, BEHIND),
    ({"size": CASE_SIZE + 1}, CASE_SIZE, MISSING),
    ({"size": 0}, 0, BEHIND),
]


def test_a_changed_head_is_noticed_and_so_is_one_that_is_gone(log: SampleLog, hand: Hand) -> None:
    true_head = hand.head()
    for values, number, reason in HEADS:
        hand.set(audit_head, {"id": 1}, values)
        assert (values, log.named()) == (values, (number, reason))
        hand.set(audit_head, {"id": 1}, true_head)
        assert log.verify().holds
    hand.remove(audit_head, id=1)
    assert log.named() == (0, BEHIND)


def test_no_single_bit_of_an_entry_can_be_turned(log: SampleLog, hand: Hand) -> None:
    """Through the database, with the hash kept and with the hash made again."""
    original = hand.rows()[5]
    for place in range(0, len(original["entry"]) * 8, 89):
        turned = bytearray(original["entry"])
        turned[place // 8] ^= 1 << place % 8
        for leaf in (original["leaf_hash"], leaf_hash(bytes(turned))):
            hand.set(audit_entry, {"number": 5}, {"entry": bytes(turned), "leaf_hash": leaf})
            assert log.named()[0] == 5
    hand.set(audit_entry, {"number": 5}, original)
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
