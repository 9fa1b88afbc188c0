"""A database that fails at the n-th thing it is asked, its COMMIT included, before it has heard it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event

__all__ = ["FOREVER", "Failing", "full_after"]

FOREVER = 1 << 30
KINDS: dict[str, Sequence[Callable[[], Exception]]] = {
    "sqlite": (
        lambda: sqlite3.OperationalError("database or disk is full"),
        lambda: sqlite3.OperationalError("disk I/O error"),
        lambda: sqlite3.OperationalError("database is locked"),
    ),
    "postgresql": (
        lambda: psycopg.errors.DiskFull("could not extend file"),
        lambda: psycopg.errors.AdminShutdown("terminating connection"),
        lambda: psycopg.errors.LockNotAvailable("canceling statement due to lock timeout"),
        lambda: psycopg.errors.DeadlockDetected("deadlock detected"),
        lambda: psycopg.errors.SerializationFailure("could not serialize access"),
    ),
}
"""As each engine says that it cannot: full, gone, locked."""


class Failing:
    """Counts what the engine is asked; with ``at`` the n-th of it, or ``at_commit``, fails."""

    def __init__(self, engine: Engine, at: int = FOREVER, *, at_commit: bool = False) -> None:
        self.engine, self.at, self.at_commit = engine, at, at_commit
        self.asked = 0
        self.failed = False

    @contextmanager
    def armed(self) -> Iterator[Failing]:
        dialect: Any = self.engine.dialect
        kept = {name: getattr(dialect, name) for name in ("do_execute", "do_executemany")}
        commit = dialect.do_commit

        def asking(name: str) -> Callable[..., Any]:
            def asked(*told: Any, **more: Any) -> Any:
                self._ask()
                return kept[name](*told, **more)

            return asked

        def committing(connection: Any) -> None:
            self._ask(commit=True)
            commit(connection)

        for name in kept:
            setattr(dialect, name, asking(name))
        dialect.do_commit = committing
        try:
            yield self
        finally:
            for name in (*kept, "do_commit"):
                delattr(dialect, name)

    def _ask(self, *, commit: bool = False) -> None:
        self.asked += 1
        if self.asked == self.at or (commit and self.at_commit):
            self.failed = True
            kinds = KINDS[self.engine.dialect.name]
            raise kinds[self.asked % len(kinds)]()


@contextmanager
def full_after(engine: Engine, pages: int) -> Iterator[None]:
    """A disk on which a SQLite database may grow by so many pages and no more."""

    def limit(connection: Any) -> None:
        held = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {held + pages}")

    def unlimited(connection: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {FOREVER}")

    event.listen(engine, "begin", limit)
    try:
        yield
    finally:
        event.remove(engine, "begin", limit)
        with engine.connect() as connection:
            unlimited(connection)
