"""Natural persons: found by the keyed digest of the canonical identity number, else registered."""

from __future__ import annotations

from sqlalchemy import select

from service.store.people import Person
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from workflows import identity_number
from workflows.errors import IdentityNumberInvalid

__all__ = ["canonical_number", "find_person", "person_of"]


def canonical_number(uow: UnitOfWork, number: str, field: str = "identity_number") -> str:
    """The number in canonical form; raises ``IdentityNumberInvalid`` with the reason and field."""
    try:
        return identity_number.canonical(number, uow.today)
    except identity_number.IdentityNumberError as error:
        raise IdentityNumberInvalid(field=field, reason=error.reason) from None


def find_person(uow: UnitOfWork, canonical: str) -> Person | None:
    digest = uow.keyring.lookup_digest("identity", canonical)
    return uow.session.scalar(select(Person).where(Person.identity_digest == digest))


def person_of(uow: UnitOfWork, number: str, field: str = "identity_number") -> Person:
    """The row of the person with this number; a new one is registered with a deed of its own."""
    canonical = canonical_number(uow, number, field)
    digest = uow.keyring.lookup_digest("identity", canonical)
    uow.watch(f"identity:{digest[:48]}")
    for waiting in uow.session.new:
        if isinstance(waiting, Person) and waiting.identity_digest == digest:
            return waiting
    found = find_person(uow, canonical)
    if found is not None:
        return found
    person = uow.add(
        Person(id=uow.new_id(), identity_digest=digest, identity=Personal.of(canonical))
    )
    uow.record("person.register", person, concerns=(f"identity:{digest[:48]}",))
    return person
