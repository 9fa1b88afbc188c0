"""Rows that are only ever inserted: postings and votes. The database refuses the rest."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["INSERT_ONLY", "guarded"]

_TABLES = ("posting", "vote")
_MESSAGE = "this row is only ever inserted"


def _sqlite(table: str, deed: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    )


def guarded(table: str) -> tuple[str, ...]:
    """What keeps one table of SQLite insert-only: for a migration that makes the table anew."""
    return tuple(_sqlite(table, deed) for deed in ("UPDATE", "DELETE"))


def _postgresql(table: str) -> tuple[str, ...]:
    return (
        f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_insert_only",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate",
    )


INSERT_ONLY: Mapping[str, tuple[str, ...]] = {
    "sqlite": tuple(statement for table in _TABLES for statement in guarded(table)),
    "postgresql": (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = '{_MESSAGE}'; END $$",
        *(statement for table in _TABLES for statement in _postgresql(table)),
    ),
}
