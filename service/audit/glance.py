"""What a run notes before its first read: how long the log is, and the database's clock."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, text

from service.audit.instant import CLOCKS, from_micros

__all__ = ["glance"]

_GLANCE = {
    dialect: text(f"SELECT (SELECT size FROM audit_head) AS size, {clock} AS now")  # noqa: S608
    for dialect, clock in CLOCKS.items()
}


def glance(connection: Connection) -> tuple[int, datetime]:
    """The size of the log and the instant of this run, in one statement."""
    row = connection.execute(_GLANCE[connection.dialect.name]).one()
    return row.size or 0, from_micros(row.now).astimezone(UTC)
