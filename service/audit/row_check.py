"""The log against the business rows: every row stands at the last deed of its thing and nowhere
else, and is what that deed committed to (reliability.md §2.7).

This catches the direct edit of a business table, and a cut tail of the log as long as one row still
carries a number that the log no longer has.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from service.audit.canonical import NotCanonical
from service.audit.disclosure import state_digest
from service.audit.merkle import leaf_hash
from service.audit.report import RowState, Wrong, earliest
from service.audit.walk import LEAF
from service.store.audit_tables import audit_entry

__all__ = ["RowCheck", "rows_wrong"]

CUT = "a {kind} row carries this number, which the log does not have"
UNTOLD = "a {kind} row carries this number, but no entry tells of its thing"
ELSEWHERE = "it is the last of its {kind}, whose row stands at entry {number}"
REMOVED = "it removed its {kind}, whose row is still there"
ALTERED = "the {kind} row it last changed is no longer what it committed to"
TWICE = "two {kind} rows stand at it"
GONE = "the row of its thing is gone"

CHUNK = 1_000

_deed = func.length(audit_entry.c.salt) > 0
_last = (
    select(func.max(audit_entry.c.number).label("number"))
    .where(audit_entry.c.thing.in_(bindparam("things", expanding=True)), _deed)
    .group_by(audit_entry.c.kind, audit_entry.c.thing)
    .subquery()
)
_LAST = select(
    audit_entry.c.kind,
    audit_entry.c.thing,
    audit_entry.c.number,
    audit_entry.c.salt,
    audit_entry.c.entry,
    audit_entry.c.leaf_hash,
).join(_last, _last.c.number == audit_entry.c.number)
_EVERY_LAST = (
    select(func.max(audit_entry.c.number))
    .where(_deed)
    .group_by(audit_entry.c.kind, audit_entry.c.thing)
    .order_by(func.max(audit_entry.c.number))
    .execution_options(yield_per=CHUNK)
)


class RowCheck:
    """One pass over the rows. `existing` says of each entry whether its thing exists after it."""

    def __init__(self, connection: Connection, existing: bytearray) -> None:
        self._connection = connection
        self._existing = existing
        self._seen = bytearray(len(existing))
        self.rows = 0

    def wrong(self, states: Iterable[RowState]) -> Wrong | None:
        """The smallest number at which rows and log disagree."""
        first: Wrong | None = None
        for chunk in _chunks(states):
            first = earliest(first, *self._chunk_wrongs(chunk))
        return earliest(first, self._gone())

    def _chunk_wrongs(self, chunk: list[RowState]) -> Iterator[Wrong | None]:
        self.rows += len(chunk)
        last = _last_deeds(self._connection, chunk)
        for row in chunk:
            yield self._row_wrong(row, last.get((row.kind, row.thing)))

    def _row_wrong(self, row: RowState, last: Any) -> Wrong | None:
        twice = last is not None and self._seen[last.number]
        if last is not None:
            self._seen[last.number] = 1
        misplaced = _misplaced(row, last, len(self._existing))
        if misplaced is None and twice:
            return Wrong(last.number, TWICE.format(kind=row.kind))
        return misplaced or _altered(row, last)

    def _gone(self) -> Wrong | None:
        with self._connection.execute(_EVERY_LAST) as found:
            for number in found.scalars():
                if self._existing[number] and not self._seen[number]:
                    return Wrong(number, GONE)
        return None


def rows_wrong(
    connection: Connection, rows: Sequence[RowState], size: int
) -> Iterator[Wrong | None]:
    """What each of a few rows is against the last deed of its thing, in a log of ``size`` entries.

    Each of these entries is held against its own hash; that the tree holds, and that no row is
    missing, is for the walk over all to say.
    """
    last = _last_deeds(connection, rows)
    for row in rows:
        deed = last.get((row.kind, row.thing))
        yield _misplaced(row, deed, size) or _unsound(deed) or _altered(row, deed)


def _unsound(deed: Any) -> Wrong | None:
    return None if leaf_hash(deed.entry) == deed.leaf_hash else Wrong(deed.number, LEAF)


def _last_deeds(connection: Connection, rows: Sequence[RowState]) -> dict[tuple[str, str], Any]:
    found = connection.execute(_LAST, {"things": [row.thing for row in rows]})
    return {(entry.kind, entry.thing): entry for entry in found}


def _misplaced(row: RowState, last: Any, size: int) -> Wrong | None:
    if not 0 <= row.number < size:
        return Wrong(row.number, CUT.format(kind=row.kind))
    if last is None:
        return Wrong(row.number, UNTOLD.format(kind=row.kind))
    if row.number != last.number:
        return Wrong(last.number, ELSEWHERE.format(kind=row.kind, number=row.number))
    return None


def _altered(row: RowState, last: Any) -> Wrong | None:
    """The state against what the entry commits to; an entry without that removed its thing."""
    committed = json.loads(last.entry).get("sh")
    if committed is None:
        return Wrong(last.number, REMOVED.format(kind=row.kind))
    try:
        same = committed == state_digest(last.salt, row.state)
    except NotCanonical:  # a state the service would never have written
        same = False
    return None if same else Wrong(last.number, ALTERED.format(kind=row.kind))


def _chunks(states: Iterable[RowState]) -> Iterator[list[RowState]]:
    source = iter(states)
    while chunk := list(islice(source, CHUNK)):
        yield chunk
