"""The rows by which an application is sent back, comes back, and by which a deed is taken back.

`workflows.path` says in which state each place of the path waits; here it is said who leads where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from workflows import guards
from workflows.returning import FROM_THE_CLERK, may_go_back_to, ways_on
from workflows.returning_guards import (
    acted_since,
    award_set_aside,
    correction_running,
    done_at,
    goes_on,
    returned_too_often,
    sent_to,
)
from workflows.stage import APPROVAL, NOTICE, REVIEW, Stage
from workflows.standing_guards import owned_by_another
from workflows.table import Guard, Row

__all__ = ["Ways", "lapsing", "refused", "resubmitted", "sent_back", "taken_back", "ways_from"]

_PERSON: Final[tuple[Guard, ...]] = (guards.separation_of_duties, guards.recusal)
_OWN: Final[tuple[Guard, ...]] = (*_PERSON, owned_by_another)
_DECIDERS: Final = {
    REVIEW: (frozenset({"reviewer"}), "review"),
    NOTICE: (frozenset({"reviewer"}), "review"),
    APPROVAL: (frozenset({"approver"}), "approve"),
}
"""Who decides where a stage of this kind waits, and as which duty."""
Ways = tuple[tuple[str, tuple[Guard, ...]], ...]
"""States that may follow a deed, the ordinary one first, each with the guards that choose it."""
WaitingAt = Callable[[Sequence[Stage], int], str]


def ways_from(path: tuple[Stage, ...], after: int, waiting_at: WaitingAt) -> Ways:
    """Where a case can go from a place in its path. Where there is but one way, nothing chooses."""
    places = ways_on(path, after)
    chosen = [(goes_on(after, there, places[-1]),) if len(places) > 1 else () for there in places]
    return tuple((waiting_at(path, p), by) for p, by in zip(places, chosen, strict=True))


def resubmitted(
    path: tuple[Stage, ...], entering: tuple[Guard, ...], waiting_at: WaitingAt
) -> Iterator[Row]:
    """From its clerk: to the first stage, or straight back as far as no approval is passed."""
    for there, chosen in ways_from(path, FROM_THE_CLERK, waiting_at):
        yield Row(
            "returned", "resubmit", there, frozenset({"clerk"}), (*entering, *chosen), duty="intake"
        )  # fmt: skip


def lapsing() -> Row:
    """What was not corrected in time: the service itself ends it, and frees its claim."""
    return Row(
        "returned", "lapse", "lapsed", frozenset({"system"}), (correction_running,), door=False
    )


def sent_back(path: tuple[Stage, ...], position: int, waiting_at: WaitingAt) -> Iterator[Row]:
    """From the stage at ``position`` to the clerk, or to a stage the case has passed."""
    here, stage = waiting_at(path, position), path[position]
    roles, duty = _DECIDERS[stage.kind]
    targets = {p: waiting_at(path, p) for p in may_go_back_to(path, position)}
    for place, target in ({None: "returned"} | targets).items():
        asked = (*_OWN, returned_too_often, sent_to(place))
        yield Row(
            here, "return", target, roles, asked, opinion_required=True, duty=duty,
            level=stage.done_at,
        )  # fmt: skip


def refused(path: tuple[Stage, ...], position: int, waiting_at: WaitingAt) -> Row:
    """不予救助: who may send a case back may refuse it."""
    stage = path[position]
    roles, duty = _DECIDERS[stage.kind]
    return Row(
        waiting_at(path, position), "reject", "rejected", roles, _OWN, opinion_required=True,
        duty=duty, level=stage.done_at,
    )  # fmt: skip


def taken_back(
    path: tuple[Stage, ...], position: int, last: int, waiting_at: WaitingAt
) -> Iterator[Row]:
    """拿回: what was done at ``position`` waits there again, as long as it is the last deed; a vote
    also where its stage has not enough of them yet. ``last`` is the approval that sets money aside."""
    stage = path[position]
    if stage.kind == NOTICE:
        return
    roles, duty = _DECIDERS[stage.kind]
    here = waiting_at(path, position)
    reached = [state for state, _ in ways_from(path, position, waiting_at)]
    asked = (*_PERSON, acted_since, done_at(position))
    for state in ([here] if stage.kind == APPROVAL else []) + reached:
        kept = (award_set_aside,) if position == last and state != here else ()
        yield Row(
            state, "take_back", here, roles, (*asked, *kept), opinion_required=True, duty=duty,
            level=stage.done_at,
        )  # fmt: skip
