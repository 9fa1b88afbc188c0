"""What an edition of the terms (督办时限) must say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from workflows.policy.check import Check, Problem, at, record
from workflows.policy.scalar import UNION, day, one_of, whole
from workflows.supervision import SUPERVISION
from workflows.vocabulary import codes
from workflows.waiting import PAPERS

__all__ = ["TERM", "TERMS_OF_WORK"]

LONGEST_TERM: Final = 250
MOST_TIMES: Final = 20
LONGEST_DELEGATION: Final = 30
"""A delegation is for a leave of absence, not for good."""
COUNTED = {
    "returns_at_most": whole(1, MOST_TIMES),
    "reminders_at_most": whole(1, MOST_TIMES),
    "escalate_after": whole(1, LONGEST_TERM),
    "delegation_days": whole(1, LONGEST_DELEGATION),
}
TERMED: Final = tuple(kind for kind in codes("term_kind") if kind != PAPERS)
"""Kinds of work whose term is set here; that of papers stands with the emergency it makes up for."""
_LENGTHS = {"working_days": whole(1, LONGEST_TERM), "days": whole(1, LONGEST_TERM)}


def _term(value: Any, pointer: str) -> Iterator[Problem]:
    """Working days or days, not both."""
    if not isinstance(value, dict) or len(value) != 1 or not set(value) <= set(_LENGTHS):
        zh = '须写作 {"working_days": 5} 或 {"days": 15}'
        en = 'Write {"working_days": 5} or {"days": 15}'
        yield Problem(pointer, "term", zh, en)
        return
    for name, length in value.items():
        yield from _LENGTHS[name](length, at(pointer, name))


TERM: Final[Check] = _term
"""So many working days, or so many days."""

TERMS_OF_WORK: Check = record(
    {
        "programme": one_of((SUPERVISION,)),
        "union": UNION,
        "in_force_from": day,
        "within": record({}, dict.fromkeys(TERMED, _term)),
    },
    COUNTED,
)
