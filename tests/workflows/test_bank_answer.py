"""A bank's file as a plan, findings where its words contradict, and paid that stays paid. Pure."""

from __future__ import annotations

import itertools
import random

import pytest

from workflows.bank_answer import SORTS, AnswerLine, Known, plan_differs, planned, tally_of
from workflows.bank_finding import FINDINGS, Doubted, advice_of, consequence
from workflows.payout import OUTCOMES, PAYOUT, Word, heard, short_reference_of
from workflows.vocabulary import codes
from workflows.vocabulary.banking import FAILURE_ADVICE

PAID, FAILED, UNKNOWN = Word("paid", None, "S1"), Word("failed", "3"), Word("unknown")
SENT = Known("sent", 30_000, None, latest=True)


def sorts(lines: list[AnswerLine], known: dict[str, Known]) -> list[tuple[str, str | None]]:
    return [(one.sort, one.reason) for one in planned(lines, known)]


@pytest.mark.parametrize(
    ("line", "known", "told"),
    [
        (AnswerLine(2, "A", 30_000, PAID), SENT, ("paid", None)),
        (AnswerLine(2, "A", 30_000, FAILED), SENT, ("failed", None)),
        (AnswerLine(2, "A", 30_000, UNKNOWN), SENT, ("unknown", None)),
        (AnswerLine(2, "A", 30_001, PAID), SENT, ("conflicting", "amount_differs")),
        (AnswerLine(2, "B", 30_000, PAID), SENT, ("unmatched", "reference_unknown")),
        (AnswerLine(2, "A", None, PAID), SENT, ("unreadable", "incomplete")),
        (AnswerLine(2, "A", 30_000, PAID, "day_unfit"), SENT, ("unreadable", "day_unfit")),
        (AnswerLine(2, "A", 30_000, PAID), Known("paid", 30_000, "S1", True), ("repeated", None)),
        (
            AnswerLine(2, "A", 30_000, PAID),
            Known("paid", 30_000, "S2", True),
            ("conflicting", "state_differs"),
        ),
        (
            AnswerLine(2, "A", 30_000, FAILED),
            Known("paid", 30_000, None, True),
            ("conflicting", "state_differs"),
        ),
        (
            AnswerLine(2, "A", 30_000, PAID),
            Known("failed", 30_000, None, False),
            ("conflicting", "state_differs"),
        ),
    ],
)
def test_a_line_is_sorted_by_its_reference_and_its_amount(
    line: AnswerLine, known: Known, told: tuple[str, str | None]
) -> None:
    assert sorts([line], {"A": known}) == [told]


def test_of_two_equal_lines_the_second_is_a_repetition_and_two_different_are_neither() -> None:
    same = [AnswerLine(2, "A", 30_000, PAID), AnswerLine(3, "A", 30_000, PAID)]
    assert [one for one, _ in sorts(same, {"A": SENT})] == ["paid", "repeated"]
    other = [AnswerLine(2, "A", 30_000, PAID), AnswerLine(3, "A", 30_000, FAILED)]
    assert sorts(other, {"A": SENT}) == [("conflicting", "lines_differ")] * 2


def test_the_order_of_lines_decides_nothing() -> None:
    lines = [AnswerLine(n, ref, 30_000, PAID) for n, ref in enumerate("ABCAXB", start=2)]
    lines.append(AnswerLine(9, "C", 1, PAID))
    known = dict.fromkeys("ABC", SENT)
    first = sorted(one for one, _ in sorts(lines, known))
    dice = random.Random(6)  # noqa: S311
    for _ in range(20):
        dice.shuffle(lines)
        assert sorted(one for one, _ in sorts(lines, known)) == first


def test_the_tally_names_every_sort_and_sums_to_all_lines() -> None:
    lines = [AnswerLine(2, "A", 30_000, PAID), AnswerLine(3, "X", 5, FAILED), AnswerLine(4)]
    tally = tally_of(planned(lines, {"A": SENT}))
    assert set(tally) == set(SORTS) == set(codes("answer_sort"))
    assert (tally["paid"], tally["unmatched"]["total_fen"]) == (
        {"count": 1, "total_fen": 30_000},
        5,
    )
    assert sum(one["count"] for one in tally.values()) == len(lines)


def test_a_plan_whose_line_would_come_out_otherwise_is_refused_and_names_it() -> None:
    (same,) = plan_differs([(2, "paid")], [(2, "paid")])
    (other,) = plan_differs([(2, "paid"), (3, "paid")], [(2, "paid"), (3, "repeated")])
    assert same.ok
    assert not other.ok
    assert other.values["lines"] == [{"line": 3, "planned": "paid", "now": "repeated"}]


