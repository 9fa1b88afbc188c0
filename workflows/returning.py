"""退回补正: to whom a case may be sent back, and where it goes on once it has been corrected.

A case that comes straight back skips what was done and still says the same: reviews, and a notice
that has passed. It never goes past an approval, because the votes of the round before are void.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workflows.stage import APPROVAL, REVIEW, Stage

__all__ = [
    "FROM_THE_CLERK",
    "STRAIGHT_BACK",
    "THROUGH_AGAIN",
    "may_go_back_to",
    "onward",
    "ways_on",
]

THROUGH_AGAIN: Final = "through_again"
STRAIGHT_BACK: Final = "straight_back"
FROM_THE_CLERK: Final = -1
"""The place in front of every stage: where a case stands that is with its clerk."""


def _next_approval(path: Sequence[Stage], after: int) -> int:
    """The first approval behind ``after``; where none is left, the very next place."""
    ahead = (p for p in range(after + 1, len(path)) if path[p].kind == APPROVAL)
    return next(ahead, after + 1)


def may_go_back_to(path: Sequence[Stage], position: int) -> tuple[int, ...]:
    """The stages in front of ``position`` to which a case may be sent back: every review, and the
    first approval. To a later approval it cannot go, because the votes in front of it are void."""
    first = _next_approval(path, FROM_THE_CLERK)
    return tuple(p for p in range(position) if path[p].kind == REVIEW or p == first)


def ways_on(path: Sequence[Stage], after: int) -> tuple[int, ...]:
    """Every place to which a case can go from ``after``: the next stage, or straight on up to the
    next approval."""
    return tuple(range(after + 1, _next_approval(path, after) + 1))


def onward(after: int, furthest: int, back_to: int | None) -> int:
    """Where it goes from ``after``: to the next place, or straight to ``back_to``, the stage that
    sent it back, and no further than ``furthest``."""
    return after + 1 if back_to is None else max(after + 1, min(back_to, furthest))
