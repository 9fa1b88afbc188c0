"""Many changed rows of one kind, written by one statement: things, and the balances of a fund.

The mapper writes rows that have a version one by one, so a batch of a thousand lines would ask the
database a thousand times. Here they go together, each still compared with the version it was read
at, and the count of rows says whether all of them stood there (performance.md, P3).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, Update, bindparam, inspect, update
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.exc import StaleDataError

from service.store.things import Base

__all__ = ["write_many"]

Group = tuple[type[Base], tuple[str, ...]]


def write_many(session: Session) -> None:
    """Write the changed rows that come in numbers and let go of them; the rest is the flush's.

    Raises ``StaleDataError``, as the flush would, when a row is not at the version it was read at.
    """
    groups: dict[Group, list[Base]] = {}
    for row in _changed(session):
        groups.setdefault((type(row), _columns(row)), []).append(row)
    for (model, columns), rows in groups.items():
        if len(rows) > 1:
            _write(session, model, columns, rows)


def _changed(session: Session) -> Iterator[Base]:
    for row in session.dirty:
        if isinstance(row, Base) and _loose(type(row)) and session.is_modified(row):
            yield row


@cache
def _loose(model: type[Base]) -> bool:
    """Whether it has a version, and letting go of a row leaves its parts where they are."""
    mapper: Mapper[Base] = inspect(model)
    parts = any(part.cascade.expunge for part in mapper.relationships)
    return mapper.version_id_col is not None and not parts


def _columns(row: Base) -> tuple[str, ...]:
    mapper: Mapper[Base] = inspect(type(row))
    return tuple(sorted(inspect(row).committed_state.keys() & mapper.column_attrs.keys()))


@cache
def _compared(model: type[Base]) -> tuple[str, ...]:
    """What a row is found by: its key, and the version it was read at."""
    mapper: Mapper[Base] = inspect(model)
    columns = [*mapper.primary_key, mapper.version_id_col]
    return tuple(
        mapper.get_property_by_column(one).key for one in columns if isinstance(one, Column)
    )


@cache
def _statement(table: Table, compared: tuple[str, ...], columns: tuple[str, ...]) -> Update:
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in columns}
    found = (table.c[name] == bindparam(f"of_{name}") for name in compared)
    return update(table).where(*found).values(values)


def _write(session: Session, model: type[Base], columns: tuple[str, ...], rows: list[Base]) -> None:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} stands in no table")
    compared = _compared(model)
    told = [
        {f"to_{name}": getattr(row, name) for name in columns}
        | {f"of_{name}": _as_read(row, name) for name in compared}
        for row in rows
    ]
    written = session.connection().execute(_statement(table, compared, columns), told)
    if written.rowcount != len(rows):
        raise StaleDataError(f"{written.rowcount} of {len(rows)} {table.name} rows were written")
    for row in rows:
        session.expunge(row)


def _as_read(row: Base, name: str) -> Any:
    return inspect(row).committed_state.get(name, getattr(row, name))
