"""Who calls: the officer or client behind a token, with the appointments in force today.

Roles are read from the database at every request, so a revocation works at the next one.
"""

from __future__ import annotations

from datetime import UTC, datetime

from service.store.people import Client, Officer
from service.tokens import OFFICER, Claims
from service.unit_of_work import UnitOfWork
from workflows.actor import Actor, Appointment
from workflows.errors import NotAuthenticated

__all__ = ["identify", "officer_of"]


def identify(uow: UnitOfWork, claims: Claims) -> Actor:
    """The actor of a checked token; raises ``NotAuthenticated`` for an account that is not here."""
    if claims.kind == OFFICER:
        officer = uow.find(Officer, claims.subject)
        if officer is not None:
            return _of_officer(uow, officer, claims)
    else:
        client = uow.session.get(Client, claims.subject)
        if client is not None:
            return _of_client(uow, client, claims)
    raise NotAuthenticated(reason="unknown_subject")


def officer_of(uow: UnitOfWork, officer_id: str) -> Actor:
    """An officer as they stand today, in whose name the service goes on with what they began."""
    return identify(uow, Claims(officer_id, OFFICER, "", "", 0, 0, ""))


def _of_officer(uow: UnitOfWork, officer: Officer, claims: Claims) -> Actor:
    today = uow.today
    held = tuple(
        Appointment(row.role, row.union, row.level, row.union_path)
        for row in officer.appointments
        if row.starts_on <= today and (row.ends_on is None or today <= row.ends_on)
    )
    return Actor(
        subject=officer.id, kind="officer", person=officer.person_id, appointments=held,
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
