"""Paid first, and still no way around: within the delegated limit, one at a time, by two persons beside
the clerk; and what was left out is either made up for in full or owed back.

Two walks, each to the end, in the tables the service runs. Each rule is then taken out once: the walk
must find the way round that opens.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.workflows.composed import House, walk
from tests.workflows.tables import IN_HASTE, TODAY, WELL
from tests.workflows.test_no_way_around import HANDS, ORDINARY, Change, having, without
from tests.workflows.worlds import APPLICANT, Person, actors
from tests.workflows.worlds import World as Paying
from workflows import emergency, guards, regularisation
from workflows.actor import SYSTEM, Actor
from workflows.emergency import emergency_table
from workflows.emergency_facts import EmergencyFacts, RegularisationFacts
from workflows.engine import assess
from workflows.facts import Facts, Held, NoticeFacts, VoteFacts
from workflows.path import plain
from workflows.regularisation import regularisation_table
from workflows.table import Row, Table

KNOWN: EmergencyFacts = WELL["emergency"]
TABLE = emergency_table(IN_HASTE)


@dataclass(frozen=True)
class Haste(House):
    """The house of an emergency, in a world where something else may be true of it."""

    told: Mapping[str, Any] = field(default_factory=dict)

    def _may(self, table: str, row: Row, world: Paying, facts: Facts) -> bool:
        known = replace(KNOWN, **self.told)
        return super()._may(table, row, world, replace(facts, emergency=known))


def house(persons: int = HANDS, table: Table = TABLE, **told: Any) -> Haste:
    made = Haste.of(IN_HASTE, persons)
    return Haste(IN_HASTE, {**made.tables, "application": table}, persons, told=told)


def test_money_leaves_first_only_by_review_approval_and_every_hand() -> None:
    walked = walk(house())
    assert (walked.breach, walked.trace) == (None, ())
    assert walked.paid


@pytest.mark.parametrize("persons", range(1, HANDS))
def test_too_few_people_pay_nobody_first(persons: int) -> None:
    walked = walk(house(persons))
    assert (walked.breach, walked.paid) == (None, False)


OUTSIDE: Mapping[str, tuple[Mapping[str, Any], Any]] = {
    "above the limit": ({"limit_fen": 29_999}, emergency.emergency_limit),
    "beyond the year": ({"year_fen": 30_000, "given_fen": 1}, emergency.emergency_limit),
    "a second one": ({"open": ("r-1",)}, emergency.emergency_open),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_not_delegated_is_paid_to_nobody_and_only_by_the_guard(name: str) -> None:
    told, guard = OUTSIDE[name]
    assert not walk(house(**told)).paid
    assert walk(house(table=without(guard)(TABLE), **told)).paid


def test_where_nothing_is_delegated_both_guards_stand() -> None:
    for one in (emergency.emergency_unavailable, emergency.emergency_limit):
        assert not walk(house(table=without(one)(TABLE), limit_fen=None)).paid


STAGE, TWO = "a stage was not done", "somebody held two duties"
CONTROLS: Mapping[str, tuple[str, Change]] = {
    "the reviewer may also approve": (TWO, without(guards.separation_of_duties, "approve")),
    "the clerk may also review": (TWO, without(guards.separation_of_duties, "review")),
    "the applicant may approve": ("the applicant acted", without(guards.recusal, "approve")),
    "the approval is skipped": (STAGE, having("reviewed.1", "hurry", "approved", "clerk")),
    "the review is skipped": (STAGE, having("draft", "hurry", "reviewed.1", "clerk")),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_a_rule_taken_out_is_a_way_that_the_walk_finds(name: str) -> None:
    breach, change = CONTROLS[name]
    assert walk(house(table=change(TABLE))).breach == breach


# --- afterwards -----------------------------------------------------------------------------------

OWED = regularisation_table(ORDINARY)
HAND_OF = ("intake", "review", "approve", "make", "release", None)
"""Who did what before the money left, by their place behind the applicant; and one more person."""
APPROVED_IT = f"person-{HAND_OF.index('approve') + 1}"


@dataclass(frozen=True)
class Owing:
    """One award that is to be made regular; ``done`` is kept by what happened, whatever the guards
    thought of it."""

    state: str = OWED.initial
    late: bool = False
    papers: bool = False
    over: bool = False
    objected: bool = False
    voted: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()

    @property
    def breach(self) -> str | None:
        if self.state != "regularised":
            return None
        lacking = {"papers", "review", "notice", "confirmation"} - self.done
        return min(self.wrong | {f"no {one}" for one in lacking}, default=None)


def facts_of(world: Owing, actor: Actor) -> Facts:
    held = [Held(duty, f"person-{n}") for n, duty in enumerate(HAND_OF, start=1) if duty]
    due = TODAY - timedelta(days=1) if world.late else TODAY
    last_day = TODAY - timedelta(days=1) if world.over else TODAY
    told = {
        **WELL,
        "held": (*held, *(Held("approve", one) for one in world.voted)),
        "household": frozenset({APPLICANT}),
        "missing": () if world.papers else ("invoice",),
        "votes": VoteFacts(world.voted, world.voted, needed=1, content_same=True),
        "notice": NoticeFacts(last_day, int(world.objected)),
        "regularisation": RegularisationFacts(due, frozenset({APPROVED_IT})),
    }
    return Facts(actor=actor, **told)


def everybody() -> list[Actor]:
    """The service, the applicant and each person, all of them with every role at every level."""
    persons = tuple(Person((f"{place}",)) for place in range(len(HAND_OF) + 1))
    return [
        one for one in actors(Paying("draft", persons), delegation=False) if one.kind != "client"
    ]


def steps(table: Table, world: Owing) -> Iterator[tuple[str, Owing]]:
    yield "time: the papers are late", replace(world, late=True)
    yield "somebody: finds the papers", replace(world, papers=True)
    if plain(world.state) == "on_notice":
        yield "time: the period ends", replace(world, over=True)
    if not world.objected and table.rows_for(world.state, "uphold"):
        yield "public: object", replace(world, objected=True)
    if world.objected:
        yield "above: dismiss", replace(world, objected=False)
    for actor in everybody():
        facts = facts_of(world, actor)
        for row in (row for row in table.rows if row.source == world.state):
            may = actor.acts_as(row.roles, row.level)
            if may and all(verdict.ok for verdict in assess(row, facts)):
                yield f"{actor.subject}: {row.key}", _after(world, row, actor)


def _after(world: Owing, row: Row, actor: Actor) -> Owing:
    """What really happened: papers count when they are there and in time, a notice when it was full and
    nobody waits for an answer, a confirmation when it is a second person's."""
    person = actor.subject
    duty = dict(zip((f"person-{n}" for n in range(1, 7)), HAND_OF, strict=True)).get(person)
    sound = {
        "submit": ("papers", world.papers and not world.late),
        "review": ("review", duty in ("review", None)),
        "pass_notice": ("notice", world.over and not world.objected),
        "confirm": ("confirmation", person != APPROVED_IT and duty is None and not world.objected),
    }
    name, right = sound.get(row.action, ("", False))
    after = replace(world, state=row.target, done=world.done | ({name} if right else set()))
    if person == APPLICANT and row.duty:
        after = replace(after, wrong=after.wrong | {"the applicant acted"})
    if row.action == "confirm":
        after = replace(after, voted=after.voted | {person})
    if row.action == "open_notice":
        after = replace(after, over=False)
    if plain(row.target) == "due":
        after = replace(after, late=False, done=frozenset(), voted=frozenset(), over=False)
    return after


