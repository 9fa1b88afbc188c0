"""What becomes of a case when somebody was right: an objection to its line, an appeal against its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflows import guards, matter_guards
from workflows.table import Guard, Row

__all__ = ["reopened", "upheld"]

_REVIEWER: Final = frozenset({"reviewer"})
_ABOVE: Final = frozenset({"reviewer", "approver"})
_PERSON: Final[tuple[Guard, ...]] = (guards.separation_of_duties, guards.recusal)


def upheld(state: str, refused: str, back: str) -> Iterator[Row]:
    """异议成立, wherever a case waits that was on a notice: late objections count until the decision. It
    is refused, or goes back for correction and is published again."""
    for action, target in (("uphold", refused), ("uphold_correct", back)):
        yield Row(
            state, action, target, _REVIEWER, _PERSON, opinion_required=True, duty="review",
            door=False,
        )  # fmt: skip


def reopened() -> Iterator[Row]:
    """申诉成立: what was refused, or lapsed by the clock, goes back to its clerk and through its whole path
    once more. Its once-only key is taken again, unless another application has it by now."""
    asked = (*_PERSON, matter_guards.decided_before, guards.duplicate_claim)
    for state in ("rejected", "lapsed"):
        yield Row(
            state, "reopen", "returned", _ABOVE, asked, opinion_required=True, duty="review",
            door=False,
        )  # fmt: skip
