"""Databases for tests: a migrated template once, and a copy of it for each test.

`TEST_DATABASE_URL` names a server to use instead of one of our own; only databases made here are
touched in it, and they are dropped again.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.postgres.process import PostgresProcess

QUICK = {"fsync": "off", "full_page_writes": "off"}  # the data is thrown away
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
FIRST_WITH_STRATEGY = 150_000


class PostgresServer:
    """A running server, and the databases made in it.

    `durable=True` writes to disk as production does, for measuring; tests need not.
    """

    def __init__(self, *, durable: bool = False) -> None:
        given = os.environ.get("TEST_DATABASE_URL", "")
        self.process = None if given else PostgresProcess(DURABLE if durable else QUICK)
        self.address = given.replace("postgresql+psycopg://", "postgresql://", 1)
        self.made: list[str] = []

    def start(self) -> Self:
        if self.process:
            self.address = self.process.start()
        return self

    def stop(self) -> None:
        """Our own server goes whole; a given one is left as it was found."""
        if self.process:
            self.process.stop()
        else:
            for name in list(self.made):
                self.drop(name)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stop()

    def url(self, name: str) -> str:
        """The address of one database, for SQLAlchemy, psycopg and `AID_DATABASE_URL` alike."""
        parts = urlsplit(self.address)
        query = f"?{parts.query}" if parts.query else ""
        return f"{parts.scheme}://{parts.netloc}/{name}{query}"

    def template(self, migrate: Callable[[str], object]) -> str:
        """The name of a database that `migrate(url)` has filled and that nobody enters any more."""
        name = self._name("template")
        self._order("CREATE DATABASE {}", name)
        self.made.append(name)
        migrate(self.url(name))
        self._order("ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
        return name

    def create(self, template: str | None = None) -> str:
        """The address of a new database, empty or a copy of a template."""
        name = self._name("test")
        with psycopg.connect(self.address, autocommit=True) as connection:
            order = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template or "template0")
            )
            if connection.info.server_version >= FIRST_WITH_STRATEGY:
                order += sql.SQL(" STRATEGY file_copy")
            connection.execute(order)
        self.made.append(name)
        return self.url(name)

    def drop(self, name_or_url: str) -> None:
        """Also while somebody is still connected: a test that failed must not hold up the next."""
        name = urlsplit(name_or_url).path.rpartition("/")[2]
        self._order("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        if name in self.made:
            self.made.remove(name)

    @contextmanager
    def database(self, template: str | None = None) -> Iterator[str]:
        """A new database for the length of a `with`."""
        url = self.create(template)
        try:
            yield url
        finally:
            self.drop(url)

    def _name(self, kind: str) -> str:
        return f"aid_{kind}_{secrets.token_hex(6)}"  # several hosts may share a given server

    def _order(self, words: str, name: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(sql.SQL(words).format(sql.Identifier(name)))
