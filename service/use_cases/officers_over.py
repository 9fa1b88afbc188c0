"""Everybody who holds a post over a case today, or was lent one, as the guards would see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from service.store.people import Appointed, Kin, Officer
from service.store.standing import Delegation
from service.unit_of_work import UnitOfWork
from workflows.actor import Actor, Appointment

__all__ = ["officers_over"]

_TAKER = aliased(Officer)


def officers_over(uow: UnitOfWork, path: str) -> Mapping[str, tuple[str, Actor]]:
    """Their name and who they are, by account, in the order of the accounts; asked once in a run.

    Own posts stand before lent ones, as when they call (`identify`). Unions, accounts and persons are
    watched: an appointment made or ended, a delegation or a declaration meanwhile makes a run that
    writes look again.
    """
    topic = f"officers_over:{path}"
    if topic not in uow.memory:
        uow.memory[topic] = _asked(uow, path)
    found: Mapping[str, tuple[str, Actor]] = uow.memory[topic]
    return found


def _asked(uow: UnitOfWork, path: str) -> Mapping[str, tuple[str, Actor]]:
    codes = path.strip(".").split(".")
    own, lent = _own(uow, codes), _lent(uow, codes)
    persons = {row.person_id for row in (*own, *lent)} | {row.giver_person for row in lent}
    uow.watch(*codes, *persons, *(row.id for row in (*own, *lent)))
    uow.watch(*(row.giver_id for row in lent))
    kin = _kin(uow, persons)
    posts: dict[str, list[Appointment]] = defaultdict(list)
    for row in own:
        posts[row.id].append(Appointment(row.role, row.union, row.level, row.union_path))
    for row in lent:
        giver = Actor(
            row.giver_id, "officer", row.giver_person, delegation=row.delegation,
            declared_kin=frozenset(kin[row.giver_person]),
        )  # fmt: skip
        posts[row.id].append(Appointment(row.role, row.union, row.level, row.union_path, giver))
    return {
        row.id: (
            row.name.value,
            Actor(
                row.id, "officer", row.person_id, tuple(posts[row.id]),
                declared_kin=frozenset(kin[row.person_id]),
            ),
        )
        for row in sorted((*own, *lent), key=lambda row: row.id)
    }  # fmt: skip


def _in_force(uow: UnitOfWork) -> Iterator[ColumnElement[bool]]:
    yield Appointed.starts_on <= uow.today
    yield or_(Appointed.ends_on.is_(None), Appointed.ends_on >= uow.today)


def _own(uow: UnitOfWork, codes: Sequence[str]) -> Sequence[Any]:
    return uow.session.execute(
        select(
            Officer.id, Officer.name, Officer.person_id, Appointed.role, Appointed.union,
            Appointed.level, Appointed.union_path,
        )
        .join(Appointed, Appointed.officer_id == Officer.id)
        .where(Appointed.union.in_(codes), *_in_force(uow))
        .order_by(Officer.id, Appointed.id)
    ).all()  # fmt: skip


def _lent(uow: UnitOfWork, codes: Sequence[str]) -> Sequence[Any]:
    """A delegation lasts as long as the appointment it was given from."""
    of_giver = and_(
        Appointed.officer_id == Delegation.giver_id, Appointed.role == Delegation.role,
        Appointed.union == Delegation.union, *_in_force(uow),
    )  # fmt: skip
    return uow.session.execute(
        select(
            _TAKER.id, _TAKER.name, _TAKER.person_id, Appointed.role, Appointed.union,
            Appointed.level, Appointed.union_path, Delegation.id.label("delegation"),
            Delegation.giver_id, Delegation.giver_person,
        )
        .join(Delegation, Delegation.taker_id == _TAKER.id)
        .join(Appointed, of_giver)
        .where(
            Delegation.union.in_(codes), Delegation.ended_on.is_(None),
            Delegation.starts_on <= uow.today, Delegation.ends_on >= uow.today,
        )
        .order_by(_TAKER.id, Delegation.id)
    ).all()  # fmt: skip


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
