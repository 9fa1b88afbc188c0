"""A household as it would become: who stays, and who joins by the proposal of a re-verification.

A decision on a file is one on these people: it is they who are asked about, published and compared.
Whoever stands on the file now or would join it is recused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from service.store.hardship_file import HardshipFile, Member
from service.store.people import Person
from service.unit_of_work import UnitOfWork
from service.use_cases.register_person import canonical_number, find_person, know_persons
from workflows import identity_number

__all__ = [
    "WORKER", "Resident", "adults_of", "come_of_age", "numbers_of", "persons_of",
    "proposed_numbers", "residents",
]  # fmt: skip

WORKER: Final = "01"  # GB/T 4761: 本人


@dataclass(frozen=True, slots=True)
class Resident:
    """One person of the household as it would become.

    ``place`` is the id of whoever stays and the place in the proposal of whoever joins; ``number``
    is the identity number of the latter alone, whom nobody has registered where ``person_id`` is None.
    """

    place: str
    person_id: str | None
    name: str
    relation: str
    minor: bool
    number: str | None = None


def residents(
    uow: UnitOfWork, people: Sequence[Member], proposed: Mapping[str, Any] | None
) -> tuple[Resident, ...]:
    """The worker first. A proposal that names the members leaves none of the old ones."""
    said = proposed or {}
    numbers = {
        field: canonical_number(uow, number, field) for field, number in proposed_numbers(said)
    }
    know_persons(uow, list(numbers.values()))
    staying = [_staying(one) for one in sorted(people, key=lambda one: one.position)]
    worker, members = staying[:1], staying[1:]
    if "worker" in said:
        worker = [_joining(uow, "worker", {**said["worker"], "relation": WORKER}, numbers)]
    if "members" in said:
        members = [
            _joining(uow, f"members.{place}", one, numbers)
            for place, one in enumerate(said["members"])
        ]
    return (*worker, *members)


def proposed_numbers(proposed: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The field and the identity number of everyone a proposal names."""
    if "worker" in proposed:
        yield "worker.identity_number", proposed["worker"]["identity_number"]
    for place, one in enumerate(proposed.get("members", ())):
        yield f"members.{place}.identity_number", one["identity_number"]


def persons_of(uow: UnitOfWork, file: HardshipFile) -> tuple[str, ...]:
    """Everyone of the household, as it stands and as it is proposed."""
    found = [person.person_id for person in file.people]
    if file.proposed:
        joining = residents(uow, file.people, file.proposed)
        found += [one.person_id for one in joining if one.person_id is not None]
    return tuple(dict.fromkeys(found))


def adults_of(uow: UnitOfWork, file: HardshipFile) -> Iterator[tuple[str, str]]:
    """The adults of the household as it would become, by their age today: how each is called, and
    who that is."""
    everyone = residents(uow, file.people, file.proposed)
    minors = _still_minors(uow, [one.person_id for one in file.people if one.minor])
    for one in everyone:
        minor = one.minor if one.number is not None else one.person_id in minors
        if one.person_id is not None and not minor:
            yield one.place, one.person_id


def come_of_age(uow: UnitOfWork, file: HardshipFile) -> None:
    """Who was a child when the form was written may be none any more."""
    minors = _still_minors(uow, [one.person_id for one in file.people if one.minor])
    for member in file.people:
        if member.minor:
            member.minor = member.person_id in minors


def numbers_of(uow: UnitOfWork, persons: Collection[str]) -> dict[str, str]:
    """The whole identity numbers, by person; of somebody whose number was erased nothing."""
    if not persons:
        return {}
    rows = uow.session.scalars(select(Person).where(Person.id.in_(persons)))
    return {row.id: row.identity.value for row in rows if not row.identity.erased}


def _still_minors(uow: UnitOfWork, persons: Collection[str]) -> set[str]:
    numbers = numbers_of(uow, persons)
    return {
        one
        for one in persons
        if one not in numbers or identity_number.is_minor(numbers[one], uow.today)
    }


def _staying(member: Member) -> Resident:
    return Resident(
        member.id, member.person_id, member.name.value, member.relation, minor=member.minor
    )


def _joining(
    uow: UnitOfWork, place: str, form: Mapping[str, Any], numbers: Mapping[str, str]
) -> Resident:
    number = numbers[f"{place}.identity_number"]
    person = find_person(uow, number)
    return Resident(
        place, person.id if person else None, form["name"], form["relation"],
        minor=identity_number.is_minor(number, uow.today), number=number,
    )  # fmt: skip
