"""What a flat table must be: rows that answer each of the keys the table is asked by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflows.policy.check import Check, Problem, at, listed, record
from workflows.policy.scalar import flag, one_of, whole
from workflows.programme import MAX_FEN, Programme, Question

__all__ = ["rows_of"]

MOST_ROWS = 200
MOST_KEYS = 5


def rows_of(programme: Programme) -> tuple[Check, Check, Check]:
    """The checks of `by`, of the bare table, and of its rows once both are sound."""
    keys = listed(one_of(tuple(programme.table_keys)), 0, MOST_KEYS, distinct=True)
    return keys, listed(_any_object, 1, MOST_ROWS), _rows(programme)


def _any_object(value: Any, pointer: str) -> Iterator[Problem]:
    yield from () if isinstance(value, dict) else record({})(value, pointer)


def _rows(programme: Programme) -> Check:
    """Each row answers every key of `by`; a key left out would fit by accident."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        cells = {key: _cell(programme.table_keys[key]) for key in value["by"]}
        row = record({**cells, "amount_fen": whole(0, MAX_FEN)})
        yield from listed(row, 1, MOST_ROWS)(value["table"], at(pointer, "table"))

    return check


def _cell(question: Question) -> Check:
    """One value the question can have, or a list of them."""
    value_of: Mapping[str, Check] = {
        "code": one_of(question.choices),
        "flag": flag,
        "integer": whole(question.minimum or 0, question.maximum or MAX_FEN),
        "year": whole(question.minimum or 0, question.maximum or MAX_FEN),
    }
    one = value_of[question.kind]
    several = listed(one, 1, MOST_ROWS, distinct=True)

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        yield from (several if isinstance(value, list) else one)(value, pointer)

    return check
