"""What keeps two processes from doing the same thing twice, each to be taken away for a control.

SQLite lets one writer in at a time from the first statement on; where a net is taken away it has to
begin as late as PostgreSQL does, else nobody would ever fall.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Engine

from service import unit_of_work
from service.audit.append import Head, lock_head
from service.audit.read import Since, concerned_since
from service.store.things import Base
from service.unit_of_work import Transactions

__all__ = ["INDEX", "LOOK", "VERSION", "drop_index", "take_away"]

LOOK, VERSION, INDEX = "look", "version", "index"
LIVE = "uq_payout_live_application"


def take_away(nets: Collection[str], transactions: Transactions) -> None:
    """In this process, for as long as it lives."""
    if not nets:
        return
    if transactions.engine.dialect.name == "sqlite":
        _begin_late(transactions)
    for net in nets:
        _TAKEN.get(net, _nothing)()


def drop_index(engine: Engine) -> None:
    """The database's own net: one live payout an application."""
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP INDEX {LIVE}")


def _nothing() -> None:
    """It is in the database, not in the process."""


def _no_look() -> None:
    """The lock is taken, and nobody asks what changed before it was."""

    def blind(connection: Connection, size: int) -> Since:
        return Since(concerned_since(connection, size).now, frozenset())

    setattr(unit_of_work, "concerned_since", blind)  # noqa: B010 - a name it does not give away
    setattr(Transactions, "_grew", lambda *_: False)  # noqa: B010


def _no_version() -> None:
    """A row is written whatever version it has by now."""
    setattr(unit_of_work, "write_many", lambda _session: None)  # noqa: B010
    for mapper in Base.registry.mappers:
        mapper.version_id_col = None


_TAKEN: Mapping[str, Callable[[], None]] = {LOOK: _no_look, VERSION: _no_version}


def _begin_late(transactions: Transactions) -> None:
    """Reads stand alone; the transaction begins where the lock is taken."""
    dialect: Any = transactions.engine.dialect
    execute = dialect.do_execute

    def asked(cursor: Any, statement: str, *told: Any, **more: Any) -> Any:
        if not statement.startswith("BEGIN"):
            execute(cursor, statement, *told, **more)

    def locked(connection: Connection) -> Head:
        driver: Any = connection.connection.driver_connection
        if not driver.in_transaction:
            driver.execute("BEGIN IMMEDIATE")
        return lock_head(connection)

    dialect.do_execute = asked
    setattr(unit_of_work, "lock_head", locked)  # noqa: B010
    setattr(Transactions, "_serial", lambda *_: False)  # noqa: B010
