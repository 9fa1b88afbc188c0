"""Somebody with the owner's rights and all triggers off, who changes the log by hand."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, Table, delete, insert, select, update

from service.audit.canonical import canonical
from service.audit.merkle import Frontier, leaf_hash
from service.store.audit_tables import audit_concern, audit_entry, audit_head, audit_opening

TABLES = (audit_entry, audit_concern, audit_opening, audit_head)
Row = dict[str, Any]
Change = Callable[[list[Row]], None]


class Hand:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                names = connection.exec_driver_sql(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                ).scalars()
                for name in list(names):
                    connection.exec_driver_sql(f"DROP TRIGGER {name}")
            else:
                for table in TABLES:
                    connection.exec_driver_sql(f"ALTER TABLE {table.name} DISABLE TRIGGER ALL")

    def rows(self) -> list[Row]:
        with self.engine.connect() as connection:
            found = connection.execute(select(audit_entry).order_by(audit_entry.c.number))
            return [dict(row._mapping) for row in found]

    def head(self) -> Row:
        with self.engine.connect() as connection:
            return dict(connection.execute(select(audit_head)).one()._mapping)

    def put(self, rows: list[Row]) -> None:
        """These entries and no others; everything beside them as it was."""
        with self.engine.begin() as connection:
            connection.execute(delete(audit_entry))
            if rows:
                connection.execute(insert(audit_entry), rows)

    def change(self, change: Change) -> list[Row]:
        """The entries as the change leaves them; as they were before is returned."""
        rows = self.rows()
        change(rows)
        before = self.rows()
        self.put(rows)
        return before

    def set(self, table: Table, where: Row, values: Row) -> None:
        with self.engine.begin() as connection:
            statement = update(table).values(values)
            for name, value in where.items():
                statement = statement.where(table.c[name] == value)
            assert connection.execute(statement).rowcount > 0

    def remove(self, table: Table, **where: object) -> None:
        with self.engine.begin() as connection:
            statement = delete(table)
            for name, value in where.items():
                statement = statement.where(table.c[name] == value)
            assert connection.execute(statement).rowcount > 0

    def add(self, table: Table, **values: object) -> None:
        with self.engine.begin() as connection:
            connection.execute(insert(table).values(values))

    def recompute(self) -> None:
        """Leaf hashes, roots and head over the bytes as they are: all that the log holds of itself."""
        self.change(_recomputed)
        frontier = Frontier()
        for row in self.rows():
            frontier = frontier.append(row["leaf_hash"])
        head = {"size": frontier.size, "frontier": frontier.to_bytes()}
        self.set(audit_head, {"id": 1}, head)


def _recomputed(rows: list[Row]) -> None:
    frontier = Frontier()
    for row in rows:
        row["leaf_hash"] = leaf_hash(row["entry"])
        frontier = frontier.append(row["leaf_hash"])
        row["root"] = frontier.root()


def edited(data: bytes, **parts: object) -> bytes:
    """The entry with some of its parts set, in canonical form."""
    return canonical(json.loads(data) | parts)


def renumbered(rows: list[Row]) -> None:
    """Dense numbers, each entry saying its own, with its leaf hash: all but the roots."""
    for number, row in enumerate(rows):
        row["number"] = number
        row["entry"] = edited(row["entry"], seq=number)
        row["leaf_hash"] = leaf_hash(row["entry"])
