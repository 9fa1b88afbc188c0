"""Natural persons: found by the keyed digest of the canonical identity number, else registered."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from service.store.people import Person
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.live_members import know_nowhere, pieces
from workflows import identity_number
from workflows.errors import IdentityNumberInvalid

__all__ = [
    "canonical_number", "find_person", "know_persons", "known_persons", "person_of",
    "person_topic", "person_with",
]  # fmt: skip

KNOWN = "persons"


def canonical_number(uow: UnitOfWork, number: str, field: str = "identity_number") -> str:
    """The number in canonical form; raises ``IdentityNumberInvalid`` with the reason and field."""
    try:
        return identity_number.canonical(number, uow.today)
    except identity_number.IdentityNumberError as error:
        raise IdentityNumberInvalid(field=field, reason=error.reason) from None


def person_topic(digest: str) -> str:
    """What stands for a person who is not registered yet: two who register them meet here."""
    return f"identity:{digest[:48]}"


def know_persons(uow: UnitOfWork, canonicals: Collection[str]) -> dict[str, Person | None]:
    """Look many persons up at once; whoever is not there is known to be unknown.

    What is known is kept for the run, by digest; all of them are watched.
    """
    known = known_persons(uow)
    digests = {uow.keyring.lookup_digest("identity", one) for one in canonicals} - known.keys()
    uow.watch(*(person_topic(digest) for digest in digests))
    for some in pieces(sorted(digests)):
        found = uow.session.scalars(select(Person).where(Person.identity_digest.in_(some)))
        known.update({person.identity_digest: person for person in found})
    known.update({digest: None for digest in digests if digest not in known})
    return known


def known_persons(uow: UnitOfWork) -> dict[str, Person | None]:
    """Who was looked up in this run so far, by digest."""
    known: dict[str, Person | None] = uow.memory.setdefault(KNOWN, {})
    return known


def find_person(uow: UnitOfWork, canonical: str) -> Person | None:
    return _found(uow, canonical, uow.keyring.lookup_digest("identity", canonical))


def _found(uow: UnitOfWork, canonical: str, digest: str) -> Person | None:
    known = known_persons(uow)
    return (known if digest in known else know_persons(uow, [canonical]))[digest]


def person_of(uow: UnitOfWork, number: str, field: str = "identity_number") -> Person:
    """The row of the person with this number; a new one is registered with a deed of its own."""
    return person_with(uow, canonical_number(uow, number, field))


def person_with(uow: UnitOfWork, canonical: str) -> Person:
    """The same for a number that is canonical already."""
    digest = uow.keyring.lookup_digest("identity", canonical)
    found = _found(uow, canonical, digest)
    if found is not None:
        return found
    person = uow.add(
        Person(id=uow.new_id(), identity_digest=digest, identity=Personal.of(canonical))
    )
    uow.record("person.register", person, concerns=(person_topic(digest),))
    known_persons(uow)[digest] = person
    know_nowhere(uow, person.id)
    return person
