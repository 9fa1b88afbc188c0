"""What the log knows of days gone by: how long it was then, and when something was last done.

No entry carries a time before that of the entry in front of it, so the log is in the order of time
and a moment is found by halving it: some twenty entries looked at in a million.
"""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from service.audit.instant import stamp
from service.store.audit_tables import audit_entry

__all__ = ["ever_done", "last_done", "size_before", "times_of"]

_ENTRY = select(audit_entry.c.entry).where(audit_entry.c.number == bindparam("number"))
_ENTRIES = select(audit_entry.c.number, audit_entry.c.entry).where(
    audit_entry.c.number.in_(bindparam("numbers", expanding=True))
)
_LAST = select(audit_entry.c.thing, audit_entry.c.entry).where(
    audit_entry.c.number.in_(
        select(func.max(audit_entry.c.number))
        .where(
            audit_entry.c.thing.in_(bindparam("things", expanding=True)),
            audit_entry.c.act.in_(bindparam("acts", expanding=True)),
        )
        .group_by(audit_entry.c.thing)
    )
)
_EVER = select(audit_entry.c.thing).where(
    audit_entry.c.thing.in_(bindparam("things", expanding=True)),
    audit_entry.c.act.in_(bindparam("acts", expanding=True)),
)


def size_before(connection: Connection, at: datetime, size: int) -> int:
    """How many of the first ``size`` entries were written before ``at``: a thing whose number is
    below that has not changed since."""
    wanted, low, high = stamp(at), 0, size
    while low < high:
        middle = (low + high) // 2
        entry = connection.execute(_ENTRY, {"number": middle}).scalar_one()
        if str(json.loads(entry)["ts"]) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def times_of(connection: Connection, numbers: Collection[int]) -> dict[int, datetime]:
    """When each of these entries was written."""
    rows = connection.execute(_ENTRIES, {"numbers": list(numbers)})
    return {row.number: _time(row.entry) for row in rows}


def last_done(
    connection: Connection, acts: Collection[str], things: Collection[str]
) -> dict[str, datetime]:
    """When one of ``acts`` was last done to each of these things; those it never was are left out."""
    rows = connection.execute(_LAST, {"things": list(things), "acts": list(acts)})
    return {row.thing: _time(row.entry) for row in rows}


def ever_done(
    connection: Connection, acts: Collection[str], things: Collection[str]
) -> frozenset[str]:
    """Those of the things to which one of ``acts`` was ever done."""
    rows = connection.execute(_EVER, {"things": list(things), "acts": list(acts)})
    return frozenset(rows.scalars())


def _time(entry: bytes) -> datetime:
    return datetime.fromisoformat(json.loads(entry)["ts"])
