"""The only door to a state change. It decides; it never writes.

``transitions`` holds each table as one machine without a model, made once and shared: nothing is
kept on it, so threads and requests do not meet (peers.md part E). Guards are ours, because the
library answers a failed condition with a silent False.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from transitions import Machine, MachineError

from workflows.actor import Actor
from workflows.errors import Refused, RoleRequired, Verdict, WrongState
from workflows.facts import Facts
from workflows.guards import opinion_required
from workflows.table import Row, Table, plain

__all__ = ["assess", "fire", "machine_of", "nearest", "open_rows"]


@dataclass(slots=True)
class _Case:
    """What the machine moves: a bare state, thrown away afterwards."""

    state: str


@cache
def machine_of(table: Table) -> Machine:
    """The shared machine of a table; every row is an event of its own name."""
    return Machine(
        model=None,
        states=list(table.states),
        initial=table.initial,
        auto_transitions=False,
        send_event=True,
        transitions=[
            {"trigger": row.key, "source": row.source, "dest": row.target} for row in table.rows
        ],
    )


def assess(row: Row, facts: Facts) -> tuple[Verdict, ...]:
    """Every verdict of every guard of one row: a refusal shows all of them at once."""
    guards = (*row.guards, opinion_required) if row.opinion_required else row.guards
    bound = facts.on(row)
    return tuple(verdict for guard in guards for verdict in guard(bound))


def open_rows(table: Table, state: str, action: str, *, named: bool = False) -> tuple[Row, ...]:
    """The rows of an action in a state, of those a caller may name if it was ``named`` by one; raises
    ``WrongState`` with what is allowed instead."""
    rows = table.doors_for(state, action) if named else table.rows_for(state, action)
    if not rows:
        raise WrongState(state=plain(state), action=action, allowed=list(table.allowed(state)))
    return rows


def fire(table: Table, state: str, action: str, facts: Facts) -> Row:
    """The row by which ``action`` leads out of ``state``: the first whose guards all hold.

    Raises ``WrongState`` when the table has no such row, and the gravest failed guard otherwise,
    carrying every verdict of the row that came nearest. That the actor holds a role of the row
    where the case lies was checked before; here it is asked again, wherever it is held, so that no
    row is fired by whom it does not name.
    """
    failures: list[tuple[Verdict, ...]] = []
    for row in open_rows(table, state, action):
        told = (_role(row, facts.actor), *assess(row, facts))
        failed = tuple(verdict for verdict in told if not verdict.ok)
        if not failed:
            return _moved(table, row)
        failures.append(failed)
    raise Refused.of(nearest(failures))


def _role(row: Row, actor: Actor) -> Verdict:
    values: dict[str, object] = {"roles": sorted(row.roles), "held": list(actor.roles)}
    return Verdict(RoleRequired, actor.acts_as(row.roles, row.level), values)


def nearest(failures: Sequence[tuple[Verdict, ...]]) -> tuple[Verdict, ...]:
    """The reasons of the row that was meant: not one that a choosing guard rules out, and of the
    others the one with the fewest."""
    return min(failures, key=lambda failed: (any(one.chooses for one in failed), len(failed)))


def _moved(table: Table, row: Row) -> Row:
    """Ask the machine too: a row it does not know cannot be fired."""
    case = _Case(row.source)
    try:
        machine_of(table).events[row.key].trigger(case)
    except (KeyError, MachineError) as error:
        raise WrongState(state=plain(row.source), action=row.action) from error
    if case.state != row.target:
        raise WrongState(state=plain(row.source), action=row.action)
    return row
