"""Who calls: the officer or client behind a token, with the appointments in force today.

Roles and relatives are read from the database at every request, in one statement, so a revocation or
a declaration works at the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import joinedload

from service.store.people import Client, Kin, Officer
from service.tokens import OFFICER, Claims
from service.unit_of_work import UnitOfWork
from workflows.actor import Actor, Appointment
from workflows.errors import NotAuthenticated

__all__ = ["identify", "officer_of"]

_RELATED = and_(
    Kin.ended_on.is_(None),
    or_(Kin.person_id == Officer.person_id, Kin.kin_id == Officer.person_id),
)
_OFFICER = (
    select(Officer, Kin.person_id.label("declared_by"), Kin.kin_id.label("declared"))
    .outerjoin(Kin, _RELATED)
    .options(joinedload(Officer.appointments))
    .where(Officer.id == bindparam("subject"))
)
"""The account, its appointments, and every tie of its person that stands, whoever declared it."""


def identify(uow: UnitOfWork, claims: Claims) -> Actor:
    """The actor of a checked token; raises ``NotAuthenticated`` for an account that is not here."""
    if claims.kind == OFFICER:
        found = uow.session.execute(_OFFICER, {"subject": claims.subject}).unique().all()
        if found:
            return _of_officer(uow, found, claims)
    else:
        client = uow.session.get(Client, claims.subject)
        if client is not None:
            return _of_client(uow, client, claims)
    raise NotAuthenticated(reason="unknown_subject")


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
        subject=officer.id, kind="officer", person=officer.person_id, appointments=held,
        declared_kin=frozenset(kin - {None, officer.person_id}),
        issuer=claims.issuer, authenticated_at=_instant(claims.issued_at),
    )  # fmt: skip


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
