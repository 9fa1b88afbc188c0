"""补办手续: what emergency aid owes once it is granted, and what becomes of it otherwise.

Within the term the papers are brought; then every stage of the path that any other case goes is made
up for: reviews, notice with its full days, approvals. What fails of it, or comes too late, leaves the
award unregularised: it is owed back. Nobody is rejected by the clock alone but for lateness, and
nothing is ever approved by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from workflows import errors, guards
from workflows.errors import Verdict
from workflows.facts import Facts
from workflows.path import APPROVER, CLERK, PERSON, REVIEWER, SYSTEM, position_of, waiting_at
from workflows.paying import CHECKER
from workflows.stage import APPROVAL, NOTICE, REVIEW, Quorum, Stage
from workflows.table import Row, Table

__all__ = [
    "CANCELLED",
    "CAUSES",
    "DUE",
    "LIVE",
    "OVER",
    "PAPERED",
    "REGULARISATION",
    "approved_in_haste",
]
__all__ += ["RECOVERED", "REGULARISED", "UNREGULARISED", "papers_overdue", "papers_running"]
__all__ += ["regularisation_table", "waiting_here"]

DUE: Final = "due"
REGULARISED: Final = "regularised"
UNREGULARISED: Final = "unregularised"
CANCELLED: Final = "cancelled"
RECOVERED: Final = "recovered"
OVER: Final = frozenset({REGULARISED, UNREGULARISED, CANCELLED, RECOVERED})
"""States in which nothing is made up for any more."""
LIVE: Final = frozenset({DUE, "submitted", "reviewed", "on_notice", "notice_passed", UNREGULARISED})
"""States in which the household's emergency counts as open: what is owed back is."""
CAUSES: Final[Mapping[str, str]] = {
    "expire": "overdue",
    "refuse": "refused",
    "uphold": "objection_upheld",
}
"""Why an award is owed back (code list `recovery_cause`), by the action that left it unregularised."""


def papers_overdue(facts: Facts) -> Iterator[Verdict]:
    """Papers are taken until the last day of the term; a term whose last day is not known yet
    refuses nobody (ADR 0024)."""
    told = facts.regularisation
    due = told.due_on if told else None
    ok = told is not None and (due is None or facts.today <= due)
    yield Verdict(errors.PapersOverdue, ok, _days(facts))


def papers_running(facts: Facts) -> Iterator[Verdict]:
    """The counterpart: nothing is overdue before the last day is over."""
    told = facts.regularisation
    due = told.due_on if told else None
    yield Verdict(errors.PapersRunning, due is not None and facts.today > due, _days(facts))


def _days(facts: Facts) -> dict[str, object]:
    due = facts.regularisation.due_on if facts.regularisation else None
    return {"due_on": due.isoformat() if due else None, "today": facts.today.isoformat()}


def approved_in_haste(facts: Facts) -> Iterator[Verdict]:
    """A second look is somebody else's, wherever the level has somebody else."""
    told = facts.regularisation
    ok = told is not None and not told.hasty & set(facts.actor.persons())
    yield Verdict(errors.ApprovedInHaste, ok, {})


PAPERED: Final = Row(
    DUE, "evidence", DUE, CLERK, (*PERSON, papers_overdue), duty="intake", door=False
)
"""Registering one paper; it leads nowhere, so it stands in no table."""


def waiting_here(path: tuple[Stage, ...], position: int) -> str:
    """The state in which the stage at ``position`` waits; past the last one all is made up for."""
    state = waiting_at(path, position)
    return REGULARISED if state == "approved" else state


@cache
def regularisation_table(path: tuple[Stage, ...]) -> Table:
    """The table for the path that is made up for."""
    return Table(
        name="regularisation",
        initial=DUE,
        final=frozenset({REGULARISED, CANCELLED, RECOVERED}),
        rows=tuple(_rows(path)),
    )


def _rows(path: tuple[Stage, ...]) -> Iterator[Row]:
    brought = (*PERSON, papers_overdue, guards.evidence_missing)
    yield Row(DUE, "submit", waiting_here(path, 0), CLERK, brought, duty="intake")
    yield Row(DUE, "expire", UNREGULARISED, SYSTEM, (papers_running,), door=False)
    yield _cancelled(DUE)
    for position, stage in enumerate(path):
        here, beyond = waiting_here(path, position), waiting_here(path, position + 1)
        yield from _STAGES[stage.kind](stage, here, beyond)
        yield _cancelled(here)
    yield _cancelled(UNREGULARISED)
    yield Row(UNREGULARISED, "recover", RECOVERED, CHECKER | APPROVER, door=False)


def _cancelled(state: str) -> Row:
    """With the award, where it lapses unpaid or is back in full: there is nothing to make up for."""
    roles = CLERK | REVIEWER | APPROVER | CHECKER | SYSTEM
    return Row(state, "cancel", CANCELLED, roles, door=False)


def _review(stage: Stage, here: str, beyond: str) -> Iterator[Row]:
    yield Row(here, "review", beyond, REVIEWER, PERSON, duty="review", level=stage.level)
    yield from _against(here, REVIEWER, "review", stage.level)


def _notice(_stage: Stage, here: str, beyond: str) -> Iterator[Row]:
    shown = f"on_notice.{position_of(here)}"
    passing = (guards.notice_running, guards.objection_open)
    yield Row(here, "open_notice", shown, REVIEWER, (guards.recusal,), door=False)
    yield Row(shown, "pass_notice", beyond, REVIEWER | SYSTEM, passing, door=False)
    yield from (_upheld(shown), _upheld(here), _cancelled(shown))
    yield from _against(here, REVIEWER, "review", None)


def _approval(stage: Stage, here: str, beyond: str) -> Iterator[Row]:
    voting = (*PERSON, guards.already_voted, approved_in_haste, guards.objection_open)
    told = {"duty": "approve", "level": stage.level}
    yield Row(here, "confirm", beyond, APPROVER, (*voting, guards.quorum_reached), **told)  # type: ignore[arg-type]
    yield Row(here, "confirm", here, APPROVER, (*voting, guards.quorum_open), **told)  # type: ignore[arg-type]
    yield from _against(here, APPROVER, "approve", stage.level)
    yield _upheld(here)


_STAGES: Final = {REVIEW: _review, NOTICE: _notice, APPROVAL: _approval}


def _upheld(state: str) -> Row:
    return Row(
        state, "uphold", UNREGULARISED, REVIEWER, PERSON, opinion_required=True, duty="review",
        door=False,
    )  # fmt: skip


def _against(here: str, roles: frozenset[str], duty: str, level: str | None) -> Iterator[Row]:
    for action, target in (("return", DUE), ("refuse", UNREGULARISED)):
        yield Row(
            here, action, target, roles, PERSON, opinion_required=True, duty=duty, level=level
        )


REGULARISATION: Final = regularisation_table(
    (
        Stage(REVIEW, "grassroots"),
        Stage(NOTICE, working_days=5),
        Stage(APPROVAL, "county", quorum=Quorum("any")),
    )
)
"""The most ordinary one: what the rules page shows, and every door there can be."""
