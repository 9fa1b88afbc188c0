"""What stands against households of a table, asked of the database for many of them at once.

The whole table is looked at by this before anything is written, and each piece once more in the
transaction that writes it: between the two somebody may have been put on file elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select

from service.file_table.fault import TableFault
from service.file_table.locate import title_of
from service.store.hardship_file import HardshipFile
from service.store.people import Person
from service.unit_of_work import UnitOfWork
from service.use_cases.account_holder import (
    account_digest,
    account_topic,
    held_by_other,
    know_holders,
)
from service.use_cases.file_form import FILE_COLUMNS, file_form, people_of
from service.use_cases.import_draft import Draft, Place
from service.use_cases.live_members import Standing, know_live_members, pieces
from service.use_cases.place_of_union import place_of_union
from service.use_cases.register_person import known_persons
from service.use_cases.same_content import differing

__all__ = ["Looked", "look_at_drafts"]

_NUMBER: Final = title_of(("identity_number",), member=True)
_ACCOUNT: Final = title_of(("worker", "account", "number"), member=False)
_FIELDS_MAX: Final = 10


@dataclass(slots=True)
class Looked:
    """By the place of the draft in what was looked at; ``unchanged`` are on file as they are here."""

    faults: dict[int, list[TableFault]] = field(default_factory=dict)
    unchanged: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _World:
    """What the database says of all of them: who is registered, who stands where, whose an account is."""

    persons: dict[str, str]
    live: dict[str, list[Standing]]
    union: tuple[str, str]


def look_at_drafts(
    uow: UnitOfWork, union: tuple[str, str], drafts: Sequence[Draft], *, watching: bool = False
) -> Looked:
    """Constant statements for as many drafts as a piece holds; ``union`` is code and path.

    ``watching`` is for a run that writes: whoever of them is touched meanwhile makes it look again.
    """
    numbers = [number for draft in drafts for _, number in draft.people()]
    persons = _persons(uow, numbers)
    world = _World(persons, know_live_members(uow, persons.values()), union)
    accounts = [account_digest(uow, one.account) for one in drafts if one.account]
    know_holders(uow, accounts)
    if watching:
        uow.watch(*persons.values(), *map(account_topic, accounts))
    looked = Looked()
    on_file = _own_files(world, drafts)
    files = dict(_files(uow, on_file))
    for place, draft in enumerate(drafts):
        own = on_file.get(place)
        differs = _differs(draft, world, files[own]) if own and draft.body else []
        if own and draft.body and not differs:
            looked.unchanged.add(place)
            continue
        found = list(_against(uow, world, draft, own))
        if differs:
            told = "、".join(differs[:_FIELDS_MAX]) + ("…" if differs[_FIELDS_MAX:] else "")
            found.append(_fault(draft.places[0], _NUMBER, "content_differs", fields=told))
        if found:
            looked.faults[place] = found
    return looked


def _persons(uow: UnitOfWork, numbers: Sequence[str]) -> dict[str, str]:
    """Id by number, of those who are registered; ids alone are fetched."""
    digests = {uow.keyring.lookup_digest("identity", number): number for number in numbers}
    known = known_persons(uow)
    found = {digests[d]: known[d].id for d in digests.keys() & known.keys() if known[d]}  # type: ignore[union-attr]
    for some in pieces(sorted(digests.keys() - known.keys())):
        rows = uow.session.execute(
            select(Person.identity_digest, Person.id).where(Person.identity_digest.in_(some))
        )
        found.update({digests[row.identity_digest]: row.id for row in rows})
    return found


def _own_files(world: _World, drafts: Sequence[Draft]) -> dict[int, str]:
    """The file in the worker's own name at this union, where there is one."""
    found = {}
    for place, draft in enumerate(drafts):
        person = world.persons.get(draft.numbers[0], "")
        for standing in world.live.get(person, ()):
            if standing.position == 0 and standing.union == world.union[0]:
                found[place] = standing.file_id
    return found


def _files(uow: UnitOfWork, wanted: dict[int, str]) -> Iterator[tuple[str, tuple[Any, list[Any]]]]:
    """Each file with its people."""
    for some in pieces(sorted(set(wanted.values()))):
        people = people_of(uow, some)
        rows = uow.session.execute(select(*FILE_COLUMNS).where(HardshipFile.id.in_(some)))
        for row in rows:
            yield row.id, (row, people[row.id])


def _differs(draft: Draft, world: _World, file: tuple[Any, list[Any]]) -> list[str]:
    """What the file says otherwise; people are compared by who they are and not by a number."""
    form, declared = draft.content()
    for one in (form["worker"], *form.get("members", ())):
        number = one["identity_number"]
        one["identity_number"] = world.persons.get(number, number)
    row, people = file
    theirs = file_form(row, people, number=lambda person: str(person.person_id))
    return differing(form, declared, theirs, row.declared_category)


def _against(uow: UnitOfWork, world: _World, draft: Draft, own: str | None) -> Iterator[TableFault]:
    """Recusal, one household one file, one account one holder: what `fill_file` would refuse."""
    barred = {*uow.actor.persons(), *uow.actor.kin()}
    for place, number in draft.people():
        person = world.persons.get(number, "")
        if person in barred:
            yield _fault(place, _NUMBER, "recusal")
        elsewhere = [one for one in world.live.get(person, ()) if one.file_id != own]
        if elsewhere:
            told = sorted({_told(uow, world.union[1], one) for one in elsewhere})
            yield _fault(place, _NUMBER, "person_on_file", files=told)
    if draft.account:
        holder = know_holders(uow, [digest := account_digest(uow, draft.account)])[digest]
        worker = world.persons.get(draft.numbers[0])
        if (
            holder is not None
            and holder.person_id != worker
            and held_by_other(uow, holder, but_not=own or "")
        ):
            yield _fault(draft.places[0], _ACCOUNT, "account_shared")


def _told(uow: UnitOfWork, path: str, one: Standing) -> str:
    """The file, as far as the caller may see it."""
    if uow.actor.sees(one.union_path):
        return one.file_id
    return place_of_union(uow, path, one.union_path)


def _fault(place: Place, column: str, code: str, **values: Any) -> TableFault:
    return TableFault(place[0], place[1], 0, column, code, values)
