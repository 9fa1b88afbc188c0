"""No way to an active file around a stage, nor by fewer hands than it takes, in any round.

Everything anybody can do to one file is walked to the end, in the very table the service runs; then
each rule is taken out once, and the walk must find the way that opens.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.workflows.tables import FILE_PATHS, TODAY, WELL
from tests.workflows.worlds import APPLICANT, Person, name_of
from workflows import file_guards, guards
from workflows.actor import SYSTEM, Actor, Appointment
from workflows.engine import assess
from workflows.facts import Facts, FileFacts, Held, NoticeFacts, VisitFacts
from workflows.file_stages import place_of
from workflows.hardship_file import ANSWERED, DEFAULT_PATH, EVERY_STAGE, file_table
from workflows.path import plain
from workflows.stage import Stage
from workflows.table import Guard, Row, Table
from workflows.vocabulary import LEVELS

HANDS = 6
"""Intake, two visitors, review, the check's answer, confirmation: each by somebody else."""
POSTS = tuple(
    Appointment(role, "360722", level.code, "")
    for role in ("clerk", "reviewer", "approver")
    for level in LEVELS
)
FORWARD = frozenset(
    {"accept", "visit", "deliberate", "pass_notice", "review", "pass_check", "confirm"}
)
ENDING = frozenset({"exiting", "exited", "cancelling", "cancelled", "archived"})


@dataclass(frozen=True)
class World:
    """Where the file stands, who did what, and what really happened whatever the guards thought."""

    state: str
    persons: tuple[Person, ...]
    signed: frozenset[int] = frozenset()
    over: bool = False
    objected: bool = False
    answered: bool = False
    done: frozenset[int] = frozenset()
    confirmed: bool = False

    def breaches(self, path: tuple[Stage, ...]) -> frozenset[str]:
        """Everything wrong with this confirmation; nothing where nobody has just confirmed."""
        if not self.confirmed:
            return frozenset()
        held = [duty for person in self.persons for duty in person.duties]
        wrong = {
            "a stage was not done": self.done != frozenset(range(len(path))),
            "somebody held two duties": any(len(one.duties) > 1 for one in self.persons),
            "one visitor was enough": held.count("visit") < 2,
            "the applicant acted": bool(self.persons[0].duties),
            "an objection waits": self.objected,
        }
        return frozenset(what for what, is_so in wrong.items() if is_so)


def actor(place: int) -> Actor:
    return Actor(name_of(place), "officer", name_of(place), POSTS)


def facts(world: World, who: Actor) -> Facts:
    named = [(name_of(place), person) for place, person in enumerate(world.persons)]
    held = tuple(Held(duty, name) for name, person in named for duty in person.duties)
    signed = frozenset(name_of(place) for place in world.signed)
    file: FileFacts = replace(
        WELL["file"], visit=VisitFacts(signed, 2, agrees=True),
        check=() if world.answered else None,
    )  # fmt: skip
    ends_on = TODAY - timedelta(days=1) if world.over else TODAY
    told: dict[str, Any] = {
        **WELL, "held": held, "household": frozenset({APPLICANT}), "file": file,
        "notice": NoticeFacts(ends_on, int(world.objected), "severe"),
    }  # fmt: skip
    return Facts(actor=who, **told)


def outside(table: Table, world: World) -> Iterator[tuple[str, World]]:
    """What time and the public may do where the file stands."""
    may: tuple[tuple[bool, str, dict[str, Any]], ...] = (
        (plain(world.state) == "on_notice" and not world.over, "the period ends", {"over": True}),
        (bool(table.rows_for(world.state, "uphold")), "objection", {"objected": True}),
        (world.objected, "objection dismissed", {"objected": False}),
    )
    for possible, what, change in may:
        if possible and replace(world, **change) != world:
            yield what, replace(world, **change)


def steps(table: Table, world: World) -> Iterator[tuple[str, World]]:
    yield from outside(table, world)
    yield from answers(world)
    for place, who in [(None, SYSTEM), *((p, actor(p)) for p in range(len(world.persons)))]:
        told = facts(world, who)
        for row in table.rows:
            if row.source != world.state or row.target == row.source == "active":
                continue
            if who.acts_as(row.roles, row.level) and all(v.ok for v in assess(row, told)):
                yield f"{who.subject}: {row.key}", moved(world, row, place)


def answers(world: World) -> Iterator[tuple[str, World]]:
    """Somebody writes down what the checking centre found."""
    if plain(world.state) != "checking" or world.answered:
        return
    for place, person in enumerate(world.persons):
        who = actor(place)
        if all(verdict.ok for verdict in assess(ANSWERED, facts(world, who))):
            persons = list(world.persons)
            persons[place] = person.holding("check")
            yield (
                f"{who.subject}: answer",
                same(replace(world, persons=tuple(persons), answered=True)),
            )