def owing(table: Table) -> tuple[frozenset[Owing], str | None]:
    """Every world there is, and the first in which something is regular that is not."""
    found = {Owing()}
    waiting = deque(found)
    while waiting:
        world = waiting.popleft()
        if world.breach:
            return frozenset(found), world.breach
        for _, after in steps(table, world):
            if after not in found:
                found.add(after)
                waiting.append(after)
    return frozenset(found), None


def test_nothing_is_regular_without_papers_review_notice_and_a_second_approver() -> None:
    worlds, breach = owing(OWED)
    assert breach is None
    assert {world.state for world in worlds} == set(OWED.states)


def test_the_clock_takes_back_what_is_late_and_approves_nothing() -> None:
    late = Owing(late=True)
    moved = {what: after.state for what, after in steps(OWED, late) if "system" in what}
    assert moved == {"system: due--cancel--cancelled": "cancelled",
                     "system: due--expire--unregularised": "unregularised"}  # fmt: skip
    reached = {row.target for row in OWED.rows if SYSTEM.kind in row.roles}
    assert "regularised" not in reached


AFTERWARDS: Mapping[str, tuple[str, Change]] = {
    "papers need not be there": ("no papers", without(guards.evidence_missing)),
    "papers may come late": ("no papers", without(regularisation.papers_overdue)),
    "a notice may be short": ("no notice", without(guards.notice_running)),
    "an objection may wait": ("no notice", without(guards.objection_open, "pass_notice")),
    "who approved in haste confirms": (
        "no confirmation", without(regularisation.approved_in_haste),
    ),
    "the clerk reviews": ("no review", without(guards.separation_of_duties, "review")),
    "the maker confirms": ("no confirmation", without(guards.separation_of_duties, "confirm")),
    "the applicant confirms": ("the applicant acted", without(guards.recusal, "confirm")),
    "the clock confirms": (
        "no confirmation", having("notice_passed.2", "lapse", "regularised", "system", guards=()),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AFTERWARDS)
def test_a_rule_of_the_regularisation_taken_out_is_found(name: str) -> None:
    breach, change = AFTERWARDS[name]
    assert owing(change(OWED))[1] == breach
