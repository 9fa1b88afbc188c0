"""By what a file can be told to resemble another: phone, address, name with date of birth.

Kept as keyed digests, so that files are compared across the whole tree and nobody reads anything.
"""

from __future__ import annotations

import re
import unicodedata

from service.store.hardship_file import HardshipFile, Member
from service.unit_of_work import UnitOfWork
from workflows import identity_number

__all__ = ["mark_file", "mark_person", "plain_address"]

_SEPARATORS = re.compile(r"[\s·•・‧∙⋅,，.。;；:：()（）\-—–#]+")


def mark_file(uow: UnitOfWork, file: HardshipFile) -> None:
    """The file's own marks, from what stands in it now."""
    phone = re.sub(r"\D", "", file.phone.value) if file.phone else ""
    file.phone_digest = uow.keyring.lookup_digest("phone", phone) if phone else None
    address = plain_address((file.worker.particulars or {}).get("address", ""))
    file.address_digest = uow.keyring.lookup_digest("address", address) if address else None


def mark_person(uow: UnitOfWork, row: Member, canonical: str) -> None:
    """Name and date of birth together: one person with two numbers shows here."""
    born = identity_number.birth_date(canonical).isoformat()
    name = _SEPARATORS.sub("", unicodedata.normalize("NFKC", row.name.value)).upper()
    row.likeness_digest = uow.keyring.lookup_digest("likeness", f"{name}|{born}")


def plain_address(address: str) -> str:
    """An address as it is compared: width, case, blanks and punctuation do not make another."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", address)).upper()
