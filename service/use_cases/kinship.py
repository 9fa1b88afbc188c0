"""Which files are those of an officer's own household or relatives (近亲属备案, domain.md §7; S107).

Concerned is an officer with an appointment in force at the file's union or above it who lives in the
household, or is related to somebody who does. A tie counts both ways, whoever declared it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union

from service.store.file_life import Recheck
from service.store.hardship_file import HardshipFile, Member
from service.store.people import Appointed, Kin, Officer, Union
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import within
from service.use_cases.union_levels import keep_levels
from workflows.objection import union_above
from workflows.recheck import KINSHIP

__all__ = ["files_of_kin", "recheck_waiting", "union_code", "union_that_looks"]

_STANDS = Kin.ended_on.is_(None)


def union_that_looks(uow: UnitOfWork, file: HardshipFile, persons: Sequence[str]) -> str | None:
    """The path of the union that re-checks the file, or None where no officer is concerned.

    It stands directly above the highest post over the file that an officer concerned holds; the
    root has none above it, and looks by somebody else. Persons and unions are watched: the entry of a
    tie concerns both persons, that of a post its union. The levels are told beside, and kept.
    """
    asked = f"kinship:{file.id}:{file.union_path}:{','.join(sorted(persons))}"
    if asked not in uow.memory:
        codes = file.union_path.strip(".").split(".")
        uow.watch(*persons, *codes)
        rows = uow.session.execute(_unions(codes, persons, uow.today, file.id)).all()
        keep_levels(uow, file.union_path, {row.level: row.id for row in rows})
        uow.memory[f"kinship-waits:{file.id}"] = rows[0].waits if rows else None
        paths = [row.path for row in rows if row.post is not None]
        uow.memory[asked] = union_above(min(paths, key=len)) if paths else None
    found: str | None = uow.memory[asked]
    return found


def recheck_waiting(uow: UnitOfWork, file: HardshipFile) -> str | None:
    """The id of an open re-check for kinship, whoever is concerned by now: a tie that is ended calls
    nobody off. Told beside `union_that_looks`, which is asked first."""
    found: str | None = uow.memory.get(f"kinship-waits:{file.id}")
    return found


def union_code(path: str) -> str:
    """The code of the union at a path."""
    return path.rstrip(".").rpartition(".")[2]


def _unions(codes: Sequence[str], persons: Sequence[str], today: date, file_id: str) -> Select[Any]:
    """The unions from the root down, and whether somebody of the household or related to them holds a
    post there; beside them the open re-check of the file."""
    related = union(
        select(Officer.person_id.label("person")).where(Officer.person_id.in_(persons)),
        select(Kin.kin_id).where(Kin.person_id.in_(persons), _STANDS),
        select(Kin.person_id).where(Kin.kin_id.in_(persons), _STANDS),
    ).subquery()
    posts = (
        select(Appointed.union.label("post"))
        .distinct()
        .join(Officer, Officer.id == Appointed.officer_id)
        .join(related, related.c.person == Officer.person_id)
        .where(Appointed.union.in_(codes), _in_force(today))
        .subquery()
    )
    waits = (
        select(func.min(Recheck.id))
        .where(Recheck.file_id == file_id, Recheck.reason == KINSHIP, Recheck.live)
        .scalar_subquery()
    )
    return (
        select(Union.id, Union.level, Union.path, posts.c.post, waits.label("waits"))
        .outerjoin(posts, posts.c.post == Union.id)
        .where(Union.id.in_(codes))
    )


def _in_force(today: date) -> ColumnElement[bool]:
    open_ended = Appointed.ends_on.is_(None)
    return and_(Appointed.starts_on <= today, or_(open_ended, Appointed.ends_on >= today))


def files_of_kin(uow: UnitOfWork) -> Select[tuple[str]]:
    """The ids of such files in the caller's subtree, as a query: ``HardshipFile.id.in_(…)``.

    A household that is only proposed lies in no column; its file is here from its submission on, when
    the re-check is opened.
    """
    ties = union(
        select(Officer.person_id.label("officer"), Officer.person_id.label("person")),
        select(Kin.person_id, Kin.kin_id).where(_STANDS),
        select(Kin.kin_id, Kin.person_id).where(_STANDS),
    ).subquery()
    by_people = (
        select(HardshipFile.id)
        .join(Member, Member.file_id == HardshipFile.id)
        .join(ties, ties.c.person == Member.person_id)
        .join(Officer, Officer.person_id == ties.c.officer)
        .join(Appointed, and_(Appointed.officer_id == Officer.id, _in_force(uow.today)))
        .where(
            HardshipFile.union_path.startswith(Appointed.union_path),
            within(HardshipFile.union_path, uow.actor),
        )
    )
    waiting = (
        select(HardshipFile.id)
        .join(Recheck, Recheck.file_id == HardshipFile.id)
        .where(Recheck.live, Recheck.reason == KINSHIP, within(HardshipFile.union_path, uow.actor))
    )
    found = union(by_people, waiting).subquery()
    return select(found.c.id)