def moved(world: World, row: Row, place: int | None) -> World:
    persons = list(world.persons)
    if place is not None and row.duty:
        persons[place] = persons[place].holding(row.duty)
    after = replace(world, state=row.target, persons=tuple(persons), confirmed=False)
    if row.action in ("submit", "resubmit"):
        return same(
            replace(after, done=frozenset(), signed=frozenset(), answered=False, over=False)
        )
    if row.action == "visit" and place is not None:
        after = replace(after, signed=world.signed | {place})
    sound = {
        "visit": len(after.signed) >= 2,
        "pass_notice": world.over and not world.objected,
        "pass_check": world.answered,
        "confirm": not world.objected,
    }.get(row.action, True)
    here = place_of(row.source)
    if row.action in FORWARD and row.source != row.target and here is not None and sound:
        after = replace(after, done=after.done | {here})
    if row.action == "open_notice":
        after = replace(after, over=False)
    return same(replace(after, confirmed=row.action == "confirm"))


def same(world: World) -> World:
    """One world for all those in which others did the same; who signed is told by their duty."""
    applicant, *others = world.persons
    order = sorted(
        range(1, len(world.persons)), key=lambda p: (world.persons[p], p in world.signed)
    )
    signed = {new for new, old in enumerate(order, start=1) if old in world.signed}
    signed |= {0} & world.signed
    return replace(world, persons=(applicant, *sorted(others)), signed=frozenset(signed))


Walked = tuple[frozenset[str], list[str], bool]


def walk(table: Table, path: tuple[Stage, ...], persons: int) -> Walked:
    """The first confirmation that is wrong with its trace, and whether a file was ever confirmed."""
    start = World(table.initial, (Person(),) * (persons + 1))
    came: dict[World, tuple[World, str] | None] = {start: None}
    waiting, confirmed = deque(came), False
    while waiting:
        world = waiting.popleft()
        confirmed = confirmed or world.confirmed
        wrong = world.breaches(path)
        if wrong:
            return wrong, trace(came, world), confirmed
        if plain(world.state) in ENDING:
            continue
        for what, after in steps(table, world):
            if after not in came:
                came[after] = (world, what)
                waiting.append(after)
    return frozenset(), [], confirmed


def trace(came: dict[World, tuple[World, str] | None], world: World) -> list[str]:
    told: list[str] = []
    before = came[world]
    while before is not None:
        told.append(before[1])
        before = came[before[0]]
    return told[::-1]


def without(path: tuple[Stage, ...], gone: frozenset[Guard]) -> Table:
    table = file_table(path)
    rows = tuple(
        replace(row, guards=tuple(one for one in row.guards if one not in gone))
        for row in table.rows
    )
    return Table(table.name, table.initial, table.final, rows)


@pytest.mark.parametrize("name", FILE_PATHS)
def test_a_file_is_confirmed_only_by_every_stage_and_every_hand(name: str) -> None:
    path = FILE_PATHS[name]
    visited = any(stage.kind == "home_visit" for stage in path)
    if not visited:
        path = (Stage("home_visit", visitors=2), *path)
    assert walk(file_table(path), path, HANDS) == (frozenset(), [], True)


def test_too_few_people_confirm_no_file_whatever_roles_they_hold() -> None:
    for persons in range(1, HANDS):
        assert walk(file_table(EVERY_STAGE), EVERY_STAGE, persons) == (frozenset(), [], False)


SHORT = (Stage("home_visit", visitors=2), *DEFAULT_PATH)


@pytest.mark.parametrize(
    ("path", "gone", "breach"),
    [
        (SHORT, {guards.separation_of_duties}, "somebody held two duties"),
        (SHORT, {guards.recusal}, "the applicant acted"),
        (EVERY_STAGE, {guards.notice_running}, "a stage was not done"),
        (EVERY_STAGE, {guards.objection_open}, "an objection waits"),
        (EVERY_STAGE, {file_guards.visit_signed}, "one visitor was enough"),
        (
            EVERY_STAGE,
            {file_guards.check_unanswered, file_guards.doubt_unexplained},
            "a stage was not done",
        ),
    ],
    ids=["two duties", "own file", "notice", "objection", "visit", "check"],
)
def test_a_rule_taken_out_opens_a_way_that_is_found(
    path: tuple[Stage, ...], gone: set[Guard], breach: str
) -> None:
    found, told, _ = walk(without(path, frozenset(gone)), path, HANDS)
    assert breach in found
    assert told
