"""A letter says what was decided, and nothing else: chosen by what the log's entry did."""

from __future__ import annotations

from datetime import date

import pytest

from tests.workflows.tables import FILE_PATHS
from workflows.hardship_file import WHOLE_PROCEDURE, file_table
from workflows.letter import LETTERS, Letter, letter_of
from workflows.table import plain

DECIDED = frozenset({"return", "reject", "uphold", "uphold_correct", "exit", "cancel"})
MOVES = sorted(
    {
        (row.action, plain(row.source), plain(row.target))
        for table in (WHOLE_PROCEDURE, *map(file_table, FILE_PATHS.values()))
        for row in table.rows
    }
)


def text(kind: str, language: str = "zh-CN") -> str:
    letter = Letter(kind, "F1", date(2026, 3, 2), "信丰县总工会", "情况不实", (), "e-1", "年度复核")
    return "\n".join(letter.sentences(language))


def test_every_decision_against_a_household_is_told_and_nothing_else_is() -> None:
    told = {move for move in MOVES if letter_of(*move)}
    assert told == {move for move in MOVES if move[0] in DECIDED}
    assert {letter_of(*move) for move in told} == LETTERS.keys()


@pytest.mark.parametrize("move", [move for move in MOVES if move[0] in DECIDED], ids=str)
def test_a_letter_tells_of_where_the_file_went(move: tuple[str, str, str]) -> None:
    """Words that a household would act upon stand only where they are true."""
    _, before, after = move
    kind = letter_of(*move)
    assert kind is not None
    said = text(kind)
    assert ("不予建档。" in said) is (after == "rejected")
    ending = before in ("exiting", "cancelling")
    assert ("补正" in said) is (after in ("returned", "reverifying") and not ending)
    assert ("建档申请" in said) is (after in ("returned", "rejected"))
    assert ("年度复核" in said) is (after == "reverifying")
    assert ("档案继续有效" in said) is (after == "active")
    assert ("审定脱困" in said) is (after == "exited")
    assert ("审定注销" in said) is (after == "cancelled")


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_is_whole_in_both_languages(kind: str) -> None:
    for language in ("zh-CN", "en"):
        said = text(kind, language)
        assert "{" not in said
        assert all(word in said for word in ("F1", "2026-03-02", "信丰县总工会", "情况不实", "e-1"))


def test_what_was_never_decided_has_no_letter() -> None:
    assert letter_of("return", "active", "active") is None
    assert letter_of("submit", "draft", "submitted") is None
    assert letter_of("cancel", None, None) is None
