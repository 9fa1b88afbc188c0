"""Which unions stand above a case, level by level."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from service.store.people import Union
from service.unit_of_work import UnitOfWork

__all__ = ["keep_levels", "levels_above"]


def levels_above(uow: UnitOfWork, path: str) -> dict[str, str]:
    """Level → code of the unions from the root down to the one at ``path``."""
    known: dict[str, str] | None = uow.memory.get(f"levels:{path}")
    if known is None:
        codes = path.strip(".").split(".")
        rows = uow.session.execute(select(Union.level, Union.id).where(Union.id.in_(codes)))
        known = {row.level: row.id for row in rows}
        uow.memory[f"levels:{path}"] = known
    return known


def keep_levels(uow: UnitOfWork, path: str, levels: Mapping[str, str]) -> None:
    """What another query told of the same unions, so that the run does not ask once more."""
    uow.memory[f"levels:{path}"] = dict(levels)
