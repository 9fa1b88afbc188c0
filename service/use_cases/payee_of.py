"""Who may be paid: the beneficiary by name, or the guardian of a minor (wire.md «payee.name»)."""

from __future__ import annotations

from service.store.application import Application
from service.store.hardship_file import HardshipFile, Member
from workflows.errors import BeneficiaryLeft, BeneficiaryUnfit, PayeeUnfit

__all__ = ["beneficiary_of", "payee_person", "standing_beneficiary"]


def beneficiary_of(file: HardshipFile, member_id: str | None) -> Member:
    """The member of the household who is to receive; null means the worker."""
    if member_id is None:
        return file.worker
    for member in file.people:
        if member.id == member_id:
            return member
    raise BeneficiaryUnfit(member_id=member_id)


def standing_beneficiary(file: HardshipFile, application: Application) -> Member:
    """Whom the application is for; raises ``BeneficiaryLeft`` where they stand on the file no more."""
    for member in file.people:
        if member.person_id == application.person_id:
            return member
    raise BeneficiaryLeft


def payee_person(file: HardshipFile, beneficiary: Member, name: str) -> str:
    """The natural person whom ``name`` means; raises ``PayeeUnfit`` for anybody else.

    A minor's guardian is an adult of the household; of an adult beneficiary only they themselves.
    """
    if name == beneficiary.name.value:
        return beneficiary.person_id
    if beneficiary.minor:
        for adult in file.people:
            if not adult.minor and adult.name.value == name:
                return adult.person_id
    raise PayeeUnfit(beneficiary_minor=beneficiary.minor)
