"""What becomes of a case when somebody was right: an objection to its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflows import guards
from workflows.table import Guard, Row

__all__ = ["upheld"]

_REVIEWER: Final = frozenset({"reviewer"})
_PERSON: Final[tuple[Guard, ...]] = (guards.separation_of_duties, guards.recusal)


def upheld(state: str, refused: str, back: str) -> Iterator[Row]:
    """异议成立, wherever a case waits that was on a notice: late objections count until the decision. It
    is refused, or goes back for correction and is published again."""
    for action, target in (("uphold", refused), ("uphold_correct", back)):
        yield Row(
            state, action, target, _REVIEWER, _PERSON, opinion_required=True, duty="review",
            door=False,
        )  # fmt: skip
