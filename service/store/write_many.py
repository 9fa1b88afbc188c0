"""Many changed things of one kind, written by one statement.

The mapper writes rows that have a version one by one, so a batch of a thousand lines would ask the
database a thousand times. Here they go together, each still compared with the version it was read
at, and the count of rows says whether all of them stood there (performance.md, P3).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Table, Update, bindparam, inspect, update
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.exc import StaleDataError

from service.store.things import Thing

__all__ = ["write_many"]

Group = tuple[type[Thing], tuple[str, ...]]


def write_many(session: Session) -> None:
    """Write the changed things that come in numbers and let go of them; the rest is the flush's.

    Raises ``StaleDataError``, as the flush would, when a row is not at the version it was read at.
    """
    groups: dict[Group, list[Thing]] = {}
    for thing in _changed(session):
        groups.setdefault((type(thing), _columns(thing)), []).append(thing)
    for (model, columns), things in groups.items():
        if len(things) > 1:
            _write(session, model, columns, things)


def _changed(session: Session) -> Iterator[Thing]:
    for row in session.dirty:
        if isinstance(row, Thing) and _loose(type(row)) and session.is_modified(row):
            yield row


@cache
def _loose(model: type[Thing]) -> bool:
    """Whether letting go of a thing leaves its parts where they are."""
    return not any(part.cascade.expunge for part in inspect(model).relationships)


def _columns(thing: Thing) -> tuple[str, ...]:
    mapper: Mapper[Thing] = inspect(type(thing))
    return tuple(sorted(inspect(thing).committed_state.keys() & mapper.column_attrs.keys()))


@cache
def _statement(table: Table, columns: tuple[str, ...]) -> Update:
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in columns}
    return (
        update(table)
        .where(table.c.id == bindparam("of_id"), table.c.number == bindparam("of_number"))
        .values(values)
    )


def _write(
    session: Session, model: type[Thing], columns: tuple[str, ...], things: list[Thing]
) -> None:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} stands in no table")
    rows = [
        {f"to_{name}": getattr(thing, name) for name in columns}
        | {"of_id": thing.id, "of_number": inspect(thing).committed_state["number"]}
        for thing in things
    ]
    written = session.connection().execute(_statement(table, columns), rows)
    if written.rowcount != len(things):
        raise StaleDataError(f"{written.rowcount} of {len(things)} {model.KIND} rows were written")
    for thing in things:
        session.expunge(thing)
