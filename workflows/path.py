"""From a pinned path of stages to the table of an application.

Reviews come first; notice and approval follow in either order. The states callers know are
``submitted`` until the reviews are done, ``reviewed`` until the next notice opens, ``on_notice``,
``notice_passed`` while only approvals remain, ``approved`` when the whole path is done (wire.md).
Inside, a state carries its position in the path, so that the table is finite and can be walked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from workflows import campaign_guards, edition_guards, guards
from workflows.paying import after_approval
from workflows.remedies import reopened, upheld
from workflows.returning_rows import (
    Ways,
    lapsing,
    refused,
    resubmitted,
    sent_back,
    taken_back,
    ways_from,
)
from workflows.stage import Stage
from workflows.standing_guards import not_your_turn, owned_by_another
from workflows.standing_rows import MEETING, Waiting, raised, reassigned, voting
from workflows.table import Guard, Row, Table, plain
from workflows.transfer_rows import moved

__all__ = ["DONE", "EVIDENCED", "OPENED", "inner", "levels_of", "plain", "position_of", "table_of"]
__all__ += ["REPLACED", "waiting_at"]

CLERK = frozenset({"clerk"})
REVIEWER = frozenset({"reviewer"})
APPROVER = frozenset({"approver"})
SYSTEM = frozenset({"system"})

PERSON: tuple[Guard, ...] = (guards.separation_of_duties, guards.recusal)
SUBMITTED: tuple[Guard, ...] = (
    *PERSON,
    guards.file_not_active,
    guards.file_overdue,
    guards.beneficiary_left,
    guards.not_eligible,
    guards.evidence_missing,
    guards.award_zero,
    guards.cap_exceeded,
    edition_guards.programme_limit,
    guards.duplicate_claim,
    guards.level_missing,
    campaign_guards.above_standard,
    campaign_guards.line_differs,
)
ENTERED: tuple[Guard, ...] = (*SUBMITTED, edition_guards.window_closed)
"""The first time within a window; what was sent back then may be corrected after it."""
OPENED = Row(
    "draft",
    "open",
    "draft",
    CLERK,
    tuple(guard for guard in SUBMITTED if guard is not guards.evidence_missing),
    duty="intake",
    door=False,
)
"""What opening and amending must satisfy; it leads nowhere, so it stands in no table."""
REPLACED = replace(OPENED, guards=(*OPENED.guards, edition_guards.window_closed))
"""Another person, or another claim, in place of what was returned: a place in the window is nobody's to
keep for something else."""
EVIDENCED = Row("draft", "evidence", "draft", CLERK, PERSON, duty="intake", door=False)
OWN: tuple[Guard, ...] = (*PERSON, owned_by_another)
VOTED: tuple[Guard, ...] = (
    *OWN,
    not_your_turn,
    guards.already_voted,
    guards.content_changed,
    guards.file_not_active,
    guards.file_overdue,
    guards.beneficiary_left,
    guards.not_eligible,
    guards.cap_exceeded,
    edition_guards.programme_limit,
    guards.level_missing,
    guards.objection_open,
    *MEETING,
    campaign_guards.campaign_unmerged,
    campaign_guards.drew_up,
)
_ENDS = ("rejected", "returned")
DONE = frozenset({"paid", "closed", "rejected", "withdrawn", "lapsed"})


def inner(state: str, position: int, path: Sequence[Stage]) -> str:
    """The state as the table knows it: those within the path carry their position."""
    return f"{state}.{position}" if state in _WITHIN and path else state


_WITHIN = frozenset({"submitted", "reviewed", "on_notice", "notice_passed"})


def position_of(state: str) -> int | None:
    """The position a state of the table carries, if any."""
    _, _, position = state.partition(".")
    return int(position) if position else None


def waiting_at(path: Sequence[Stage], position: int) -> str:
    """The state in which the stage at ``position`` waits; past the last one it is approved. What was
    never shown to anybody has passed no notice (`emergency`)."""
    kinds = [stage.kind for stage in path[position:]]
    if not kinds:
        return "approved"
    if "review" in kinds:
        return f"submitted.{position}"
    shown = any(stage.kind == "notice" for stage in path[:position])
    ahead = "notice" in kinds or not shown
    return f"reviewed.{position}" if ahead else f"notice_passed.{position}"


def levels_of(path: Sequence[Stage]) -> tuple[str, ...]:
    """The levels a path needs, in order, each once."""
    return tuple(dict.fromkeys(stage.level for stage in path if stage.level))


@cache
def table_of(path: tuple[Stage, ...]) -> Table:
    """The application's table for one path, composed of what each stage brings."""
    return Table(
        name="application",
        initial="draft",
        final=frozenset({"closed", "withdrawn"}),
        rows=(
            *_before(path),
            *_within(path),
            *moved(path, _last_approval(path), waiting_at),
            *after_approval(_level_of_last(path)),
            *reopened(),
        ),
    )


def _before(path: tuple[Stage, ...]) -> Iterator[Row]:
    first = waiting_at(path, 0)
    yield Row("draft", "submit", first, CLERK, ENTERED, duty="intake")
    yield from resubmitted(path, SUBMITTED, waiting_at)
    yield lapsing()
    for state in ("draft", "returned"):
        yield Row(state, "withdraw", "withdrawn", CLERK, PERSON, duty="intake")


def _within(path: tuple[Stage, ...]) -> Iterator[Row]:
    last_approval = _last_approval(path)
    for position, stage in enumerate(path):
        here, ways = waiting_at(path, position), ways_from(path, position, waiting_at)
        yield from _STAGES[stage.kind](stage, here, ways, position == last_approval)
        yield from sent_back(path, position, waiting_at)
        yield refused(path, position, waiting_at)
        yield from taken_back(path, position, last_approval, waiting_at)
        yield Row(here, "withdraw", "withdrawn", CLERK, PERSON, duty="intake")


def _last_approval(path: tuple[Stage, ...]) -> int:
    return max((i for i, stage in enumerate(path) if stage.kind == "approval"), default=-1)


def _level_of_last(path: tuple[Stage, ...]) -> str | None:
    last = _last_approval(path)
    return path[last].done_at if last >= 0 else None


def _review(stage: Stage, here: str, ways: Ways, _last: bool) -> Iterator[Row]:
    at = Waiting(here, REVIEWER, "review", stage.done_at)
    for beyond, chosen in ways:
        yield Row(here, "review", beyond, REVIEWER, (*OWN, *chosen), duty="review", level=at.level)
    yield from (*reassigned(at), *raised(at))


def _notice(_stage: Stage, here: str, ways: Ways, _last: bool) -> Iterator[Row]:
    beyond, _ = ways[0]
    shown = f"on_notice.{position_of(here)}"
    passing = (guards.notice_running, guards.objection_open)
    yield Row(here, "open_notice", shown, REVIEWER, (guards.recusal,), door=False)
    yield Row(shown, "pass_notice", beyond, REVIEWER | SYSTEM, passing, door=False)
    yield from (*upheld(shown, *_ENDS), *upheld(here, *_ENDS))
    yield Row(shown, "withdraw", "withdrawn", CLERK, PERSON, duty="intake")


def _approval(stage: Stage, here: str, ways: Ways, last: bool) -> Iterator[Row]:
    at = Waiting(here, APPROVER, "approve", stage.done_at)
    yield from voting(at, ways, VOTED, last=last)
    yield from (*reassigned(at), *raised(at))
    yield from upheld(here, *_ENDS)


_STAGES = {"review": _review, "notice": _notice, "approval": _approval}
