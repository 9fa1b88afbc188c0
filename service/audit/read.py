"""What the service asks the log; every statement is built once.

A deed has a salt and a note has none; only deeds make somebody look again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, text

from service.audit.instant import CLOCKS, from_micros
from service.audit.merkle import Frontier
from service.store.audit_tables import audit_concern, audit_entry, audit_head, audit_opening

__all__ = ["Checkpoint", "Since", "Stored", "StoredOpening", "checkpoint", "concerned_since"]
__all__ += ["entries", "entry_at", "leaves", "openings", "trail"]


@dataclass(frozen=True, slots=True)
class Stored:
    number: int
    entry: bytes
    leaf_hash: bytes
    act: str
    kind: str
    thing: str


@dataclass(frozen=True, slots=True)
class StoredOpening:
    n: int
    name: str
    enc: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What two parties compare: the size of the log and the root of its tree; and how old it is."""

    size: int
    root: bytes
    at: datetime | None = None

    @property
    def root_hex(self) -> str:
        return self.root.hex()


@dataclass(frozen=True, slots=True)
class Since:
    """The database's clock, and the things touched by deeds since the log had a given size."""

    now: datetime
    things: frozenset[str]


_columns = (
    audit_entry.c.number,
    audit_entry.c.entry,
    audit_entry.c.leaf_hash,
    audit_entry.c.act,
    audit_entry.c.kind,
    audit_entry.c.thing,
)
_ENTRIES = (
    select(*_columns)
    .where(audit_entry.c.number > bindparam("after"))
    .order_by(audit_entry.c.number)
    .limit(bindparam("most"))
)
_ENTRY = select(*_columns).where(audit_entry.c.number == bindparam("number"))
_LEAVES = (
    select(audit_entry.c.leaf_hash)
    .where(audit_entry.c.number < bindparam("size"))
    .order_by(audit_entry.c.number)
)
_TRAIL = (
    select(*_columns)
    .join(audit_concern, audit_concern.c.number == audit_entry.c.number)
    .where(audit_concern.c.thing == bindparam("thing"), audit_concern.c.number > bindparam("after"))
    .order_by(audit_concern.c.number)
    .limit(bindparam("most"))
)
_OPENINGS = (
    select(audit_opening.c.number, audit_opening.c.n, audit_opening.c.name, audit_opening.c.enc)
    .where(audit_opening.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(audit_opening.c.number, audit_opening.c.n)
)
_HEAD = select(audit_head.c.size, audit_head.c.frontier, audit_head.c.at)
_SINCE = {
    dialect: text(
        f"SELECT clock.now, touched.thing FROM (SELECT {clock} AS now) AS clock "  # noqa: S608
        "LEFT JOIN (SELECT audit_concern.thing AS thing FROM audit_concern "
        "CROSS JOIN audit_entry WHERE audit_entry.number = audit_concern.number "
        "AND audit_concern.number >= :size AND length(audit_entry.salt) > 0) AS touched "
        "ON 1 = 1"
    )
    for dialect, clock in CLOCKS.items()
}


def _stored(
    connection: Connection, statement: Select[*tuple[Any, ...]], asked: dict[str, Any]
) -> list[Stored]:
    return [Stored(*row) for row in connection.execute(statement, asked)]


def entries(connection: Connection, *, after: int, limit: int) -> list[Stored]:
    """A page of the log; `after=-1` begins with the entry that opened it."""
    return _stored(connection, _ENTRIES, {"after": after, "most": limit})


def entry_at(connection: Connection, number: int) -> Stored | None:
    return next(iter(_stored(connection, _ENTRY, {"number": number})), None)


def leaves(connection: Connection, size: int) -> list[bytes]:
    """The leaf hashes of the tree of this size, in its order."""
    return list(connection.execute(_LEAVES, {"size": size}).scalars())


def trail(connection: Connection, thing: str, *, after: int = -1, limit: int) -> list[Stored]:
    """Everything that touched the thing, its own entries and those of what belongs to it."""
    return _stored(connection, _TRAIL, {"thing": thing, "after": after, "most": limit})


def openings(connection: Connection, numbers: Collection[int]) -> dict[int, list[StoredOpening]]:
    """The texts still kept for these entries, encrypted; one that was erased is simply absent."""
    found: dict[int, list[StoredOpening]] = {number: [] for number in numbers}
    if found:
        for row in connection.execute(_OPENINGS, {"numbers": list(found)}):
            found[row.number].append(StoredOpening(row.n, row.name, row.enc))
    return found


def checkpoint(connection: Connection) -> Checkpoint:
    row = connection.execute(_HEAD).one_or_none()
    if row is None:
        return Checkpoint(0, Frontier().root())
    root = Frontier.from_bytes(row.size, row.frontier).root()
    return Checkpoint(row.size, root, from_micros(row.at))


def concerned_since(connection: Connection, size: int) -> Since:
    """The one question under the lock: what time is it, and what changed since I began to read?

    `size` is what `glance` said then. Ask it after `lock_head`: only then is the answer complete.
    """
    rows = connection.execute(_SINCE[connection.dialect.name], {"size": size}).all()
    things = frozenset(row.thing for row in rows if row.thing is not None)
    return Since(from_micros(rows[0].now), things)
