"""The rows of sealed entries and how they are written, all while the one lock is held.

PostgreSQL takes entries, concerns, openings and the move of the head in one statement. SQLite, whose
statements cross no wire, takes them one after the other.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, text, update

from service.audit.entry import Sealed
from service.store.audit_tables import audit_concern, audit_entry, audit_head, audit_opening

__all__ = ["Encrypt", "Rows", "write"]

Encrypt = Callable[[bytes], bytes]
"""Closes a disclosure before it is stored."""
_Row = dict[str, Any]

_INSERT_ENTRIES = insert(audit_entry)
_INSERT_CONCERNS = insert(audit_concern)
_INSERT_OPENINGS = insert(audit_opening)
_MOVE_HEAD = (
    update(audit_head)
    .where(audit_head.c.id == 1, audit_head.c.size == bindparam("old_size"))
    .values(size=bindparam("new_size"), at=bindparam("new_at"), frontier=bindparam("edge"))
)
_ENTRY = {
    "number": "bigint", "entry": "bytea", "leaf_hash": "bytea", "root": "bytea", "salt": "bytea",
    "act": "text", "kind": "text", "thing": "text", "duty": "text", "person": "text",
    "principal": "text",
}  # fmt: skip
_CONCERN = {"thing": "text", "number": "bigint"}
_OPENING = {"number": "bigint", "n": "integer", "name": "text", "enc": "bytea"}


def _inserting(table: Table, kinds: Mapping[str, str], prefix: str) -> str:
    """The insert of as many rows as the arrays are long; each column is one parameter."""
    arrays = ", ".join(f"CAST(:{prefix}_{name} AS {kind}[])" for name, kind in kinds.items())
    names = ", ".join(kinds)
    return f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays}) RETURNING 1"  # noqa: S608


_AT_ONCE = text(
    f"WITH entries AS ({_inserting(audit_entry, _ENTRY, 'e')}), "  # noqa: S608
    f"concerns AS ({_inserting(audit_concern, _CONCERN, 'c')}), "
    f"openings AS ({_inserting(audit_opening, _OPENING, 'o')}) "
    "UPDATE audit_head SET size = :new_size, at = :new_at, frontier = :edge "
    "FROM (SELECT count(*) FROM entries) AS e(n), (SELECT count(*) FROM concerns) AS c(n), "
    "(SELECT count(*) FROM openings) AS o(n) "
    "WHERE id = 1 AND size = :old_size AND e.n + c.n + o.n > 0"
)
"""The head moves last: it is joined to what has been written, and so waits for it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What one call appends, table by table."""

    entries: list[_Row]
    concerns: list[_Row]
    openings: list[_Row]

    @classmethod
    def of(cls, sealed: Sequence[Sealed], roots: Sequence[bytes], encrypt: Encrypt) -> "Rows":
        return cls(
            [_entry_row(one, root) for one, root in zip(sealed, roots, strict=True)],
            list(_concern_rows(sealed)),
            list(_opening_rows(sealed, encrypt)),
        )


def write(connection: Connection, rows: Rows, move: _Row) -> int:
    """Write the rows and move the head from the size it was locked at; how many heads moved."""
    if connection.dialect.name == "postgresql":
        return connection.execute(_AT_ONCE, {**_arrays(rows), **move}).rowcount
    connection.execute(_INSERT_ENTRIES, rows.entries)
    connection.execute(_INSERT_CONCERNS, rows.concerns)
    if rows.openings:
        connection.execute(_INSERT_OPENINGS, rows.openings)
    return connection.execute(_MOVE_HEAD, move).rowcount


def _arrays(rows: Rows) -> dict[str, list[Any]]:
    """One array a column, as many elements as there are rows."""
    parts = (("e", _ENTRY, rows.entries), ("c", _CONCERN, rows.concerns))
    return {
        f"{prefix}_{name}": [row[name] for row in found]
        for prefix, kinds, found in (*parts, ("o", _OPENING, rows.openings))
        for name in kinds
    }


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
