"""Alembic's entry: one transaction, one migration at a time, giving up rather than waiting long."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, text

from service.store.personal import PersonalText
from service.store.tables import metadata
from service.store.things import Instant

LOCK = 7_360_722
"""The advisory lock that keeps two hosts from migrating at once; registered nowhere else."""


def _plainly(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our own column types are written as what they are underneath: a migration stands alone."""
    if kind == "type" and isinstance(item, PersonalText):
        return "sa.Text()"
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True).with_variant(sa.String(32), 'sqlite')"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=False,
        render_item=_plainly,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        context.run_migrations()


run(context.config.attributes["connection"])
