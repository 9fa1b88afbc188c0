"""Re-checks by the level above."""

from __future__ import annotations

from collections.abc import Sequence

from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork

__all__ = ["rechecks_open"]


def rechecks_open(uow: UnitOfWork, file: HardshipFile, persons: Sequence[str]) -> tuple[str, ...]:
    return ()
