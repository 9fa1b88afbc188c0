"""What a deed changed in a file, from what to what: an opening of its entry, so that it can be erased
and cannot be altered unseen. Numbers, telephones and accounts are told masked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.store.hardship_file import HardshipFile, Member
from service.store.personal import Personal
from service.unit_of_work import Deed
from workflows import bank_account, identity_number, masking

__all__ = ["CHANGES", "Told", "described", "masked_fields", "proposed_fields", "tell_changes"]

CHANGES: Final = "changes"
"""The name of the disclosure."""
_MASKED_PARTICULARS: Final = frozenset({"other_phone"})
_MASKS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "identity_number": identity_number.masked,
    "phone": masking.phone,
    "other_phone": masking.phone,
    "number": bank_account.masked,
}
"""What is masked wherever in a form it stands."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value as it is told, and what it really is, by which it is compared."""

    shown: Any
    real: Any


def described(file: HardshipFile) -> dict[str, Told]:
    """Everything a file says of its household, field by field."""
    found = {
        "worker.phone": _masked(file.phone, masking.phone),
        "worker.employment": Told(file.employment, file.employment),
        "worker.union_member": Told(file.union_member, file.union_member),
        "worker.account": _account(file.account),
        "tags": Told(file.tags, file.tags),
        **dict(_fields("household", file.household or {})),
        **dict(_fields("causes", file.causes or {})),
    }
    for person in file.people:
        found.update(_person(person))
    return {name: told for name, told in found.items() if told.real is not None}


def proposed_fields(file: HardshipFile) -> dict[str, Told]:
    """What a re-verification would change, field by field."""
    return dict(_leaves("proposed", file.proposed or {}))


def masked_fields(form: Any) -> Any:
    """A form, or a part of one, with its numbers masked."""
    if isinstance(form, list):
        return [masked_fields(one) for one in form]
    if not isinstance(form, dict):
        return form
    return {name: _MASKS.get(name, masked_fields)(value) for name, value in form.items()}


def tell_changes(deed: Deed, before: Mapping[str, Told], after: Mapping[str, Told]) -> None:
    """Add what differs to what the deed says; nothing where nothing does."""
    nothing = Told(None, None)
    changed = [
        {"field": name, "from": old.shown, "to": new.shown}
        for name in sorted({*before, *after})
        if (old := before.get(name, nothing)).real != (new := after.get(name, nothing)).real
    ]
    if changed:
        text = json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        deed.said = {**deed.said, CHANGES: text}


def _person(person: Member) -> Iterator[tuple[str, Told]]:
    """The worker's fields by that word, a member's by their id; a new member is told as a whole."""
    place = "worker" if person.position == 0 else f"members.{person.id}"
    yield f"{place}.name", Told(person.name.value, person.name.commitment)
    yield f"{place}.identity_number", Told(person.identity.value, person.person_id)
    yield f"{place}.relation", Told(person.relation, person.relation)
    yield f"{place}.student", Told(person.student, person.student)
    for name, value in (person.particulars or {}).items():
        masked = masking.phone(value) if name in _MASKED_PARTICULARS else value
        yield f"{place}.{name}", Told(masked, value)


def _leaves(place: str, value: Any) -> Iterator[tuple[str, Told]]:
    """Every value of a form under the way to it; a list without people in it is one value."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(f"{place}.{name}", one)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for position, one in enumerate(value):
            yield from _leaves(f"{place}.{position}", one)
    else:
        mask = _MASKS.get(place.rpartition(".")[2])
        yield place, Told(mask(value) if mask else value, value)


def _fields(part: str, values: Mapping[str, Any]) -> Iterator[tuple[str, Told]]:
    for name, value in values.items():
        yield f"{part}.{name}", Told(value, value)


def _masked(kept: Personal | None, mask: Any) -> Told:
    if kept is None or kept.erased:
        return Told(None, None)
    return Told(mask(kept.value), kept.commitment)


def _account(kept: Personal | None) -> Told:
    held = kept.fields() if kept else {}
    if not held or kept is None:
        return Told(None, None)
    shown = {**held, "number": bank_account.masked(held["number"])}
    return Told(shown, kept.commitment)
