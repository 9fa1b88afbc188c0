"""What the log knows of how things moved: each step from one state of its table to another, and when.

A deed on a thing names the row of the table by which it was done (``reviewed.1--approve--approved``);
one whose source is its target, such as a vote that is not the last, moved nothing.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from service.store.audit_tables import audit_entry

__all__ = ["Move", "last_moves", "moves_of"]

_DEEDS = (
    select(audit_entry.c.number, audit_entry.c.thing, audit_entry.c.act, audit_entry.c.entry)
    .where(audit_entry.c.thing.in_(bindparam("things", expanding=True)))
    .order_by(audit_entry.c.number)
)


@dataclass(frozen=True, slots=True)
class Move:
    """One step of one thing, as its table knows the states."""

    thing: str
    act: str
    source: str
    target: str
    at: datetime


def moves_of(connection: Connection, things: Collection[str]) -> Iterator[Move]:
    """Every step of these things, in the order of the log."""
    for row in connection.execute(_DEEDS, {"things": list(things)}):
        told = json.loads(row.entry)
        source, _, rest = str(told.get("dec", {}).get("rule", "")).partition("--")
        target = rest.partition("--")[2]
        if target and source != target:
            yield Move(row.thing, row.act, source, target, datetime.fromisoformat(told["ts"]))


def last_moves(connection: Connection, things: Collection[str]) -> dict[str, Move]:
    """The last step of each; things that never moved are left out."""
    return {move.thing: move for move in moves_of(connection, things)}
