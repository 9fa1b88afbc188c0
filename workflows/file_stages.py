"""What each stage of a file's path brings to its table, in the first round and in later ones.

Stages are those of domain.md §3.1: 受理, 入户调查, 评议, 公示, 审核, 核对, 确认. Their order is the
edition's; the state callers know follows from the stage that was done last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from workflows import file_guards, guards, visit_guards
from workflows.path import APPROVER, CLERK, PERSON, REVIEWER, SYSTEM
from workflows.remedies import upheld
from workflows.stage import Stage
from workflows.table import Row

__all__ = ["DRAFT", "REVERIFYING", "SOUND_VISIT", "Round", "place_of", "stage_rows", "waiting_at"]

REVERIFYING: Final = "reverifying"
DRAFT: Final = f"{REVERIFYING}.draft"
"""A re-verification whose form is being written; the confirmed file stands beside it."""
SOUND_VISIT: Final = (*PERSON, file_guards.date_unfit, visit_guards.findings_exceed)
"""What every visit must be, at its stage and outside it."""

_DONE: Final[Mapping[str, str]] = {
    "acceptance": "accepted",
    "home_visit": "visited",
    "committee": "deliberated",
    "notice": "notice_passed",
    "review": "reviewed",
    "economic_check": "checked",
}
"""The state of a file by the stage it has behind it."""


@dataclass(frozen=True, slots=True)
class Round:
    """One way through the path: ``word`` is the one state it goes under, if it has one; ``back`` is
    where a return leads, ``refused`` where a refusal does, where there is one."""

    word: str | None
    back: str
    refused: str | None
    confirmed: str


@dataclass(frozen=True, slots=True)
class _At:
    """A stage where it stands: here the file waits, beyond it goes."""

    stage: Stage
    here: str
    beyond: str
    running: str
    round: Round


def waiting_at(path: tuple[Stage, ...], position: int, of: Round) -> str:
    """The state in which a file waits for the stage at ``position``; behind the last it is done."""
    if position >= len(path):
        return of.confirmed
    before = _DONE[path[position - 1].kind] if position else "submitted"
    return f"{of.word or before}.{position}"


def place_of(state: str) -> int | None:
    """The position within the path that a state of the table carries, if any."""
    word = state.partition(".")[2].partition(".")[0]
    return int(word) if word.isdecimal() else None


def stage_rows(path: tuple[Stage, ...], of: Round) -> Iterator[Row]:
    """The rows of every stage of the path."""
    for position, stage in enumerate(path):
        here = waiting_at(path, position, of)
        running = _running(stage, position, of)
        at = _At(stage, here, waiting_at(path, position + 1, of), running, of)
        states = (here, running) if running else (here,)
        yield from _STAGES[stage.kind](at)
        if any(one.kind == "notice" for one in path[: position + 1]):
            for state in states:
                yield from upheld(state, of.refused or of.back, of.back)
        if of.word is None:
            for state in states:
                yield Row(state, "withdraw", "withdrawn", CLERK, PERSON, duty="intake")


def _running(stage: Stage, position: int, of: Round) -> str:
    """The state while a notice hangs out or a check is under way; no other stage has one."""
    words = {"notice": ("on_notice", "notice"), "economic_check": ("checking", "check")}
    if stage.kind not in words:
        return ""
    first, later = words[stage.kind]
    return f"{of.word}.{position}.{later}" if of.word else f"{first}.{position}"


def _refusals(
    at: _At, state: str, roles: frozenset[str], duty: str, level: str | None
) -> Iterator[Row]:
    ways = (("return", at.round.back), ("reject", at.round.refused))
    for action, target in ways:
        if target:
            yield Row(
                state, action, target, roles, PERSON, opinion_required=True, duty=duty, level=level
            )


def _acceptance(at: _At) -> Iterator[Row]:
    """受理, or one notice of everything that is missing (一次性告知)."""
    level = at.stage.level
    accepted = (*PERSON, file_guards.authorisation_missing)
    yield Row(at.here, "accept", at.beyond, CLERK, accepted, duty="intake", level=level)
    told = (*PERSON, file_guards.missing_unnamed, file_guards.told_already)
    for row in _refusals(at, at.here, CLERK, "intake", level):
        once = told if row.action == "return" else row.guards
        yield Row(
            row.source, row.action, row.target, CLERK, once, opinion_required=True, duty="intake",
            level=level,
        )  # fmt: skip


def _home_visit(at: _At) -> Iterator[Row]:
    """Signed by enough visitors it is done; each signature before the last keeps it waiting."""
    sound = (*SOUND_VISIT, visit_guards.visit_contradicted)
    last, more = (*sound, visit_guards.visit_signed), (*sound, visit_guards.visit_unsigned)
    visitor = visit_guards.VISITOR
    yield Row(at.here, "visit", at.beyond, visitor, last, duty="visit", door=False)
    yield Row(at.here, "visit", at.here, visitor, more, duty="visit", door=False)
    yield from _refusals(at, at.here, REVIEWER, "review", None)


def _committee(at: _At) -> Iterator[Row]:
    level = at.stage.level
    minuted = (*PERSON, file_guards.minutes_missing, file_guards.date_unfit)
    yield Row(at.here, "deliberate", at.beyond, REVIEWER, minuted, duty="review", level=level)
    yield from _refusals(at, at.here, REVIEWER, "review", level)


def _notice(at: _At) -> Iterator[Row]:
    passing = (guards.notice_running, guards.objection_open)
    yield Row(at.here, "open_notice", at.running, REVIEWER, PERSON, duty="review", door=False)
    yield Row(at.running, "pass_notice", at.beyond, REVIEWER | SYSTEM, passing, door=False)
    yield from _refusals(at, at.here, REVIEWER, "review", None)


def _review(at: _At) -> Iterator[Row]:
    level = at.stage.level
    yield Row(at.here, "review", at.beyond, REVIEWER, PERSON, duty="review", level=level)
    yield from _refusals(at, at.here, REVIEWER, "review", level)


def _economic_check(at: _At) -> Iterator[Row]:
    """核对: asked for in a list, answered by the checking centre, judged by a person and never by
    the answer alone (个人信息保护法 art. 24)."""
    level = at.stage.level
    judged = (*PERSON, file_guards.check_unanswered, file_guards.doubt_unexplained)
    asked = (*PERSON, file_guards.authorisation_missing)
    yield Row(
        at.here,
        "request_check",
        at.running,
        REVIEWER,
        asked,
        duty="review",
        level=level,
        door=False,
    )
    yield Row(at.running, "pass_check", at.beyond, REVIEWER, judged, duty="review", level=level)
    yield from _refusals(at, at.running, REVIEWER, "review", level)


def _confirm(at: _At) -> Iterator[Row]:
    level = at.stage.level
    confirmed = (
        *PERSON, file_guards.person_on_file, file_guards.no_category, file_guards.exclusion_applies,
        file_guards.recheck_open, file_guards.recheck_unexplained, file_guards.resemblance_undecided,
        file_guards.same_household, file_guards.published_otherwise, guards.objection_open,
    )  # fmt: skip
    yield Row(at.here, "confirm", at.beyond, APPROVER, confirmed, duty="approve", level=level)
    yield from _refusals(at, at.here, APPROVER, "approve", level)


_STAGES: Final = {
    "acceptance": _acceptance,
    "home_visit": _home_visit,
    "committee": _committee,
    "notice": _notice,
    "review": _review,
    "economic_check": _economic_check,
    "confirm": _confirm,
}
