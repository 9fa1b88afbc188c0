"""Appending to the log, inside the business transaction, under the one lock.

However many entries a call writes, it costs the same few statements (performance.md, P3). Nothing
commits here.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, text

from service.audit.draft import Draft, Who
from service.audit.entry import LOG_OPEN, Sealed, seal
from service.audit.instant import from_micros, to_micros
from service.audit.merkle import Frontier
from service.audit.rows import Encrypt, Rows, write
from service.store.audit_tables import audit_head

__all__ = ["LOG_KIND", "Encrypt", "Head", "HeadMoved", "append", "lock_head", "open_log"]

LOG_KIND = "log"


_LOCK = select(audit_head.c.size, audit_head.c.at, audit_head.c.frontier).with_for_update()
_FIRST_HEAD = text(
    "INSERT INTO audit_head (id, size, at, frontier) VALUES (1, 0, 0, :frontier) "
    "ON CONFLICT (id) DO NOTHING"
)


class HeadMoved(Exception):
    """The head is not where it was locked: somebody wrote without the lock."""


@dataclass(frozen=True, slots=True)
class Head:
    """How long the log is, the time of its last entry, and its right edge."""

    size: int
    at: datetime
    frontier: Frontier

    def not_before(self, now: datetime) -> datetime:
        """The time an entry may carry: the clock's, but never before the last entry's."""
        return max(now, self.at)


def lock_head(connection: Connection) -> Head:
    """The one lock (design.md §6); held to the end of the transaction. SQLite's is BEGIN IMMEDIATE.

    Under READ COMMITTED what is read after this statement is what the writers before have left.
    """
    row = connection.execute(_LOCK).one_or_none()
    if row is None:
        connection.execute(_FIRST_HEAD, {"frontier": b""})
        row = connection.execute(_LOCK).one()
    return Head(row.size, from_micros(row.at), Frontier.from_bytes(row.size, row.frontier))


def append(connection: Connection, head: Head, sealed: Sequence[Sealed], encrypt: Encrypt) -> Head:
    """Write the sealed entries behind the locked head and move it; the new head is returned."""
    if not sealed:
        return head
    roots, frontier = _grown(head, sealed)
    moved = Head(frontier.size, sealed[-1].at, frontier)
    rows = Rows.of(sealed, roots, encrypt)
    move = {
        "old_size": head.size,
        "new_size": moved.size,
        "new_at": to_micros(moved.at),
        "edge": frontier.to_bytes(),
    }
    if write(connection, rows, move) != 1:
        raise HeadMoved(f"the log no longer ends at {head.size}")
    return moved


def _grown(head: Head, sealed: Sequence[Sealed]) -> tuple[list[bytes], Frontier]:
    frontier, at = head.frontier, head.at
    roots = []
    for one in sealed:
        if one.number != frontier.size or one.at < at:
            raise ValueError(f"entry {one.number} does not follow entry {frontier.size - 1}")
        frontier, at = frontier.append(one.leaf_hash), one.at
        roots.append(frontier.root())
    return roots, frontier


def open_log(connection: Connection, *, origin: str, entry_id: str, at: datetime, who: Who) -> Head:
    """Entry 0 opens the log and names its origin, once; so no row ever has number 0."""
    head = lock_head(connection)
    if head.size:
        return head
    draft = Draft(act=LOG_OPEN, kind=LOG_KIND, thing=origin, who=who)
    first = seal(draft, number=0, entry_id=entry_id, at=at, log=origin, salts=secrets.token_bytes)
    return append(connection, head, [first], encrypt=bytes)
