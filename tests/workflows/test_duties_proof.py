"""The proof of separate hands: what it finds, and what it says it cannot show."""

from __future__ import annotations

from workflows.duties_proof import EXPECTED, Done, Pair, Unshown, pairs_of, unshown_of

ALL = [
    Done(n, duty, frozenset({f"p{n}"})) for n, duty in enumerate((*EXPECTED, "release"), start=1)
]


def test_every_two_duties_are_compared() -> None:
    pairs = pairs_of(ALL)
    assert len(pairs) == 10
    assert all(pair.different for pair in pairs)
    assert unshown_of(ALL, left=True) == []


def test_one_person_in_two_duties_is_found_also_as_a_delegate() -> None:
    twice = [*ALL, Done(9, "release", frozenset({"p9", "p1"}))]
    assert [pair for pair in pairs_of(twice) if not pair.different] == [
        Pair(("intake", "release"), (("p1",), ("p1", "p5", "p9")), different=False)
    ]


def test_the_same_duty_twice_is_no_second_duty() -> None:
    assert all(pair.different for pair in pairs_of([*ALL, Done(9, "make", frozenset({"p4"}))]))


def test_what_is_not_there_is_said() -> None:
    assert unshown_of(ALL[1:4], left=True) == [
        Unshown("no_entry", "intake"), Unshown("no_entry", "release"),
    ]  # fmt: skip
    assert unshown_of(ALL[:4], left=False) == []
    nobody, altered = (
        Done(7, "visit", frozenset()),
        Done(8, "visit", frozenset({"p8"}), intact=False),
    )
    assert unshown_of([*ALL, nobody, altered], left=True) == [
        Unshown("no_person", "visit", 7), Unshown("altered", "visit", 8),
    ]  # fmt: skip
