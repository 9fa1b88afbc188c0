"""A real PostgreSQL for tests and the benchmark, on a machine that has none installed."""

from tests.postgres.binaries import PostgresMissing
from tests.postgres.server import PostgresServer

__all__ = ["PostgresMissing", "PostgresServer"]
