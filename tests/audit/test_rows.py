"""The log against the business rows: an edited, lost, foreign or orphaned row names its entry."""

from dataclasses import replace
from datetime import timedelta

from service.audit.append import append, lock_head
from service.audit.instant import to_micros
from service.audit.merkle import Frontier
from service.audit.report import RowState
from service.audit.row_check import (
    ALTERED,
    CHUNK,
    CUT,
    ELSEWHERE,
    GONE,
    REMOVED,
    TWICE,
    UNTOLD,
)
from service.store.audit_tables import audit_concern, audit_entry, audit_head, audit_opening
from tests.audit.hand import Hand
from tests.audit.sample import CASE_SIZE, START, SampleLog, encrypt, sealed

CASE_1 = ("application", "case-1")
CASE_2 = ("application", "case-2")


ALTERATIONS: list[dict[str, object]] = [
    {"state": "paid"},
    {"amount_fen": 30001},
    {"urgent": True},
    {"urgent": 0},
    {"urgent": None},
    {"added": "x"},
    {"amount_fen": 1.5},
    {"state": "a\0b"},
]


def test_an_altered_row_names_the_entry_that_last_changed_it(log: SampleLog) -> None:
    row = log.rows[CASE_1]
    for change in ALTERATIONS:
        log.rows[CASE_1] = replace(row, state={**row.state, **change})
        assert (change, log.named()) == (change, (7, ALTERED.format(kind="application")))
    log.rows[CASE_1] = row
    assert log.verify().holds


def test_a_row_that_is_gone_names_its_entry(log: SampleLog) -> None:
    del log.rows[CASE_2]
    assert log.named() == (9, GONE)


def test_the_earliest_of_several_wrong_rows_is_named(log: SampleLog) -> None:
    del log.rows[CASE_2]
    log.rows[CASE_1] = replace(log.rows[CASE_1], state={})
    assert log.named()[0] == 7


def test_a_row_that_stands_at_another_entry_names_the_last_of_its_thing(log: SampleLog) -> None:
    row = log.rows[CASE_1]
    for number in (0, 3, 8, CASE_SIZE - 1):
        log.rows[CASE_1] = replace(row, number=number)
        assert log.named() == (7, ELSEWHERE.format(kind="application", number=number))


def test_a_note_moves_no_row(log: SampleLog) -> None:
    assert log.rows[CASE_2].number == 9
    assert log.verify().holds


def test_a_row_no_entry_tells_of_names_the_number_it_carries(log: SampleLog) -> None:
    log.rows["payout", "payout-1"] = RowState("payout", "payout-1", 4, {"state": "paid"})
    assert log.named() == (4, UNTOLD.format(kind="payout"))


def test_a_row_of_another_kind_under_the_same_id_is_another_thing(log: SampleLog) -> None:
    row = log.rows.pop(CASE_1)
    log.rows["payout", "case-1"] = replace(row, kind="payout")
    assert log.named() == (7, UNTOLD.format(kind="payout"))


def test_two_things_of_one_id_and_two_kinds_do_not_get_in_each_others_way(log: SampleLog) -> None:
    log.deed("officer.appoint", "officer", "finance", "active")
    log.deed("client.register", "client", "finance", "active")
    assert log.verify().holds


def test_two_rows_at_one_entry_are_noticed(log: SampleLog) -> None:
    log.rows["application", "copy"] = log.rows[CASE_1]
    assert log.named() == (7, TWICE.format(kind="application"))


def test_a_removed_thing_has_no_row(log: SampleLog) -> None:
    row = log.rows[CASE_2]
    log.remove("application.erase", *CASE_2)
    assert log.verify().holds
    log.rows[CASE_2] = row
    assert log.named()[0] == CASE_SIZE
    log.rows[CASE_2] = replace(row, number=CASE_SIZE)
    assert log.named() == (CASE_SIZE, REMOVED.format(kind="application"))


def test_a_negative_number_is_named(log: SampleLog) -> None:
    log.rows[CASE_1] = replace(log.rows[CASE_1], number=-1)
    assert log.named() == (-1, CUT.format(kind="application"))


def test_a_tail_cut_with_its_head_is_named_by_the_rows_left_behind(log: SampleLog) -> None:
    """Rows carry 7, 9, 10 and 11; the smallest number that the log no longer has is named."""
    for kept, carried in ((11, 11), (10, 10), (9, 9), (8, 9), (7, 7), (1, 7)):
        cut(log, kept)
        number, reason = log.named()
        assert (kept, number) == (kept, carried)
        assert reason.endswith("which the log does not have")


def cut(log: SampleLog, kept: int) -> None:
    """The log as if it had never been longer: entries, concerns, openings and head."""
    hand = Hand(log.engine)
    with log.engine.begin() as connection:
        for table in (audit_entry, audit_concern, audit_opening):
            connection.execute(table.delete().where(table.c.number >= kept))
    frontier = Frontier()
    for row in hand.rows():
        frontier = frontier.append(row["leaf_hash"])
    at = to_micros(START + timedelta(seconds=kept - 1))
    head = {"size": kept, "at": at, "frontier": frontier.to_bytes()}
    hand.set(audit_head, {"id": 1}, head)


def test_a_log_that_was_emptied_is_named_by_the_rows(log: SampleLog) -> None:
    cut(log, 8)
    hand = Hand(log.engine)
    for table in (audit_entry, audit_concern, audit_opening, audit_head):
        hand.remove(table)
    first = min(row.number for row in log.rows.values())
    assert log.named()[0] == first


def test_a_deed_that_changed_nothing_is_named(log: SampleLog) -> None:
    """A forger who may append, but did not change the row, is found by the row."""
    before = log.rows[CASE_2]
    log.deed("application.approve", *CASE_2, "approved")
    log.rows[CASE_2] = before
    assert log.named() == (CASE_SIZE, ELSEWHERE.format(kind="application", number=before.number))


def test_more_rows_than_one_chunk_are_all_looked_at(log: SampleLog) -> None:
    many = CHUNK + 100
    drafts = [
        log.drafted("payout.make", "payout", f"payout-{place}", "pending") for place in range(many)
    ]
    with log.engine.begin() as connection:
        head = lock_head(connection)
        entries = [sealed(draft, number) for number, draft in enumerate(drafts, start=head.size)]
        append(connection, head, entries, encrypt)
    report = log.verify()
    assert (report.holds, report.rows) == (True, many + 4)
    for place in (many - 1, 0):  # in the last chunk, then in the first one too
        payout = ("payout", f"payout-{place}")
        log.rows[payout] = replace(log.rows[payout], state={"state": "paid"})
        assert log.named() == (CASE_SIZE + place, ALTERED.format(kind="payout"))
