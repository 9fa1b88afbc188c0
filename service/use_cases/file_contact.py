"""How the worker of a file is reached and paid: corrected at once, and no matter of verification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from service.store.hardship_file import HardshipFile
from service.store.personal import Personal
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.account_holder import account_digest, hold_account
from service.use_cases.file_likeness import mark_file
from workflows.errors import HolderUnfit

__all__ = ["CONTACT", "put_account", "put_contact", "restated", "standing_contact"]

CONTACT: Final = ("address", "postcode", "other_phone")
"""The particulars of a worker that say how they are reached."""


def put_contact(
    uow: UnitOfWork, file: HardshipFile, contact: Mapping[str, Any], deed: Deed
) -> None:
    """How the worker is reached and paid; what is not given stays."""
    worker = file.worker
    if "phone" in contact:
        file.phone = restated(file.phone, contact["phone"])
    if "account" in contact:
        if contact["account"] and contact["account"]["name"] != worker.name.value:
            raise HolderUnfit(field="account.name")
        put_account(uow, file, contact["account"], worker.person_id, deed)
    said = {name: contact[name] for name in CONTACT if name in contact}
    if said:
        worker.particulars = {**(worker.particulars or {}), **said}
    mark_file(uow, file)


def standing_contact(file: HardshipFile) -> dict[str, Any]:
    """How the worker is reached and paid today, in the form of a correction."""
    told = {
        name: value for name, value in (file.worker.particulars or {}).items() if name in CONTACT
    }
    if file.phone:
        told["phone"] = file.phone.value
    if file.account:
        told["account"] = file.account.fields()
    return told


def restated(kept: Personal | None, text: str | None) -> Personal | None:
    """The words as they are kept: those that stand already under the salt they have."""
    if not text:
        return None
    return kept.restated(text) if kept else Personal.of(text)


def put_account(
    uow: UnitOfWork, file: HardshipFile, account: Mapping[str, str] | None, holder: str, deed: Deed
) -> None:
    """The account whose holder is ``holder``; raises ``AccountShared``."""
    if not account:
        file.account = file.account_digest = None
        return
    told = Personal.of_fields(dict(account))
    file.account = file.account.restated(told.value) if file.account else told
    file.account_digest = account_digest(uow, account["number"])
    hold_account(uow, file.account_digest, holder, deed)
