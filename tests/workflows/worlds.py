"""What is true of one case at a time: its states in every table, who did what, what runs outside.

Persons are alike but for the applicant, so worlds that differ by names only are the same world.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from tests.workflows.tables import TODAY, WELL
from workflows.actor import SYSTEM, Actor, Appointment
from workflows.facts import (
    Facts,
    Held,
    NoticeFacts,
    PaymentFacts,
    ReturnFacts,
    TakingFacts,
    VoteFacts,
)
from workflows.path import position_of
from workflows.stage import APPROVAL, Stage
from workflows.vocabulary import LEVELS, ROLES

__all__ = ["APPLICANT", "DUTIES_OF_A_PAYMENT", "Person", "World", "actors", "facts_in"]

APPLICANT = "applicant"
DUTIES_OF_A_PAYMENT = frozenset({"intake", "review", "approve", "make", "release"})
_MACHINE = "bank_gateway"
_EVERY_POST = tuple(
    Appointment(role.code, "360722", level.code, "")
    for role in ROLES
    for level in LEVELS
    if role.code != _MACHINE
)
BANK = Actor("bank", "client", None, (Appointment(_MACHINE, "360722", "county", ""),))


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """The duties somebody holds in the case, in their order, whether they voted this round, and
    whether the last deed on the case is theirs."""

    duties: tuple[str, ...] = ()
    voted: bool = False
    last: bool = False

    def holding(self, duty: str) -> Person:
        return replace(self, duties=tuple(sorted({*self.duties, duty})))


@dataclass(frozen=True, slots=True)
class World:
    """``done`` are the stages that were really done, ``handled`` what the batch has been through;
    both are kept by what happened, whatever the guards thought of it. ``came_from`` is the stage
    that sent the case back, to come straight back to it; ``last_at`` where the last deed was done,
    if it was a review or a vote."""

    application: str
    persons: tuple[Person, ...]
    payout: str | None = None
    batch: str | None = None
    period_over: bool = False
    objected: bool = False
    payee_confirmed: bool = True
    done: frozenset[int] = frozenset()
    handled: frozenset[str] = frozenset()
    came_from: int | None = None
    last_at: int | None = None

    @property
    def back_to(self) -> int | None:
        """Where the case goes straight to; nowhere once it has been there."""
        here = position_of(self.application)
        ahead = here is None or (self.came_from or 0) > here
        return self.came_from if ahead else None

    @property
    def same(self) -> World:
        """The one world that stands for all those in which others did the same."""
        applicant, *others = self.persons
        return replace(self, persons=(applicant, *sorted(others)))

    def acted(self, actor: Actor, duty: str | None, *, vote: bool = False) -> World:
        """Whoever acted holds the duty from now on, and whoever they acted for."""
        acting, persons = set(actor.persons()), list(self.persons)
        for place, person in enumerate(persons):
            if name_of(place) in acting:
                held = person.holding(duty) if duty else person
                persons[place] = replace(held, voted=held.voted or vote)
        return replace(self, persons=tuple(persons))

    def by_the_hand_of(self, actor: Actor, at: int | None) -> World:
        """A deed is the last one: its hand may take it back, if it was done at a stage."""
        persons = (
            replace(person, last=at is not None and name_of(place) == actor.person)
            for place, person in enumerate(self.persons)
        )
        return replace(self, persons=tuple(persons), last_at=at)

    def breach(self, path: Sequence[Stage]) -> str | None:
        """What is wrong with this world, if money has left the house in it."""
        if self.payout not in ("sent", "unknown", "paid") and self.application != "paid":
            return None
        held = {duty for person in self.persons for duty in person.duties}
        approvals = sum(stage.kind == APPROVAL for stage in path)
        wrong = {
            "a stage was not done": self.done != frozenset(range(len(path))),
            "a hand was left out": not self.handled >= {"make", "submit", "release", "dispatch"},
            "a duty was nobody's": not held >= DUTIES_OF_A_PAYMENT,
            "somebody held two duties": any(len(person.duties) > 1 for person in self.persons),
            "one person voted twice": sum(person.voted for person in self.persons) < approvals,
            "the applicant acted": bool(self.persons[0].duties),
            "an objection waits": self.objected,
            "nobody looked at the new account": not self.payee_confirmed,
        }
        return next((name for name, is_so in wrong.items() if is_so), None)


def name_of(place: int) -> str:
    return f"person-{place}" if place else APPLICANT


@cache
def _officer(place: int, principal: int | None = None) -> Actor:
    """Everybody holds every role at every level: roles alone never stop anybody here."""
    behind = None if principal is None else _officer(principal)
    return Actor(name_of(place), "officer", name_of(place), _EVERY_POST, principal=behind)


def actors(world: World, *, delegation: bool) -> Iterator[Actor]:
    """The service, the bank, and of persons who did the same only as many as make a difference."""
    yield from (SYSTEM, BANK)
    alike: dict[tuple[bool, Person], list[int]] = {}
    for place, person in enumerate(world.persons):
        alike.setdefault((place == 0, person), []).append(place)
    for places in alike.values():
        yield _officer(places[0])
    if delegation:
        some = [place for places in alike.values() for place in places[:2]]
        yield from (_officer(one, other) for one in some for other in some if one != other)


def facts_in(world: World, actor: Actor, path: Sequence[Stage]) -> Facts:
    """The world as the guards are told of it: nothing stands in the way but what happened in it."""
    last = max((p for p, stage in enumerate(path) if stage.kind == APPROVAL), default=-1)
    hand = frozenset(name_of(place) for place, one in enumerate(world.persons) if one.last)
    named = [(name_of(place), person) for place, person in enumerate(world.persons)]
    held = tuple(Held(duty, name) for name, person in named for duty in person.duties)
    voters = frozenset(name for name, person in named if person.voted)
    last_day = TODAY - timedelta(days=1) if world.period_over else TODAY
    told = {
        **WELL,
        "held": held,
        "household": frozenset({APPLICANT}),
        "votes": VoteFacts(voters, frozenset(), needed=1, content_same=True),
        "notice": NoticeFacts(last_day, int(world.objected)),
        "sent_back": ReturnFacts(back_to=world.back_to),
        "taking": TakingFacts(position=world.last_at, hand=hand, set_aside=last in world.done),
        "payment": PaymentFacts(
            "f-1", "f-1", payee_confirmed=world.payee_confirmed, batch_id=world.batch
        ),
    }
    return Facts(actor=actor, **told)
