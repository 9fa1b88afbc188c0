"""Application, payout and batch walked together: every world that any calls of anybody can make.

The tables are those the service runs, or copies a test has taken something out of. ``CALLS`` says
which rows one call fires together; a journey holds it to what the log says was done. A row of no
known call is fired by itself, so that nothing added to a table is overlooked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from tests.workflows.worlds import Person, World, actors, facts_in
from workflows.actor import Actor
from workflows.engine import assess
from workflows.facts import Facts
from workflows.objection import OBJECTION
from workflows.path import plain, position_of, table_of
from workflows.payable import of_line
from workflows.payment_batch import LINE_ASKED, PAYMENT_BATCH
from workflows.payout import FINAL_ATTEMPT, PAYOUT
from workflows.stage import APPROVAL, Stage
from workflows.table import Row, Table

__all__ = ["CALLS", "House", "Walk", "walk"]

CALLS: Mapping[str, Mapping[str, str]] = {
    "make": {"application": "make", "payout": "make"},
    "make again": {"payout": "make"},
    "submit": {"payment_batch": "submit"},
    "release": {"payment_batch": "release"},
    "send back": {"payment_batch": "return"},
    "dispatch": {"payment_batch": "dispatch", "payout": "dispatch"},
    "unmake": {"payment_batch": "cancel", "payout": "unmake", "application": "unmake"},
    "paid": {"payout": "paid", "application": "settle"},
    "failed": {"payout": "failed"},
    "unknown": {"payout": "unknown"},
    "paid by hand": {"payout": "confirm_paid", "application": "settle_by_hand"},
    "failed by hand": {"payout": "confirm_failed"},
    "unknown by hand": {"payout": "confirm_unknown"},
    "found paid": {"payout": "find_paid", "application": "settle_by_hand"},
    "found paid before": {"payout": "find_paid", "application": "settle_by_hand"},
    "found unpaid": {"payout": "find_unpaid"},
    "return": {"payout": "return", "application": "return_payment"},
    "reissue": {"payout": "reissue"},
    "confirm payee": {"payout": "confirm_payee", "application": "change_account"},
    "cancel": {"payout": "cancel", "application": "lapse"},
}
"""What one call fires in each table; the last word of the bank settles the batch besides."""

TOGETHER = {(table, action) for call in CALLS.values() for table, action in call.items()}
BY_ITSELF = TOGETHER | {("payment_batch", "settle"), ("payment_batch", "settle_by_hand")}
ENDING = frozenset(
    {"paid", "failed", "paid by hand", "failed by hand", "found paid", "found unpaid"}
)
"""Calls that leave an attempt without anything to wait for."""
SENT = frozenset({"make", "submit", "release", "dispatch"})
FORWARD = frozenset({"review", "pass_notice", "approve"})


@dataclass(frozen=True)
class House:
    """The tables under trial, and how many persons there are besides the applicant."""

    path: tuple[Stage, ...]
    tables: Mapping[str, Table]
    persons: int
    delegation: bool = False

    @classmethod
    def of(cls, path: tuple[Stage, ...], persons: int, *, delegation: bool = False) -> House:
        tables = {"application": table_of(path), "payout": PAYOUT, "payment_batch": PAYMENT_BATCH}
        return cls(path, tables, persons, delegation)

    @property
    def start(self) -> World:
        return World(self.tables["application"].initial, (Person(),) * (self.persons + 1))

    def steps(self, world: World) -> Iterator[tuple[str, World]]:
        """Everything that may happen next: what it is called, and the world after it."""
        if plain(world.application) == "on_notice" and not world.period_over:
            yield "time: the period ends", replace(world, period_over=True)
        if not world.objected and self._rows("application", world, "uphold"):
            yield "public: object", replace(world, objected=True)
        for actor in actors(world, delegation=self.delegation):
            facts = facts_in(world, actor, self.path)
            for what, after in (*self._alone(world, facts), *self._calls(world, facts)):
                behind = f" for {actor.principal.subject}" if actor.principal else ""
                yield f"{actor.subject}{behind}: {what}", after.same

    def _rows(self, table: str, world: World, action: str) -> tuple[Row, ...]:
        return self.tables[table].rows_for(_state(world, table), action)

    def _alone(self, world: World, facts: Facts) -> Iterator[tuple[str, World]]:
        for name, table in self.tables.items():
            for row in _from(name, table, _state(world, name)):
                if self._may(name, row, world, _meaning(row, facts)):
                    after = _decided(_moved(world, name, row), world, row, facts.actor)
                    yield from ((row.key, one) for one in self._told(row, after))
        (dismiss,) = OBJECTION.rows_for("open", "dismiss")
        if world.objected and self._may("objection", dismiss, world, facts):
            after = replace(world, objected=False).acted(facts.actor, dismiss.duty)
            yield "dismiss", after

    def _told(self, row: Row, after: World) -> Iterator[World]:
        """Who sends a case back says whether it is to come straight back."""
        if row.action != "return" and row.target != "returned":
            yield after
            return
        if row.action != "return":  # upheld or reopened: nothing is skipped, every vote is void
            voteless = tuple(replace(one, voted=False) for one in after.persons)
            yield replace(after, done=frozenset(), came_from=None, persons=voteless)
            return
        left = position_of(row.source)
        stays = frozenset(place for place in after.done if self.path[place].kind != APPROVAL)
        redone = position_of(row.target)
        kept = {"straight": stays - {redone}, "again": frozenset[int]()}
        if redone is not None:
            kept["again"] = frozenset(place for place in stays if place < redone)
        fresh = replace(after, persons=tuple(replace(one, voted=False) for one in after.persons))
        yield replace(fresh, done=kept["straight"], came_from=left)
        yield replace(fresh, done=kept["again"], came_from=None)

    def _calls(self, world: World, facts: Facts) -> Iterator[tuple[str, World]]:
        for call, fired in CALLS.items():
            rows = {table: self._rows(table, world, action) for table, action in fired.items()}
            if not _possible(call, world) or not all(rows.values()):
                continue
            first = {table: found[0] for table, found in rows.items()}
            if all(self._may(table, row, world, facts) for table, row in first.items()):
                after = world
                for table, row in first.items():
                    after = _moved(after, table, row).acted(facts.actor, row.duty)
                after = after.by_the_hand_of(facts.actor, None)
                yield from ((call, one) for one in self._followed(call, after))

    def _may(self, table: str, row: Row, world: World, facts: Facts) -> bool:
        if not facts.actor.acts_as(row.roles, row.level):
            return False
        asked = LINE_ASKED.get(row.action) if table == "payment_batch" else None
        if asked is not None:
            lines = self._rows("payout", world, asked)
            told = [of_line(v, "a-1") for line in lines for v in assess(line, facts)]
            facts = replace(facts, lines=tuple(told))
        return all(verdict.ok for verdict in assess(row, facts))

    def _followed(self, call: str, world: World) -> Iterator[World]:
        """What the use case writes beside the states."""
        kept = frozenset({"make"}) if call == "send back" else world.handled | {call}
        after = replace(world, handled=kept)
        if call in ("make", "make again"):
            yield replace(
                after, batch=self.tables["payment_batch"].initial, handled=frozenset({"make"})
            )
        elif call in ("unmake", "cancel"):
            yield replace(after, payout=None, batch=None, handled=frozenset())
        elif call == "reissue":
            loose = replace(after, batch=None, handled=frozenset())
            yield from (loose, replace(loose, payee_confirmed=False))
        elif call == "confirm payee":
            yield replace(after, payee_confirmed=True)
        elif call == "found paid before":  # the attempt that was paid had been through all of it
            yield replace(after, batch="settled", payee_confirmed=True, handled=SENT)
        else:
            settled = self._rows("payment_batch", after, "settle")
            over = after.payout in FINAL_ATTEMPT and call in ENDING and settled
            yield replace(after, batch=settled[0].target) if over else after


@cache
def _from(name: str, table: Table, state: str) -> tuple[Row, ...]:
    """What can be done in a state by a call that fires nothing else."""
    return tuple(
        row for row in table.rows if row.source == state and (name, row.action) not in BY_ITSELF
    )


def _meaning(row: Row, facts: Facts) -> Facts:
    """Who sends a case back sends it wherever they like."""
    if row.action != "return" or facts.sent_back is None:
        return facts
    return replace(facts, sent_back=replace(facts.sent_back, to=position_of(row.target)))


def _state(world: World, table: str) -> str:
    payout = world.payout or PAYOUT.initial
    return {"application": world.application, "payout": payout}.get(table, world.batch or "")


def _moved(world: World, table: str, row: Row) -> World:
    if table == "application":
        return replace(world, application=row.target)
    return (
        replace(world, payout=row.target) if table == "payout" else replace(world, batch=row.target)
    )


def _possible(call: str, world: World) -> bool:
    """What the call presupposes: a payout or none yet, in a batch or in none."""
    paid_for, loose = world.payout is not None, world.batch is None
    return {
        "make": not paid_for and loose,
        "make again": paid_for and loose,
        "reissue": paid_for,
        "found paid before": paid_for and loose,
        "return": paid_for,
        "cancel": paid_for,
        "confirm payee": paid_for and not world.payee_confirmed,
    }.get(call, paid_for and not loose)


def _decided(after: World, before: World, row: Row, actor: Actor) -> World:
    """A stage is done when it was really done: its days over, no objection unheard."""
    after = after.acted(actor, row.duty, vote=row.action == "approve")
    here = position_of(row.source)
    heard = row.action == "review" or not before.objected
    sound = heard and (row.action != "pass_notice" or before.period_over)
    if row.action in FORWARD and row.source != row.target and here is not None and sound:
        after = replace(after, done=after.done | {here})
    if row.action == "open_notice":
        after = replace(after, period_over=False)
    if row.action in ("submit", "resubmit"):
        fresh = tuple(replace(person, voted=False) for person in after.persons)
        after = replace(after, persons=fresh)
        if position_of(row.target) == 0:  # from the first stage on, whatever was done before
            after = replace(after, done=frozenset(), period_over=False, came_from=None)
    if row.action == "take_back":
        undone = after.done - {position_of(row.target)}
        persons = tuple(replace(p, voted=p.voted and not p.last) for p in after.persons)
        after = replace(after, done=undone, persons=persons)
    at = here if row.action in ("review", "approve") else None
    return after.by_the_hand_of(actor, at)


@dataclass(frozen=True)
class Walk:
    """Every world that was reached; how money left the house wrongly, if it did; whether rightly."""

    worlds: frozenset[World]
    breach: str | None
    trace: tuple[str, ...]

    @property
    def paid(self) -> bool:
        return any(world.application == "paid" for world in self.worlds)


def walk(house: House) -> Walk:
    """Breadth first, so that the first breach has the shortest trace; it ends the walk."""
    came: dict[World, tuple[World, str] | None] = {house.start: None}
    waiting = deque(came)
    while waiting:
        world = waiting.popleft()
        breach = world.breach(house.path)
        if breach:
            return Walk(frozenset(came), breach, _trace(came, world))
        for what, after in house.steps(world):
            if after not in came:
                came[after] = (world, what)
                waiting.append(after)
    return Walk(frozenset(came), None, ())


def _trace(came: Mapping[World, tuple[World, str] | None], world: World) -> tuple[str, ...]:
    steps: list[str] = []
    before = came[world]
    while before is not None:
        steps.append(before[1])
        before = came[before[0]]
    return tuple(reversed(steps))
