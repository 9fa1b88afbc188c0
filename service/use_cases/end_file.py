"""脱困, 注销, 归档: how a file ends, what is watched afterwards, and for how long it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from service.store.hardship_file import HardshipFile
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.file_facts import Looked
from workflows.calendar import months_later

__all__ = ["archive_file", "cancel_file", "close_file", "exit_file"]

MONTHS: Final = 12
ONE_DAY: Final = timedelta(days=1)


def exit_file(
    uow: UnitOfWork, file: HardshipFile, looked: Looked, body: Mapping[str, Any], deed: Deed
) -> None:
    """Out of hardship: no aid from today, monitored for months, and it may come back meanwhile."""
    _end(uow, file)
    file.monitored_until = months_later(uow.today, looked.rules.exit_months)


def cancel_file(
    uow: UnitOfWork, file: HardshipFile, looked: Looked, body: Mapping[str, Any], deed: Deed
) -> None:
    """Cancelled: the people are free to stand on another file."""
    _end(uow, file)


def _end(uow: UnitOfWork, file: HardshipFile) -> None:
    """What was confirmed holds no longer, from this very day on."""
    file.ended_on, file.reverify_by = uow.today, uow.today - ONE_DAY


def archive_file(
    uow: UnitOfWork, file: HardshipFile, looked: Looked, body: Mapping[str, Any], deed: Deed
) -> None:
    """Closed for good, by whoever closes it."""
    close_file(uow, file, looked.rules.archive_years)


def close_file(uow: UnitOfWork, file: HardshipFile, years: int) -> None:
    """Kept for years from the day it ended (困难职工档案管理办法: ten)."""
    file.keep_until = months_later(file.ended_on or uow.today, MONTHS * years)
