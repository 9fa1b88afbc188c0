"""An account for a natural person within the union system; it has no power until appointed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from service.store.people import Client, Officer
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.named_union import named_union
from service.use_cases.register_person import person_of
from workflows.actor import PUBLIC, SYSTEM
from workflows.appointment import not_oneself
from workflows.errors import AlreadyExists, Refused, RoleRequired
from workflows.vocabulary import Role

__all__ = ["refuse_taken", "register_officer"]

RESERVED: Final = frozenset({SYSTEM.subject, PUBLIC.subject})
"""Who the log says acted when nobody with an account did."""


def register_officer(uow: UnitOfWork, form: Mapping[str, Any]) -> Officer:
    """Raises ``AlreadyExists``, ``UnionUnknown``, ``Recusal`` or ``IdentityNumberInvalid``."""
    union = named_union(uow, form.get("union") or _home(uow), Role.SECURITY_ADMIN)
    refuse_taken(uow, form["id"])
    person = person_of(uow, form["identity_number"])
    verdict = not_oneself(uow.actor, person.id)
    if not verdict.ok:
        raise Refused.of([verdict])
    officer = uow.add(
        Officer(
            id=form["id"], name=Personal.of(form["name"]), person_id=person.id, union=union.id,
            union_path=union.path, appointments=[],
        )
    )  # fmt: skip
    uow.record("officer.create", officer)
    return officer


def refuse_taken(uow: UnitOfWork, subject: str) -> None:
    """Officers and clients share their ids: a receipt and an entry name the caller by the id."""
    uow.watch(subject)
    taken = any(uow.session.get(model, subject) is not None for model in (Officer, Client))
    if taken or subject in RESERVED:
        raise AlreadyExists(id=subject)


def _home(uow: UnitOfWork) -> str:
    if uow.appointment is None:
        raise RoleRequired(roles=[Role.SECURITY_ADMIN])
    return uow.appointment.union
