"""What a database holds, table by table, so that a test can say that nothing changed."""

from __future__ import annotations

import hashlib

from sqlalchemy import Engine

from service.store.metadata import metadata

__all__ = ["AUDIT", "log_size", "snapshot"]

AUDIT = frozenset({"audit_entry", "audit_concern", "audit_opening", "audit_head"})


def snapshot(engine: Engine, *, but: frozenset[str] = frozenset()) -> dict[str, str]:
    """A digest of the rows of every table ``but`` some."""
    found = {}
    with engine.connect() as connection:
        for name in sorted(metadata.tables.keys() - but):
            rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"')  # noqa: S608
            text = "\n".join(sorted(repr(tuple(row)) for row in rows))
            found[name] = hashlib.sha256(text.encode()).hexdigest()
    return found


def log_size(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT size FROM audit_head").scalar_one())