def test_whatever_order_words_come_in_paid_stays_paid() -> None:
    """Every sequence of the bank's words and a person's findings up to five: nothing but a recorded
    return leads out of paid (reliability.md §1.2)."""
    by_word = [
        ("word", word) for word in (*(Word(one) for one in OUTCOMES), Word("paid", None, "S2"))
    ]
    by_person = [("found", one) for one in FINDINGS]
    tried = 0
    for length in range(1, 6):
        for told in itertools.product((*by_word, *by_person), repeat=length):
            state, serial, was_paid = "sent", None, False
            for kind, said in told:
                if isinstance(said, Word):
                    if heard(state, serial, said, latest=True) == "applied":
                        state, serial = said.outcome, said.bank_serial
                elif kind == "found":
                    follows = consequence(
                        str(said), Doubted(state, state, True, False, Word("paid"))
                    )
                    state = {"pay": "paid", "fail": "failed"}.get(follows or "", state)
                assert state == "paid" or not was_paid, told
                was_paid = state == "paid"
            tried += 1
    assert tried == sum(7**length for length in range(1, 6))
    assert {row.action for row in PAYOUT.rows if row.source == "paid"} == {"return"}


@pytest.mark.parametrize(
    ("finding", "doubted", "follows"),
    [
        ("paid", Doubted("sent", "sent", True), "pay"),
        ("paid", Doubted("unknown", "unknown", True), "pay"),
        ("not_paid", Doubted("unknown", "unknown", True), "fail"),
        ("dismissed", Doubted("unknown", "unknown", True), None),
        ("paid", Doubted("failed", "failed", True, False, Word("paid")), "pay"),
        ("paid", Doubted("failed", "failed", False, False, Word("paid")), "pay"),
        ("paid", Doubted("failed", "pending", True, True, Word("paid")), "pay"),
        ("paid", Doubted("failed", "pending", False, False, Word("paid")), None),
        ("paid", Doubted("failed", "sent", False, False, Word("paid")), "overpaid"),
        ("paid", Doubted("failed", "paid", False, False, Word("paid")), "overpaid"),
        ("paid", Doubted("failed", "cancelled", True, False, Word("paid")), "overpaid"),
        ("not_paid", Doubted("failed", "failed", True, False, Word("paid")), "lift"),
        ("not_paid", Doubted("failed", "failed", True), None),
        ("dismissed", Doubted("failed", "failed", True, False, Word("paid")), None),
        ("paid", Doubted("paid", "paid", True, False, Word("failed")), "stand"),
        ("not_paid", Doubted("paid", "paid", True, False, Word("failed")), None),
        ("dismissed", Doubted("paid", "paid", True, False, Word("failed")), None),
        ("dismissed", Doubted("paid", "paid", True, False, Word("unknown")), "dismiss"),
        ("paid", Doubted("paid", "paid", True, False, Word("paid", None, "S2"), True), "overpaid"),
        ("not_paid", Doubted("paid", "paid", True, False, Word("paid", None, "S2"), True), "lift"),
        ("dismissed", Doubted("pending", "pending", True, False, Word("paid")), "dismiss"),
        ("paid", Doubted("pending", "pending", True, False, Word("paid")), None),
        ("dismissed", None, "dismiss"),
        ("paid", None, None),
    ],
)
def test_what_follows_from_a_finding(
    finding: str, doubted: Doubted | None, follows: str | None
) -> None:
    assert consequence(finding, doubted) == follows


def test_every_doubt_has_an_advice_that_is_a_word() -> None:
    told = {
        advice_of(None),
        advice_of(Doubted("sent", "sent", True)),
        advice_of(Doubted("sent", "sent", True, False, Word("paid")), "amount_differs"),
        advice_of(Doubted("failed", "failed", True, False, Word("paid"))),
        advice_of(Doubted("paid", "paid", True, False, Word("failed"))),
        advice_of(Doubted("paid", "paid", True, False, Word("paid"), True)),
        advice_of(Doubted("sent", "sent", True, False, Word("paid"))),
    }
    assert told == set(codes("queue_advice"))


def test_every_failure_says_who_acts_and_what_next() -> None:
    assert set(FAILURE_ADVICE) == set(codes("failure_code"))
    assert {one.actor for one in FAILURE_ADVICE.values()} == set(codes("failure_actor"))
    assert {code for code, one in FAILURE_ADVICE.items() if one.again} == {"12", "13"}
    assert not [one for one in FAILURE_ADVICE.values() if one.again and one.correct]


def test_the_short_reference_fits_twenty_characters() -> None:
    assert short_reference_of("B2026-00000123", 7) == "2026-00000123-0007"
