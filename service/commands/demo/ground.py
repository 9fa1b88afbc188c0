"""Where the year is played: a database of its own, so that no file of a real county is touched."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Final

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import OperationalError

from service.app import House, build_house
from service.audit.read import entries
from service.commands.demo.caller import stand_at
from service.commands.start import NO, Stopped
from service.settings import PRODUCTION, SettingsRefused
from service.store.migrate import migrate
from service.store.tables import metadata
from service.use_cases.seed import seed

__all__ = ["ground"]

SEED_AT_MOST: Final = 1_000
NOT_TAKEN: Final = frozenset({"AID_CLOCK_OFFSET", "AID_TRUSTED_HOSTS"})


@contextmanager
def ground(environ: Mapping[str, str], first_day: date) -> Iterator[House]:
    """A seeded house on its first day: in AID_DATABASE_URL if that is set, else thrown away after."""
    if environ.get("AID_ENV", "").strip() == PRODUCTION:
        raise Stopped("demo invents people and money, and AID_ENV is production.", NO)
    with tempfile.TemporaryDirectory(prefix="aid-demo-", ignore_cleanup_errors=True) as folder:
        house = _built(environ, folder)
        try:
            yield _prepared(house, first_day)
        except OperationalError:
            raise Stopped("the database cannot be reached or written.") from None
        finally:
            house.transactions.engine.dispose()


def _built(environ: Mapping[str, str], folder: str) -> House:
    given = {name: text for name, text in environ.items() if name not in NOT_TAKEN}
    if not given.get("AID_DATABASE_URL", "").strip():
        given["AID_DATABASE_URL"] = f"sqlite:///{os.path.join(folder, 'aid.db')}"  # noqa: PTH118
        given["AID_HOME"] = folder
    try:
        return build_house(given)
    except SettingsRefused as error:
        raise Stopped("\n".join(error.sentences)) from None


def _prepared(house: House, first_day: date) -> House:
    """Looked at before anything is written; the clock is moved before the log is opened."""
    transactions = house.transactions
    if not _untouched(transactions.engine):
        raise Stopped("AID_DATABASE_URL holds more than the seed; give demo an empty one.", NO)
    migrate(transactions.engine)
    stand_at(transactions, first_day)
    transactions.open_log()
    transactions.write(seed)
    return house


def _untouched(engine: Engine) -> bool:
    """Nothing there, or only what the seed wrote: every entry of the log is the system's own."""
    tables = set(inspect(engine).get_table_names())
    if not tables:
        return True
    if not set(metadata.tables) <= tables:
        return False
    with engine.connect() as connection:
        found = entries(connection, after=-1, limit=SEED_AT_MOST)
    return len(found) < SEED_AT_MOST and all(b'"sub":"system"' in one.entry for one in found)
