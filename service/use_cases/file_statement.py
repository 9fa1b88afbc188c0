"""What a file states: as it stands, or as the re-verification under way would have it.

Decisions rest on it, and its digest binds them: a visit of a form that was corrected since does not
count (peers.md part B 3).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.audit.canonical import canonical
from service.audit.disclosure import base64url
from service.store.hardship_file import HardshipFile, Member
from service.use_cases.file_contact import CONTACT

__all__ = ["Statement", "estate_digest", "statement_digest", "statement_of"]


@dataclass(frozen=True, slots=True)
class Statement:
    """The figures and facts that the means test, exclusions and documents rest on."""

    household: Mapping[str, Any]
    causes: Mapping[str, Any]
    size: int
    employment: str
    union_member: bool
    health: str | None

    @property
    def every_cause(self) -> tuple[str, ...]:
        """The main cause and the secondary ones, each once."""
        return tuple(dict.fromkeys((self.causes["main"], *self.causes.get("secondary", ()))))


def statement_of(file: HardshipFile) -> Statement:
    """With the parts of a proposal in place of those that stand."""
    proposed = file.proposed or {}
    worker = proposed.get("worker")
    members = proposed.get("members")
    health = worker if worker else file.worker.particulars or {}
    return Statement(
        household=proposed.get("household", file.household),
        causes=proposed.get("causes", file.causes),
        size=1 + (len(file.members) if members is None else len(members)),
        employment=worker["employment"] if worker else file.employment,
        union_member=worker["union_member"] if worker else file.union_member,
        health=health.get("health"),
    )


def estate_digest(file: HardshipFile) -> str:
    """Over what the household says it earns, spends and owns: an exemption binds to it."""
    told = canonical(dict(statement_of(file).household), booleans=True)
    return base64url(hashlib.sha256(told).digest())


def statement_digest(file: HardshipFile) -> str:
    """Over everything stated; how the worker is reached and paid is not part of it."""
    content = {
        "people": [_person(person) for person in file.people],
        "household": file.household,
        "causes": file.causes,
        "employment": file.employment,
        "union_member": file.union_member,
        "proposed": file.proposed,
    }
    told = {name: value for name, value in content.items() if value is not None}
    return base64url(hashlib.sha256(canonical(told, booleans=True)).digest())


def _person(person: Member) -> dict[str, Any]:
    said = {k: v for k, v in (person.particulars or {}).items() if k not in CONTACT}
    return {
        "person": person.person_id,
        "name": person.name.commitment,
        "relation": person.relation,
        "student": person.student,
        "said": said,
    }
