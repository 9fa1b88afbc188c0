"""Writing a household form into its file: who lives there, what they are, what they have.

Each part given replaces the part that stands there. Everyone becomes a natural person of their own,
so that a person is found wherever they stand (domain.md §2.4: one household, one file).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from service.store.file_parts import FormerMember
from service.store.hardship_file import HardshipFile, Member
from service.store.personal import Personal
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.file_contact import put_account, put_contact, restated
from service.use_cases.file_likeness import mark_file, mark_person
from service.use_cases.household_to_be import WORKER
from service.use_cases.live_members import know_live_members, standing_now
from service.use_cases.place_of_union import place_of_union
from service.use_cases.register_person import canonical_number, person_with
from workflows import identity_number
from workflows.errors import PersonTwice, Recusal, Refused
from workflows.facts import Facts
from workflows.file_guards import person_on_file

__all__ = ["elsewhere_on_file", "fill_file", "given", "refuse_elsewhere"]

OWN: Final = frozenset(
    "name identity_number phone employment union_member account relation student".split()
)
"""What has a column of its own; everything else a form says of a person are its particulars."""


def fill_file(uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any], deed: Deed) -> None:
    """Raises ``PersonTwice``, ``PersonOnFile``, ``Recusal`` or ``AccountShared``."""
    if "worker" in form or "members" in form:
        _household(uow, file, form)
    if "worker" in form:
        _worker_facts(uow, file, form["worker"], deed)
    if "household" in form:
        file.household = given(form["household"])
    if "causes" in form:
        file.causes = given(form["causes"])
    if "tags" in form:
        file.tags = list(form["tags"])
    if "contact" in form:
        put_contact(uow, file, form["contact"], deed)
    mark_file(uow, file)


def elsewhere_on_file(
    uow: UnitOfWork, file_id: str, path: str, persons: Sequence[str]
) -> tuple[str, ...]:
    """Where these persons stand on another live file: its id as far as the caller may see it, else
    no more than how far away from ``path`` its union is."""
    known = know_live_members(uow, persons)
    places = {
        standing.file_id: standing.union_path
        for person in persons
        for standing in known[person]
        if standing.file_id != file_id
    }
    return tuple(
        place if uow.actor.sees(union) else place_of_union(uow, path, union)
        for place, union in places.items()
    )


def refuse_elsewhere(uow: UnitOfWork, file: HardshipFile, persons: Sequence[str]) -> None:
    """Raises ``PersonOnFile`` where one of them stands on another live file."""
    found = elsewhere_on_file(uow, file.id, file.union_path, persons)
    if found:
        facts = Facts(actor=uow.actor, today=uow.today, elsewhere=found)
        raise Refused.of(list(person_on_file(facts)))


def given(form: Any) -> Any:
    """A part of a form as it is kept: dates as the wire writes them, nothing shared with the call."""
    if isinstance(form, Mapping):
        return {name: given(value) for name, value in form.items() if value is not None}
    if isinstance(form, list | tuple):
        return [given(value) for value in form]
    return form.isoformat() if hasattr(form, "isoformat") else form


def _worker_facts(
    uow: UnitOfWork, file: HardshipFile, worker: Mapping[str, Any], deed: Deed
) -> None:
    file.employment = worker["employment"]
    file.union_member = worker["union_member"]
    file.phone = restated(file.phone, worker.get("phone"))
    put_account(uow, file, worker.get("account"), file.people[0].person_id, deed)


def _household(uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any]) -> None:
    """Everyone of the household as a person of their own, the worker first."""
    forms = _forms(file, form)
    numbers = {
        field: canonical_number(uow, one["identity_number"], field)
        for field, one in forms
        if one["new"]
    }
    if len(numbers) != len(set(numbers.values())):
        raise PersonTwice
    people = [
        _member(uow, file, place, one, numbers[field]) if one["new"] else one["row"]
        for place, (field, one) in enumerate(forms)
    ]
    persons = [person.person_id for person in people]
    if len(persons) != len(set(persons)):
        raise PersonTwice
    if {*uow.actor.persons(), *uow.actor.kin()} & set(persons):
        raise Recusal
    uow.watch(*persons)
    refuse_elsewhere(uow, file, persons)
    for place, person in enumerate(people):
        person.position = place
    if leaving := list(_leaving(uow, file, people)):
        file.former.extend(leaving)
    file.people = people
    standing_now(uow, file)


def _leaving(
    uow: UnitOfWork, file: HardshipFile, people: Sequence[Member]
) -> Iterator[FormerMember]:
    """Who stands on the file today and will not: their applications keep their name."""
    staying = {person.id for person in people}
    for one in file.people or ():
        if one.id not in staying:
            yield FormerMember(
                id=one.id, file_id=file.id, person_id=one.person_id, name=one.name,
                relation=one.relation, student=one.student, minor=one.minor, left_on=uow.today,
            )  # fmt: skip


def _forms(file: HardshipFile, form: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """What was given anew, and the rows that stay where nothing was given."""
    kept = sorted(file.people or [], key=lambda person: person.position)
    worker = form.get("worker")
    forms: list[tuple[str, dict[str, Any]]] = [
        ("worker.identity_number", {**worker, "relation": WORKER, "new": True})
        if worker is not None
        else ("worker", {"row": kept[0], "new": False})
    ]
    if "members" in form:
        forms += [
            (f"members.{place}.identity_number", {**one, "new": True})
            for place, one in enumerate(form["members"])
        ]
    else:
        forms += [("members", {"row": row, "new": False}) for row in kept[1:]]
    return forms


def _member(
    uow: UnitOfWork, file: HardshipFile, place: int, form: Mapping[str, Any], number: str
) -> Member:
    """``number`` is the canonical one of the form."""
    person = person_with(uow, number)
    known = {row.person_id: row for row in file.people or []}
    row = known.get(person.id) or Member(
        id=uow.new_id(), file_id=file.id, person_id=person.id, live=True,
        name=Personal.of(form["name"]), identity=Personal.of(identity_number.masked(number)),
    )  # fmt: skip
    row.name = row.name.restated(form["name"])
    row.position = place
    row.relation = form["relation"]
    row.student = form.get("student", False)
    row.minor = identity_number.is_minor(number, uow.today)
    row.sex = identity_number.sex(number)
    row.particulars = given({k: v for k, v in form.items() if k not in OWN | {"new"}}) or None
    mark_person(uow, row, number)
    return row
