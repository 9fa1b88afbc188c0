"""Many new rows of one table, written by one statement.

The mapper writes rows that came by the thousand faster than one by one, but still at three times the
cost of the database's own work. Here PostgreSQL is handed one JSON text for each table and takes it
apart itself; SQLite, whose statements cross no wire, takes the rows one after the other. What is
written is the same, each value as its column's type makes it (performance.md, P6).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    Insert,
    LargeBinary,
    Table,
    TextClause,
    insert,
    inspect,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from service.store.things import Base, Part, Record, Thing

__all__ = ["MANY", "insert_many"]

MANY: Final = 20
"""Fewer rows of a kind are left to the flush."""
Row = dict[str, Any]
Written = Callable[[Any], Any]


def insert_many(session: Session) -> None:
    """Write the new things that come in numbers, with their parts, and records; let go of them.

    A row that is not complete is left to the flush, which says what is missing.
    """
    things, parts, records = _groups(session)
    connection = session.connection()
    for model, rows in chain(things.items(), parts.items(), records.items()):
        _insert(connection, model, rows)
    for rows in chain(things.values(), records.values()):
        for row in rows:
            session.expunge(row)
    for rows in parts.values():  # those their thing did not take along
        for row in rows:
            if row in session:
                session.expunge(row)


_Groups = dict[type[Base], list[Base]]


def _groups(session: Session) -> tuple[_Groups, _Groups, _Groups]:
    """By model: things of which there are many, the parts these own, records of which are many."""
    things, parts, records = _Groups(), _Groups(), _Groups()
    kinds = ((Thing, things), (Part, parts), (Record, records))
    for row in session.new:
        for kind, found in kinds:
            if isinstance(row, kind):
                found.setdefault(type(row), []).append(row)
    things = {model: rows for model, rows in things.items() if _many(model, rows)}
    owners = {row.id for rows in things.values() for row in rows}  # type: ignore[attr-defined]
    owned = {
        model: [row for row in rows if row.owned_by in owners]  # type: ignore[attr-defined]
        for model, rows in parts.items()
    }
    if any(not _complete(model, row) for model, rows in owned.items() for row in rows):
        return {}, {}, {}
    records = {model: rows for model, rows in records.items() if _many(model, rows)}
    return things, {model: rows for model, rows in owned.items() if rows}, records


def _many(model: type[Base], rows: Sequence[Base]) -> bool:
    return len(rows) >= MANY and all(_complete(model, row) for row in rows)


def _complete(model: type[Base], row: Base) -> bool:
    said = vars(row)
    return all(said.get(name) is not None for name in _shape(model).needed)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A model's table, and by attribute the column; ``needed`` are those that must not be null."""

    table: Table
    columns: tuple[tuple[str, Column[Any]], ...]
    needed: tuple[str, ...]


@cache
def _shape(model: type[Base]) -> _Shape:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} stands in no table")
    columns = tuple(
        (one.key, table.columns[one.columns[0].name]) for one in inspect(model).column_attrs
    )
    return _Shape(table, columns, tuple(key for key, column in columns if not column.nullable))


def _insert(connection: Connection, model: type[Base], rows: Sequence[Base]) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_at_once(model), {"rows": _told(connection.dialect, model, rows)})
    else:
        connection.execute(_one_by_one(model), list(_values(model, rows)))


@cache
def _one_by_one(model: type[Base]) -> Insert:
    return insert(_shape(model).table)


def _values(model: type[Base], rows: Sequence[Base]) -> Iterator[Row]:
    columns = _shape(model).columns
    for row in rows:
        said = vars(row)
        yield {column.name: said.get(key) for key, column in columns}


@cache
def _at_once(model: type[Base]) -> TextClause:
    """The text is cast to each column's own type by the database."""
    shape = _shape(model)
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    names = ", ".join(f'"{column.name}"' for _, column in shape.columns)
    kinds = ", ".join(
        f'"{column.name}" {column.type.compile(dialect)}' for _, column in shape.columns
    )
    return text(
        f'INSERT INTO "{shape.table.name}" ({names}) '  # noqa: S608 - names of our own tables
        f"SELECT {names} FROM json_to_recordset(CAST(:rows AS json)) AS told({kinds})"
    )


def _told(dialect: Dialect, model: type[Base], rows: Sequence[Base]) -> str:
    columns = [(key, name, written) for key, name, written in _written(dialect, model)]
    told = []
    for row in rows:
        said = vars(row)
        line = {}
        for key, name, written in columns:
            value = said.get(key)
            if value is not None:
                line[name] = value if written is None else written(value)
        told.append(line)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


_KNOWN: dict[type[Base], list[tuple[str, str, Written | None]]] = {}


def _written(dialect: Dialect, model: type[Base]) -> list[tuple[str, str, Written | None]]:
    """For each column how its value is said in JSON; None where it is said as it is."""
    if model not in _KNOWN:
        _KNOWN[model] = [
            (key, column.name, _as_json(dialect, column)) for key, column in _shape(model).columns
        ]
    return _KNOWN[model]


def _as_json(dialect: Dialect, column: Column[Any]) -> Written | None:
    kind = column.type
    if isinstance(kind, JSON):
        return None  # an object within the object
    if isinstance(kind, LargeBinary):
        return lambda value: f"\\x{value.hex()}"
    if isinstance(kind, Date | DateTime):
        return lambda value: value.isoformat()
    bind = getattr(kind, "process_bind_param", None)
    if bind is None:
        return None
    return lambda value: _plain(bind(value, dialect))


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
