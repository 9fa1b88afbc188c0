"""Where persons stand on live files, asked for many at once and remembered for the run."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from service.store.hardship_file import HardshipFile, Member
from service.unit_of_work import UnitOfWork

__all__ = ["AT_ONCE", "Standing", "know_live_members", "know_nowhere", "pieces", "standing_now"]

AT_ONCE: Final = 500
"""Keys asked for in one statement."""
_LIVE: Final = "live_members"


@dataclass(frozen=True, slots=True)
class Standing:
    """One place on one live file; position 0 is the worker's."""

    file_id: str
    union: str
    union_path: str
    position: int


def know_live_members(uow: UnitOfWork, persons: Collection[str]) -> dict[str, list[Standing]]:
    """For each person every live file they stand on; whoever was asked for is known afterwards."""
    known: dict[str, list[Standing]] = uow.memory.setdefault(_LIVE, {})
    for some in pieces(sorted(set(persons) - known.keys())):
        known.update({person: [] for person in some})
        rows = uow.session.execute(
            select(
                Member.person_id, Member.position, HardshipFile.id, HardshipFile.union,
                HardshipFile.union_path,
            )
            .join(HardshipFile, HardshipFile.id == Member.file_id)
            .where(Member.person_id.in_(some), Member.live)
        )  # fmt: skip
        for row in rows:
            standing = Standing(row.id, row.union, row.union_path, row.position)
            known[row.person_id].append(standing)
    return known


def know_nowhere(uow: UnitOfWork, person: str) -> None:
    """Whoever was registered in this very run stands nowhere yet."""
    uow.memory.setdefault(_LIVE, {}).setdefault(person, [])


def standing_now(uow: UnitOfWork, file: HardshipFile) -> None:
    """Remember who stands on a file from this moment of the run on, before anything is written."""
    known: dict[str, list[Standing]] = uow.memory.setdefault(_LIVE, {})
    for person in file.people:
        here = Standing(file.id, file.union, file.union_path, person.position)
        if person.person_id in known and here not in known[person.person_id]:
            known[person.person_id].append(here)


def pieces(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
