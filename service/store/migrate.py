"""Bringing a database to the present schema, from any version that was ever landed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from service.store.database import WRITES

__all__ = ["is_migrated", "migrate", "migration_config"]

FOLDER = Path(__file__).resolve().parent.parent / "migrations"


def migration_config() -> Config:
    """Alembic's settings, made here: there is no ini file to find."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config


def migrate(engine: Engine) -> None:
    """Upgrade to the head; several processes may start together, one of them does the work."""
    config = migration_config()
    with engine.execution_options(**{WRITES: True}).connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def is_migrated(connection: Connection) -> bool:
    """Whether the database stands at the head of the migrations this program came with."""
    return MigrationContext.configure(connection).get_current_heads() == _heads()


@cache
def _heads() -> tuple[str, ...]:
    return tuple(ScriptDirectory.from_config(migration_config()).get_heads())
