"""The guards of what is sent back or taken back, each in both outcomes; those that choose a row are
made for every place a row of the tables leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from tests.workflows.tables import LONGEST, TODAY, YESTERDAY, rows
from workflows.facts import ReturnFacts, TakingFacts
from workflows.returning import onward
from workflows.returning_guards import (
    acted_since,
    award_set_aside,
    correction_running,
    done_at,
    goes_on,
    returned_too_often,
    sent_to,
)
from workflows.table import Guard

__all__ = ["HOLDS_OF_RETURNS", "REFUSES_OF_RETURNS"]

_ANN = frozenset({"person-ann"})
_MINE = TakingFacts(position=0, hand=_ANN, set_aside=False)
_NOBODYS = replace(_MINE, position=None)
_SENT = ReturnFacts(last_day=YESTERDAY)
Case = tuple[Mapping[str, Any], str, Mapping[str, Any]]
Cases = tuple[Case, ...]

_USED = {guard for _, _, row in rows() for guard in row.guards}
_PLACES = range(-1, LONGEST + 1)
_GOING = {
    goes_on(after, there, furthest): (after, there, furthest)
    for after, there, furthest in product(_PLACES, repeat=3)
    if goes_on(after, there, furthest) in _USED
}
_SENDING = {sent_to(p): p for p in (None, *_PLACES) if sent_to(p) in _USED}
_DOING = {done_at(p): p for p in _PLACES if done_at(p) in _USED}


def _meant(holds: Callable[[int | None], bool]) -> Iterator[tuple[int | None, bool]]:
    """Every stage a case may come back to, and whether a guard holds then."""
    yield from ((back_to, holds(back_to)) for back_to in (None, *range(LONGEST)))


def _going_on(after: int, there: int, furthest: int) -> tuple[list[ReturnFacts], list[ReturnFacts]]:
    """Facts with which the case goes on there, and those with which it does not."""
    told: dict[bool, list[ReturnFacts]] = {True: [], False: []}
    for back_to, ok in _meant(lambda back_to: onward(after, furthest, back_to) == there):
        told[ok].append(replace(_SENT, back_to=back_to))
    return told[True], told[False]


def _refusing() -> Iterator[tuple[Guard, Cases]]:
    for guard, place in _SENDING.items():
        wrong = replace(_SENT, to=None if place is not None else 0)
        yield guard, (({"sent_back": wrong}, "stage_unfit", {"to": wrong.to}),)
    for guard, ways in _GOING.items():
        others = _going_on(*ways)[1]
        yield guard, tuple(_case("goes_on_there", back_to=one.back_to) for one in others)
    for guard, at in _DOING.items():
        elsewhere = (replace(_MINE, position=at + 1), _NOBODYS)
        yield guard, tuple(({"taking": one}, "done_there", {}) for one in elsewhere)


def _case(code: str, *, back_to: int | None) -> Case:
    return {"sent_back": replace(_SENT, back_to=back_to)}, code, {"back_to": back_to}


REFUSES_OF_RETURNS: dict[Guard, Cases] = {
    returned_too_often: (
        ({"sent_back": replace(_SENT, returns=2, at_most=2)}, "returned_too_often",
         {"returns": 2, "at_most": 2}),
        ({"sent_back": replace(_SENT, returns=3, at_most=2)}, "returned_too_often",
         {"returns": 3, "at_most": 2}),
    ),
    correction_running: (
        ({"sent_back": replace(_SENT, last_day=TODAY)}, "correction_running",
         {"due_on": TODAY.isoformat(), "today": TODAY.isoformat()}),
        ({"sent_back": ReturnFacts()}, "correction_running",
         {"due_on": None, "today": TODAY.isoformat()}),
    ),
    acted_since: (
        ({"taking": replace(_MINE, hand=frozenset({"person-bob"}))}, "acted_since", {}),
        ({"taking": replace(_MINE, hand=frozenset())}, "acted_since", {}),
        ({"taking": _NOBODYS}, "acted_since", {}),
    ),
    award_set_aside: (({"taking": replace(_MINE, set_aside=True)}, "award_set_aside", {}),),
    **dict(_refusing()),
}  # fmt: skip
HOLDS_OF_RETURNS: dict[Guard, tuple[Mapping[str, Any], ...]] = {
    returned_too_often: (
        {"sent_back": replace(_SENT, returns=1, at_most=2)},
        {"sent_back": replace(_SENT, returns=99, at_most=None)},
    ),
    acted_since: ({"taking": _MINE},),
    award_set_aside: ({"taking": _MINE},),
    **{guard: ({"sent_back": replace(_SENT, to=place)},) for guard, place in _SENDING.items()},
    **{
        guard: tuple({"sent_back": one} for one in _going_on(*ways)[0])
        for guard, ways in _GOING.items()
    },
    **{guard: ({"taking": replace(_MINE, position=place)},) for guard, place in _DOING.items()},
}
