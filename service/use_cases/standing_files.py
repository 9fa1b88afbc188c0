"""The files of a subtree on which aid may rest today: what samples are drawn from."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from service.store.hardship_file import HardshipFile
from service.store.people import Union
from service.unit_of_work import UnitOfWork
from workflows.file_standing import STANDING

__all__ = ["MOST", "standing_files", "standing_topic"]

MOST: Final = 10_000


def standing_topic(union: str) -> str:
    """What stands for the set of a union's standing files in the index of concerns."""
    return f"standing:{union}"


def standing_files(uow: UnitOfWork, union: Union) -> tuple[str, ...]:
    """The ids in their order, at most 10,001, as they are when the run is sealed: each file and each
    union's set of them is watched."""
    within = HardshipFile.union_path.startswith(union.path, autoescape=True)
    rows = uow.session.scalars(
        select(HardshipFile.id).where(within, HardshipFile.state.in_(STANDING)).limit(MOST + 1)
    )
    below = select(Union.id).where(Union.path.startswith(union.path, autoescape=True))
    found = tuple(sorted(rows))
    uow.watch(*found, *map(standing_topic, uow.session.scalars(below)))
    return found
