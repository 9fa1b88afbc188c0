"""A hardship file as answers tell it: numbers, telephones and accounts masked, the stage that waits."""

from __future__ import annotations

from datetime import date
from typing import Any

from service.api.masks import account_view
from service.store.file_parts import Exemption, FileEvidence, HomeVisit
from service.store.hardship_file import HardshipFile, Member
from service.unit_of_work import UnitOfWork
from service.use_cases.file_changes import masked_fields
from service.use_cases.file_facts import stage_waiting
from service.use_cases.file_statement import statement_digest
from service.use_cases.union_levels import levels_above
from workflows import masking

__all__ = ["document_view", "exemption_view", "hardship_file_view", "visit_view"]

DATES = ("confirmed_on", "reverify_by", "ended_on", "monitored_until", "keep_until")


def hardship_file_view(uow: UnitOfWork, file: HardshipFile) -> dict[str, Any]:
    view = {
        "id": file.id,
        "number": file.serial,
        "state": file.state,
        "union": file.union,
        "category": file.category,
        "worker": _worker(file),
        "members": [_member(one) for one in sorted(file.members, key=lambda m: m.position)],
        "household": file.household,
        "causes": file.causes,
        "tags": file.tags,
        "assessment": file.assessment,
        "size": len(file.people),
        "stage": _stage(uow, file),
        "round": file.verification,
        "reason": file.reason,
        "proposed": masked_fields(file.proposed),
        "declared_category": file.declared_category,
        **{name: _day(getattr(file, name)) for name in DATES},
        "audit_number": file.number,
    }
    optional = {"path": file.path, "told_missing": file.told_missing}
    return view | {name: value for name, value in optional.items() if value is not None}


def _worker(file: HardshipFile) -> dict[str, Any]:
    worker = file.worker
    return {
        **_particulars(worker),
        "name": worker.name.value,
        "identity_number": worker.identity.value,
        "phone": masking.phone(file.phone.value) if file.phone else None,
        "employment": file.employment,
        "union_member": file.union_member,
        "account": account_view(file.account),
    }


def _member(member: Member) -> dict[str, Any]:
    return {
        **_particulars(member),
        "id": member.id,
        "name": member.name.value,
        "identity_number": member.identity.value,
        "relation": member.relation,
        "student": member.student,
        "minor": member.minor,
    }


def _particulars(person: Member) -> dict[str, Any]:
    said = {"sex": person.sex, **(person.particulars or {})}
    if "other_phone" in said:
        said["other_phone"] = masking.phone(said["other_phone"])
    return said


def _stage(uow: UnitOfWork, file: HardshipFile) -> dict[str, Any] | None:
    """Which stage waits; nothing waits in a draft, in a file that stands, or in one that ended."""
    waiting = stage_waiting(file)
    if waiting is None:
        return None
    position, stage = waiting
    levels = levels_above(uow, file.union_path)
    union = levels.get(stage.level) if stage.level else file.union
    return {"position": position, "kind": stage.kind, "level": stage.level, "union": union}


def document_view(file: HardshipFile, document: FileEvidence) -> dict[str, Any]:
    member = next((one.id for one in file.people if one.person_id == document.person_id), None)
    return {
        "id": document.id,
        "hardship_file_id": file.id,
        "round": document.round,
        "kind": document.kind,
        "member_id": member,
        "sha256": document.sha256,
        "pages": document.pages,
        "kept": document.kept,
        "signed_on": _day(document.signed_on),
        "audit_number": file.number,
    }


def visit_view(file: HardshipFile, visit: HomeVisit) -> dict[str, Any]:
    same = visit.content_digest == statement_digest(file)
    return {
        "id": visit.id,
        "hardship_file_id": file.id,
        "round": visit.round,
        "visited_on": visit.visited_on.isoformat(),
        "conclusion": visit.conclusion,
        "findings": visit.findings or {},
        "signed_by": [one.officer_id for one in file.signatures if one.visit_id == visit.id],
        "counts": same and visit.round == file.verification,
        "audit_number": file.number,
    }


def exemption_view(file: HardshipFile, exemption: Exemption) -> dict[str, Any]:
    return {
        "id": exemption.id,
        "hardship_file_id": file.id,
        "round": exemption.round,
        "rule": exemption.rule,
        "found": exemption.found,
        "reason": exemption.reason.value,
        "evidence": exemption.evidence,
        "granted_by": exemption.officer_id,
        "granted_on": exemption.granted_on.isoformat(),
        "audit_number": file.number,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
