"""Who calls: the officer or client behind a token, with the appointments in force today.

Roles, relatives and delegations are read from the database at every request, in one statement, so a
revocation or a declaration works at the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Date, and_, bindparam, or_, select
from sqlalchemy.orm import aliased, joinedload

from service.store.people import Appointed, Client, Kin, Officer
from service.store.standing import Delegation
from service.tokens import OFFICER, Claims
from service.unit_of_work import UnitOfWork
from workflows.actor import Actor, Appointment
from workflows.errors import NotAuthenticated

__all__ = ["identify", "officer_of"]

_TODAY = bindparam("today", type_=Date)
_RELATED = and_(
    Kin.ended_on.is_(None),
    or_(Kin.person_id == Officer.person_id, Kin.kin_id == Officer.person_id),
)
_GIVEN = and_(
    Delegation.taker_id == Officer.id,
    Delegation.ended_on.is_(None),
    Delegation.starts_on <= _TODAY,
    Delegation.ends_on >= _TODAY,
)
_HELD = and_(
    Appointed.officer_id == Delegation.giver_id,
    Appointed.role == Delegation.role,
    Appointed.union == Delegation.union,
    Appointed.starts_on <= _TODAY,
    or_(Appointed.ends_on.is_(None), Appointed.ends_on >= _TODAY),
)
"""A delegation lasts as long as the appointment it was given from: no job ends it."""
_THEIRS = aliased(Kin)
_RELATED_TO_GIVER = and_(
    _THEIRS.ended_on.is_(None),
    or_(
        _THEIRS.person_id == Delegation.giver_person,
        _THEIRS.kin_id == Delegation.giver_person,
    ),
)
_OFFICER = (
    select(
        Officer,
        Kin.person_id.label("declared_by"),
        Kin.kin_id.label("declared"),
        Delegation.id.label("delegation"),
        Delegation.giver_id,
        Delegation.giver_person,
        Appointed.role,
        Appointed.union,
        Appointed.level,
        Appointed.union_path,
        _THEIRS.person_id.label("theirs_by"),
        _THEIRS.kin_id.label("theirs"),
    )
    .outerjoin(Kin, _RELATED)
    .outerjoin(Delegation, _GIVEN)
    .outerjoin(Appointed, _HELD)
    .outerjoin(_THEIRS, _RELATED_TO_GIVER)
    .options(joinedload(Officer.appointments))
    .where(Officer.id == bindparam("subject"))
)
"""The account, its appointments, every tie of its person that stands, whoever declared it, and what
others have given it for a time, with the ties of each giver."""


def identify(uow: UnitOfWork, claims: Claims) -> Actor:
    """The actor of a checked token; raises ``NotAuthenticated`` for an account that is not here."""
    if claims.kind == OFFICER:
        found = _asked(uow, claims.subject)
        if found:
            return _of_officer(uow, found, claims)
    else:
        client = uow.session.get(Client, claims.subject)
        if client is not None:
            return _of_client(uow, client, claims)
    raise NotAuthenticated(reason="unknown_subject")


def _asked(uow: UnitOfWork, subject: str) -> Sequence[Any]:
    return uow.session.execute(_OFFICER, {"subject": subject, "today": uow.today}).unique().all()


def officer_of(uow: UnitOfWork, officer_id: str) -> Actor:
    """An officer as they stand today, in whose name the service goes on with what they began."""
    return identify(uow, Claims(officer_id, OFFICER, "", "", 0, 0, ""))


def _of_officer(uow: UnitOfWork, found: Sequence[Any], claims: Claims) -> Actor:
    """The person is watched: whoever becomes their relative meanwhile makes this run look again."""
    officer: Officer = found[0][0]
    today = uow.today
    uow.watch(officer.person_id)
    kin = {one for row in found for one in (row.declared_by, row.declared)}
    held = tuple(
        Appointment(row.role, row.union, row.level, row.union_path)
        for row in officer.appointments
        if row.starts_on <= today and (row.ends_on is None or today <= row.ends_on)
    )
    return Actor(
        subject=officer.id, kind="officer", person=officer.person_id,
        appointments=(*held, *_given(uow, found)),
        declared_kin=frozenset(kin - {None, officer.person_id}),
        issuer=claims.issuer, authenticated_at=_instant(claims.issued_at),
    )  # fmt: skip


def _given(uow: UnitOfWork, found: Sequence[Any]) -> Iterator[Appointment]:
    """What stands of others' appointments; both the giver and their person are watched."""
    for delegation in sorted({row.delegation for row in found if row.role is not None}):
        rows = [row for row in found if row.delegation == delegation]
        one = rows[0]
        uow.watch(one.giver_id, one.giver_person)
        kin = {tie for row in rows for tie in (row.theirs_by, row.theirs)}
        giver = Actor(
            subject=one.giver_id, kind="officer", person=one.giver_person,
            declared_kin=frozenset(kin - {None, one.giver_person}), delegation=delegation,
        )  # fmt: skip
        yield Appointment(one.role, one.union, one.level, one.union_path, giver)


def _of_client(uow: UnitOfWork, client: Client, claims: Claims) -> Actor:
    today = uow.today
    in_force = client.starts_on <= today and (client.ends_on is None or today <= client.ends_on)
    held = (Appointment(client.role, client.union, client.level, client.union_path),)
    return Actor(
        subject=client.id, kind="client", appointments=held if in_force else (),
        issuer=claims.issuer, authenticated_at=_instant(claims.issued_at),
    )  # fmt: skip


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
