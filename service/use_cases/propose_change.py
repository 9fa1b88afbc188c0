"""What a re-verification would change is kept beside the file until it is confirmed.

What was confirmed stands meanwhile: aid in hand rests on it, and an unverified member gets nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from service.store.hardship_file import HardshipFile
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.fill_file import given, put_contact, refuse_elsewhere
from service.use_cases.register_person import canonical_number, find_person, person_of
from workflows import identity_number
from workflows.errors import PersonTwice, Recusal

__all__ = ["adults_of", "persons_of", "propose_change", "proposed_numbers"]


def propose_change(
    uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any], deed: Deed
) -> None:
    """Join the parts given to what is proposed already; contact and tags are written at once.

    Everyone named becomes a person now, so that the same person is not proposed twice over.
    """
    if "contact" in form:
        put_contact(uow, file, form["contact"], deed)
    if "tags" in form:
        file.tags = list(form["tags"])
    parts = {name: given(form[name]) for name in form if name not in ("contact", "tags")}
    if not parts:
        return
    file.proposed = {**(file.proposed or {}), **parts}
    persons = [
        person_of(uow, number, field).id for field, number in proposed_numbers(file.proposed)
    ]
    everyone = [*persons, *_kept(file, file.proposed)]
    if len(everyone) != len(set(everyone)):
        raise PersonTwice
    if {*uow.actor.persons(), *uow.actor.kin()} & set(everyone):
        raise Recusal
    uow.watch(*everyone)
    refuse_elsewhere(uow, file, everyone)


def proposed_numbers(proposed: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The field and the identity number of everyone a proposal names."""
    if "worker" in proposed:
        yield "worker.identity_number", proposed["worker"]["identity_number"]
    for place, one in enumerate(proposed.get("members", ())):
        yield f"members.{place}.identity_number", one["identity_number"]


def persons_of(uow: UnitOfWork, file: HardshipFile) -> tuple[str, ...]:
    """Everyone of the household, as it stands and as it is proposed."""
    found = [person.person_id for person in file.people]
    for field, number in proposed_numbers(file.proposed or {}):
        person = find_person(uow, canonical_number(uow, number, field))
        if person is not None:
            found.append(person.id)
    return tuple(dict.fromkeys(found))


def adults_of(uow: UnitOfWork, file: HardshipFile) -> Iterator[tuple[str, str]]:
    """The adults of the household as it is proposed: how each is called, and who that is."""
    proposed = file.proposed or {}
    for person in file.people:
        stays = "worker" not in proposed if person.position == 0 else "members" not in proposed
        if stays and not person.minor:
            yield person.id, person.person_id
    for field, number in proposed_numbers(proposed):
        canonical = canonical_number(uow, number, field)
        person_row = find_person(uow, canonical)
        if person_row is not None and not identity_number.is_minor(canonical, uow.today):
            yield field.removesuffix(".identity_number"), person_row.id


def _kept(file: HardshipFile, proposed: Mapping[str, Any]) -> Iterator[str]:
    """Who stays as they are: a proposal that names the members leaves none of the old ones."""
    if "worker" not in proposed:
        yield file.worker.person_id
    if "members" not in proposed:
        yield from (member.person_id for member in file.members)
