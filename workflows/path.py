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
from workflows.stage import Stage
from workflows.table import Guard, Row, Table, plain
from workflows.transfer_guards import vote_unfinished

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
MOVED: tuple[Guard, ...] = (*PERSON, guards.level_missing, vote_unfinished)
VOTED: tuple[Guard, ...] = (
    *PERSON,
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
    campaign_guards.campaign_unmerged,
)
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
    """The state in which the stage at ``position`` waits; past the last one it is approved."""
    kinds = [stage.kind for stage in path[position:]]
    if not kinds:
        return "approved"
    if "review" in kinds:
        return f"submitted.{position}"
    return f"reviewed.{position}" if "notice" in kinds else f"notice_passed.{position}"


def levels_of(path: Sequence[Stage]) -> tuple[str, ...]:
    """The levels a path needs, in order, each once."""
    return tuple(dict.fromkeys(stage.level for stage in path if stage.level))


@cache
def table_of(path: tuple[Stage, ...]) -> Table:
    """The application's table for one path, composed of what each stage brings."""
    return Table(
        name="application",
        initial="draft",
        final=frozenset({"closed", "rejected", "withdrawn", "lapsed"}),
        rows=(*_before(path), *_within(path), *_moves(path), *after_approval(_level_of_last(path))),
    )


def _before(path: tuple[Stage, ...]) -> Iterator[Row]:
    first = waiting_at(path, 0)
    yield Row("draft", "submit", first, CLERK, ENTERED, duty="intake")
    yield Row("returned", "resubmit", first, CLERK, SUBMITTED, duty="intake")
    for state in ("draft", "returned"):
        yield Row(state, "withdraw", "withdrawn", CLERK, PERSON, duty="intake")


def _within(path: tuple[Stage, ...]) -> Iterator[Row]:
    last_approval = _last_approval(path)
    for position, stage in enumerate(path):
        here, beyond = waiting_at(path, position), waiting_at(path, position + 1)
        yield from _STAGES[stage.kind](stage, here, beyond, position == last_approval)
        yield Row(here, "withdraw", "withdrawn", CLERK, PERSON, duty="intake")


def _last_approval(path: tuple[Stage, ...]) -> int:
    return max((i for i, stage in enumerate(path) if stage.kind == "approval"), default=-1)


def _level_of_last(path: tuple[Stage, ...]) -> str | None:
    last = _last_approval(path)
    return path[last].level if last >= 0 else None


def _moves(path: tuple[Stage, ...]) -> Iterator[Row]:
    """With its file to another union, until the last approval sets money aside (ADR 0018)."""
    for state in ("draft", "returned"):
        yield Row(state, "transfer", state, CLERK, PERSON, duty="intake", door=False)
    for position, stage in enumerate(path[: _last_approval(path) + 1]):
        shown = (f"on_notice.{position}",) if stage.kind == "notice" else ()
        for state in (waiting_at(path, position), *shown):
            yield Row(state, "transfer", state, CLERK, MOVED, duty="intake", door=False)


def _review(stage: Stage, here: str, beyond: str, _last: bool) -> Iterator[Row]:
    yield Row(here, "review", beyond, REVIEWER, PERSON, duty="review", level=stage.level)
    yield from _refusals(here, REVIEWER, "review", stage.level)


def _notice(_stage: Stage, here: str, beyond: str, _last: bool) -> Iterator[Row]:
    shown = f"on_notice.{position_of(here)}"
    passing = (guards.notice_running, guards.objection_open)
    yield Row(here, "open_notice", shown, REVIEWER, (guards.recusal,), door=False)
    yield Row(shown, "pass_notice", beyond, REVIEWER | SYSTEM, passing, door=False)
    yield from (_upheld(shown), _upheld(here))
    yield Row(shown, "withdraw", "withdrawn", CLERK, PERSON, duty="intake")
    yield from _refusals(here, REVIEWER, "review", None)


def _approval(stage: Stage, here: str, beyond: str, last: bool) -> Iterator[Row]:
    deciding = (*VOTED, guards.fund_insufficient) if last else VOTED
    yield Row(
        here, "approve", beyond, APPROVER, (*deciding, guards.quorum_reached),
        money=last, duty="approve", level=stage.level,
    )  # fmt: skip
    waiting = (*VOTED, guards.quorum_open)
    yield Row(here, "approve", here, APPROVER, waiting, duty="approve", level=stage.level)
    yield from _refusals(here, APPROVER, "approve", stage.level)
    yield _upheld(here)


def _upheld(state: str) -> Row:
    """异议成立, wherever a case waits that was on a notice: late objections count until the vote."""
    return Row(
        state, "uphold", "rejected", REVIEWER, PERSON, opinion_required=True, duty="review",
        door=False,
    )  # fmt: skip


_STAGES = {"review": _review, "notice": _notice, "approval": _approval}


def _refusals(here: str, roles: frozenset[str], duty: str, level: str | None) -> Iterator[Row]:
    for action, target in (("return", "returned"), ("reject", "rejected")):
        yield Row(
            here, action, target, roles, PERSON, opinion_required=True, duty=duty, level=level
        )
