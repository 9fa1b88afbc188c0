"""Whatever is done in whatever order, the books agree; one fen on one side, and they say which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows import ledger
from workflows.invariants import Books, Cases, Invariant, Posted, broken, invariants
from workflows.ledger import ACCOUNTS, LATE, Movement
from workflows.undistributed import unused_of
from workflows.vocabulary import codes

PROGRAMMES = ("warmth", "medical")
STEPS = (
    "allocate", "approve", "pay", "cancel", "return", "reissue", "give_up", "hand_over", "pass_down",
    "late",
)  # fmt: skip


@dataclass
class Play:
    """A fund and its cases, moved by what happens to cases; nobody here adds anything up."""

    balances: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ACCOUNTS, 0))
    posted: Counter[tuple[str | None, str, str]] = field(default_factory=Counter)
    cases: list[tuple[str, str, int]] = field(default_factory=list)
    late: Counter[str] = field(default_factory=Counter)
    off: str | None = None

    def move(self, kind: str, fen: int, programme: str | None = None) -> None:
        movement = Movement(kind, fen)
        self.balances = movement.applied_to(self.balances)
        for place, posting in enumerate(movement.postings):
            wrong = 1 if self.off == kind and place == 1 else 0
            self.posted[(programme, posting.account, kind)] += posting.amount_fen + wrong

    def turn(self, before: str, after: str, kind: str | None) -> None:
        """The first case in a state goes to another, with its money."""
        for place, (state, programme, fen) in enumerate(self.cases):
            if state == before:
                if kind is not None:
                    self.move(kind, fen, programme)
                self.cases[place] = (after, programme, fen)
                return

    def step(self, name: str, fen: int, programme: str) -> None:
        free = self.balances["available"]
        if name == "allocate":
            self.move("allocate", fen)
        elif name == "approve" and free >= fen:
            self.move("commit", fen, programme)
            self.cases.append(("standing", programme, fen))
        elif name == "pass_down" and free >= fen:
            self.move("pass_down", fen)
        elif name == "reissue":
            fen = next((fen for state, _, fen in self.cases if state == "back"), free + 1)
            if free >= fen:
                self.turn("back", "standing", "commit")
        elif name == "late":
            self.come_back_late()
        elif name in ONE_TURN:
            self.turn(*ONE_TURN[name])

    def come_back_late(self) -> None:
        """The fund is closed: the payout is another fund's from now on, and nothing moves in this one."""
        for place, (state, programme, fen) in enumerate(self.cases):
            if state == "paid":
                self.late[programme] += fen
                del self.cases[place]
                return

    @property
    def books(self) -> Books:
        def told(programme: str) -> Cases:
            def fen(*states: str) -> int:
                return sum(f for s, p, f in self.cases if p == programme and s in states)

            return Cases(fen("standing", "back"), fen("back"), fen("paid"), fen("goods"))

        return Books(
            "fund-1", self.balances, tuple(Posted(*key, fen) for key, fen in self.posted.items()),
            {one: told(one) for one in PROGRAMMES}, self.late,
        )  # fmt: skip


ONE_TURN = {
    "pay": ("standing", "paid", "disburse"),
    "cancel": ("standing", "over", "release"),
    "return": ("paid", "back", "return"),
    "give_up": ("back", "over", None),
    "hand_over": ("standing", "goods", "disburse"),
}
PLAYED = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(1, 9), st.sampled_from(PROGRAMMES)), max_size=40
)


@given(PLAYED)
@settings(max_examples=150, deadline=None)
def test_any_sequence_of_movements_keeps_every_invariant(
    steps: list[tuple[str, int, str]],
) -> None:
    play = Play()
    for name, fen, programme in steps:
        play.step(name, fen, programme)
        assert broken(play.books) == ()


WHOLE = (
    ("allocate", 9, "warmth"), ("approve", 3, "warmth"), ("pay", 1, "warmth"),
    ("return", 1, "warmth"), ("approve", 2, "medical"), ("cancel", 1, "medical"),
    ("pass_down", 1, "warmth"),
)  # fmt: skip


@pytest.mark.parametrize(
    "kind", ["allocate", "commit", "disburse", "return", "release", "pass_down"]
)
def test_a_leg_that_is_off_by_one_fen_is_found(kind: str) -> None:
    play = Play(off=kind)
    for step in WHOLE:
        play.step(*step)
    assert {one.name for one in broken(play.books)} >= {"postings_balance", "balance_of_postings"}


def played() -> Books:
    play = Play()
    for step in (*WHOLE, ("approve", 1, "warmth")):
        play.step(*step)
    assert broken(play.books) == ()
    return play.books


def off(books: Books) -> Iterator[tuple[Books, str, set[str]]]:
    """One figure changed by hand, and which equations notice."""
    cases = books.cases["warmth"]

    def case(**told: int) -> Books:
        return replace(books, cases={**books.cases, "warmth": replace(cases, **told)})

    def balance(account: str, fen: int) -> Books:
        return replace(books, balances={**books.balances, account: fen})

    own = {"approved_accounted", "committed_cases"}
    yield case(standing_fen=cases.standing_fen + 1), "an award more", own
    yield case(paid_fen=1), "a payout more", {"approved_accounted", "disbursed_cases"}
    yield balance("available", books.balances["available"] + 1), "a balance", {
        "balance_of_postings", "allocated_accounted",
    }  # fmt: skip
    yield balance("committed", -1), "below zero", {
        "balance_of_postings", "allocated_accounted", "none_below_zero",
    }  # fmt: skip
    yield replace(books, doubled=1), "two live payouts", {"one_live_payout"}


@pytest.mark.parametrize("told", list(off(played())), ids=lambda told: told[1])
def test_what_is_changed_by_hand_is_named(told: tuple[Books, str, set[str]]) -> None:
    books, _, names = told
    assert {one.name for one in broken(books)} == names


def test_every_invariant_is_a_word_of_the_house() -> None:
    assert {one.name for one in invariants(played())} == set(codes("ledger_invariant"))
    assert set(ledger.KINDS) <= {*codes("movement")}
    assert set(ACCOUNTS) == set(codes("ledger_account"))
    assert set(LATE.values()) <= set(ledger.KINDS)


def test_an_invariant_shows_both_its_sides() -> None:
    one = Invariant("committed_cases", 5, 4, "warmth")
    assert one.values == {
        "invariant": "committed_cases", "left": 5, "right": 4, "programme": "warmth",
    }  # fmt: skip


def test_of_what_was_passed_down_the_oldest_is_used_first() -> None:
    received = [("old", 10), ("new", 5)]
    assert unused_of(received, 15) == {"old": 10, "new": 5}
    assert unused_of(received, 6) == {"old": 1, "new": 5}
    assert unused_of(received, 3) == {"old": 0, "new": 3}
    assert unused_of(received, 0) == {"old": 0, "new": 0}
