"""What every stage of a path brings beside its decision: who takes it, who votes against, who must sign
too, and where it goes when nobody at its level can act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflows import fund_guards, guards
from workflows import standing_guards as standing
from workflows.returning_rows import Ways
from workflows.table import Guard, Row

__all__ = ["MEETING", "Waiting", "raised", "reassigned", "voting"]

PERSON: tuple[Guard, ...] = (guards.separation_of_duties, guards.recusal)
RAISING = frozenset({"system", "system_admin", "reviewer", "approver"})
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


def voting(at: Waiting, ways: Ways, judged: tuple[Guard, ...], *, last: bool) -> Iterator[Row]:
    """Votes for, against, and of whoever was asked to sign too; the last approval of a path moves money
    with the vote that completes it."""
    deciding = (*judged, *fund_guards.SET_ASIDE) if last else judged
    for beyond, chosen in ways:
        yield Row(
            at.state, "approve", beyond, at.roles, (*deciding, guards.quorum_reached, *chosen),
            money=last, duty=at.duty, level=at.level,
        )  # fmt: skip
    waiting = (*judged, guards.quorum_open)
    yield Row(at.state, "approve", at.state, at.roles, waiting, duty=at.duty, level=at.level)
    yield from _against(at)
    yield from _signing(at, ways, deciding, money=last)


def _against(at: Waiting) -> Iterator[Row]:
    """反对: a vote that may decide against the applicant, and says why."""
    for target, guard in (("rejected", standing.outvoted), (at.state, standing.undecided)):
        yield Row(
            at.state, "oppose", target, at.roles, (*DISAGREED, guard), opinion_required=True,
            duty=at.duty, level=at.level,
        )  # fmt: skip


def _signing(at: Waiting, ways: Ways, deciding: tuple[Guard, ...], *, money: bool) -> Iterator[Row]:
    """加签 and 减签: further signatures, owed before the stage passes. They are no votes of its quorum, and
    who gives them need not be of its level."""
    asking = (*PERSON, standing.owned_by_another, standing.signer_unfit, standing.signer_exists)
    taking_back = (*PERSON, standing.signer_absent)
    for action, judged in (("add_signer", asking), ("remove_signer", taking_back)):
        yield Row(
            at.state, action, at.state, at.roles, judged, opinion_required=action == "add_signer",
            duty=at.duty, level=at.level,
        )  # fmt: skip
    own = {standing.owned_by_another, standing.not_your_turn, *MEETING}
    signed = (*(one for one in deciding if one not in own), standing.unasked)
    for beyond, chosen in ways:
        yield Row(
            at.state, "sign", beyond, at.roles, (*signed, guards.quorum_reached, *chosen),
            money=money, duty=at.duty,
        )  # fmt: skip
    left = tuple(one for one in signed if one not in fund_guards.SET_ASIDE)
    yield Row(at.state, "sign", at.state, at.roles, (*left, guards.quorum_open), duty=at.duty)


def raised(at: Waiting) -> Iterator[Row]:
    """Nobody at its level can act: the stage goes to the next union above that has somebody."""
    rising = (standing.somebody_can, standing.nobody_above)
    yield Row(at.state, "raise", at.state, RAISING, rising)
