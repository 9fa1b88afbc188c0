"""The house as a command has it: its database brought up to date, everything closed behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from service import logs
from service.app import House, build_house
from service.commands.start import Stopped, read_settings
from service.store.migrate import migrate

__all__ = ["Stopped", "opened"]


@contextmanager
def opened(*, migrated: bool = True, log_open: bool = True) -> Iterator[House]:
    """What is wrong with the database is said in a sentence; the log holds where it happened."""
    logs.configure()
    read_settings()
    house = build_house()
    try:
        if migrated:
            migrate(house.transactions.engine)
        if log_open:
            house.transactions.open_log()
        yield house
    except OperationalError as error:
        logs.fault(error)
        raise Stopped("the database cannot be reached or written.") from None
    finally:
        house.transactions.engine.dispose()
