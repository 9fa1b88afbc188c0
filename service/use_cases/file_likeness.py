"""By what a file can be told to resemble another: phone, address, name with date of birth.

Kept as keyed digests, so that files are compared across the whole tree and nobody reads anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from service.store.hardship_file import HardshipFile, Member
from service.unit_of_work import UnitOfWork
from service.use_cases.household_to_be import residents
from workflows import identity_number

__all__ = ["Marks", "mark_file", "mark_person", "marks_to_be", "plain_address"]

_SEPARATORS = re.compile(r"[\s·•・‧∙⋅,，.。;；:：()（）\-—–#]+")


@dataclass(frozen=True, slots=True)
class Marks:
    """By what a file is compared, as it stands and as it would become: telephones, addresses, and of
    each person the likeness with who it is."""

    phones: tuple[str, ...]
    addresses: tuple[str, ...]
    people: tuple[tuple[str, str], ...]


def marks_to_be(uow: UnitOfWork, file: HardshipFile) -> Marks:
    """The file's own marks, and those its proposal would bring."""
    phones, addresses = [file.phone_digest], [file.address_digest]
    worker = (file.proposed or {}).get("worker", {})
    phones.append(_phone(uow, worker.get("phone")))
    addresses.append(_address(uow, worker.get("address")))
    people = [(one.likeness_digest, one.person_id) for one in file.people]
    if file.proposed:
        people += [
            (_likeness(uow, one.name, one.number), one.person_id or "")
            for one in residents(uow, file.people, file.proposed)
            if one.number is not None
        ]
    return Marks(_told(phones), _told(addresses), tuple((m, who) for m, who in people if m))


def mark_file(uow: UnitOfWork, file: HardshipFile) -> None:
    """The file's own marks, from what stands in it now."""
    file.phone_digest = _phone(uow, file.phone.value if file.phone else None)
    file.address_digest = _address(uow, (file.worker.particulars or {}).get("address"))


def _told(marks: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark for mark in marks if mark))


def _phone(uow: UnitOfWork, number: str | None) -> str | None:
    digits = re.sub(r"\D", "", number or "")
    return uow.keyring.lookup_digest("phone", digits) if digits else None


def _address(uow: UnitOfWork, address: str | None) -> str | None:
    plain = plain_address(address or "")
    return uow.keyring.lookup_digest("address", plain) if plain else None


def mark_person(uow: UnitOfWork, row: Member, canonical: str) -> None:
    """Name and date of birth together: one person with two numbers shows here."""
    row.likeness_digest = _likeness(uow, row.name.value, canonical)


def _likeness(uow: UnitOfWork, name: str, canonical: str) -> str:
    born = identity_number.birth_date(canonical).isoformat()
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", name)).upper()
    return uow.keyring.lookup_digest("likeness", f"{plain}|{born}")


def plain_address(address: str) -> str:
    """An address as it is compared: width, case, blanks and punctuation do not make another."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", address)).upper()
