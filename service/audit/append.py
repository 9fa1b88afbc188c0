"""Appending to the log, inside the business transaction, under the one lock.

However many entries a call writes, it costs the same few statements: one insert each into entries,
concerns and openings, and one update of the head (performance.md, P3). Nothing commits here.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from service.audit.draft import Draft, Who
from service.audit.entry import LOG_OPEN, Sealed, seal
from service.audit.instant import from_micros, to_micros
from service.audit.merkle import Frontier
from service.store.audit_tables import audit_concern, audit_entry, audit_head, audit_opening

__all__ = ["LOG_KIND", "Encrypt", "Head", "HeadMoved", "append", "lock_head", "open_log"]

LOG_KIND = "log"

Encrypt = Callable[[bytes], bytes]
"""Closes a disclosure before it is stored."""

_LOCK = select(audit_head.c.size, audit_head.c.at, audit_head.c.frontier).with_for_update()
_FIRST_HEAD = text(
    "INSERT INTO audit_head (id, size, at, frontier) VALUES (1, 0, 0, :frontier) "
    "ON CONFLICT (id) DO NOTHING"
)
_INSERT_ENTRIES = insert(audit_entry)
_INSERT_CONCERNS = insert(audit_concern)
_INSERT_OPENINGS = insert(audit_opening)
_MOVE_HEAD = (
    update(audit_head)
    .where(audit_head.c.id == 1, audit_head.c.size == bindparam("old_size"))
    .values(size=bindparam("new_size"), at=bindparam("new_at"), frontier=bindparam("edge"))
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
    connection.execute(
        _INSERT_ENTRIES, [_entry_row(one, root) for one, root in zip(sealed, roots, strict=True)]
    )
    connection.execute(_INSERT_CONCERNS, list(_concern_rows(sealed)))
    openings = list(_opening_rows(sealed, encrypt))
    if openings:
        connection.execute(_INSERT_OPENINGS, openings)
    moved = Head(frontier.size, sealed[-1].at, frontier)
    parameters = {
        "old_size": head.size,
        "new_size": moved.size,
        "new_at": to_micros(moved.at),
        "edge": frontier.to_bytes(),
    }
    if connection.execute(_MOVE_HEAD, parameters).rowcount != 1:
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


def _entry_row(sealed: Sealed, root: bytes) -> dict[str, Any]:
    draft = sealed.draft
    return {
        "number": sealed.number,
        "entry": sealed.entry,
        "leaf_hash": sealed.leaf_hash,
        "root": root,
        "salt": draft.salt,
        "act": draft.act,
        "kind": draft.kind,
        "thing": draft.thing,
        "duty": draft.duty,
        "person": draft.who.person,
        "principal": draft.acting_for and draft.acting_for.person,
    }


def _concern_rows(sealed: Sequence[Sealed]) -> Iterator[dict[str, Any]]:
    for one in sealed:
        for thing in sorted(one.draft.concerns | {one.draft.thing}):
            yield {"thing": thing, "number": one.number}


def _opening_rows(sealed: Sequence[Sealed], encrypt: Encrypt) -> Iterator[dict[str, Any]]:
    for one in sealed:
        for opening in one.openings:
            yield {
                "number": one.number,
                "n": opening.n,
                "name": opening.name,
                "enc": encrypt(opening.disclosure),
            }


def open_log(connection: Connection, *, origin: str, entry_id: str, at: datetime, who: Who) -> Head:
    """Entry 0 opens the log and names its origin, once; so no row ever has number 0."""
    head = lock_head(connection)
    if head.size:
        return head
    draft = Draft(act=LOG_OPEN, kind=LOG_KIND, thing=origin, who=who)
    first = seal(draft, number=0, entry_id=entry_id, at=at, log=origin, salts=secrets.token_bytes)
    return append(connection, head, [first], encrypt=bytes)
