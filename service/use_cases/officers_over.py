"""Everybody who holds a post over a case today, as the guards would see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import or_, select

from service.store.people import Appointed, Kin, Officer
from service.unit_of_work import UnitOfWork
from workflows.actor import Actor, Appointment

__all__ = ["officers_over"]


def officers_over(uow: UnitOfWork, path: str) -> dict[str, tuple[str, Actor]]:
    """Everybody with a post in force at a union above the case: their name, and who they are."""
    today = uow.today
    rows = uow.session.execute(
        select(
            Officer.id, Officer.name, Officer.person_id, Appointed.role, Appointed.union,
            Appointed.level, Appointed.union_path,
        )
        .join(Appointed, Appointed.officer_id == Officer.id)
        .where(
            Appointed.union.in_(path.strip(".").split(".")),
            Appointed.starts_on <= today,
            or_(Appointed.ends_on.is_(None), Appointed.ends_on >= today),
        )
        .order_by(Officer.id)
    ).all()  # fmt: skip
    kin = _kin(uow, {row.person_id for row in rows})
    posts: dict[str, list[Appointment]] = defaultdict(list)
    for row in rows:
        posts[row.id].append(Appointment(row.role, row.union, row.level, row.union_path))
    return {
        row.id: (
            row.name.value,
            Actor(
                row.id, "officer", row.person_id, tuple(posts[row.id]),
                declared_kin=frozenset(kin[row.person_id]),
            ),
        )
        for row in rows
    }  # fmt: skip


def _kin(uow: UnitOfWork, persons: set[str]) -> Mapping[str, set[str]]:
    """Ties that stand, whoever declared them."""
    ties = uow.session.execute(
        select(Kin.person_id, Kin.kin_id).where(
            Kin.ended_on.is_(None), or_(Kin.person_id.in_(persons), Kin.kin_id.in_(persons))
        )
    )
    found: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        found[tie.person_id].add(tie.kin_id)
        found[tie.kin_id].add(tie.person_id)
    return found
