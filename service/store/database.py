"""Connecting: one engine per process, with the manners each database needs.

PostgreSQL runs under READ COMMITTED with time-outs on locks, statements and idle transactions.
SQLite writes begin IMMEDIATE and see the world at once; reads never upgrade (design.md §6).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState

__all__ = ["LOCK_WAIT_S", "WRITES", "connect"]

LOCK_WAIT_S = 5
WRITES = "aid_writes"

_POSTGRESQL = (
    f"-c lock_timeout={LOCK_WAIT_S}s -c statement_timeout=60s "
    "-c idle_in_transaction_session_timeout=60s -c timezone=UTC"
)


def connect(url: str, pool_size: int = 4) -> Engine:
    """An engine for the address; nothing is opened before the first use."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = _sqlite(url)
    else:
        engine = create_engine(
            url,
            pool_size=pool_size,
            pool_pre_ping=True,
            hide_parameters=True,
            isolation_level="READ COMMITTED",
            connect_args={"options": _POSTGRESQL, "connect_timeout": 5},
        )
    event.listen(engine, "reset", _end)
    return engine


def _end(connection: Any, _record: ConnectionPoolEntry, state: PoolResetState) -> None:
    """A COMMIT that fails leaves its transaction open, and SQLAlchemy takes it for ended: the next who
    is given the connection could not begin, and nobody else could write (SQLite has one writer)."""
    if state.transaction_was_reset:
        connection.rollback()


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url, hide_parameters=True, connect_args={"timeout": LOCK_WAIT_S, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def _manners(connection: Any, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
