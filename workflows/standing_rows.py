"""What every stage of a path brings beside its decision: who takes it, who votes against, who must sign
too, and where it goes when nobody at its level can act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflows import guards
from workflows import standing_guards as standing
from workflows.table import Guard, Row

__all__ = ["MEETING", "Waiting", "against", "reassigned"]

PERSON: tuple[Guard, ...] = (guards.separation_of_duties, guards.recusal)
MEETING: tuple[Guard, ...] = (standing.meeting_missing, standing.present_unfit)
DISAGREED: tuple[Guard, ...] = (
    *PERSON,
    standing.owned_by_another,
    standing.not_your_turn,
    guards.already_voted,
    guards.content_changed,
    *MEETING,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stage that waits: in which state, for whom, by which duty and at which level."""

    state: str
    roles: frozenset[str]
    duty: str
    level: str | None


def reassigned(at: Waiting) -> Iterator[Row]:
    """转办: another takes the stage; the duty is held by who gave it away, too."""
    taking = (*PERSON, standing.owned_by_another, standing.taker_unfit)
    yield Row(at.state, "reassign", at.state, at.roles, taking, duty=at.duty, level=at.level)


def against(at: Waiting) -> Iterator[Row]:
    """反对: a vote that may decide against the applicant, and says why."""
    for target, guard in (("rejected", standing.outvoted), (at.state, standing.undecided)):
        yield Row(
            at.state, "oppose", target, at.roles, (*DISAGREED, guard), opinion_required=True,
            duty=at.duty, level=at.level,
        )  # fmt: skip
