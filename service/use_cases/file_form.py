"""A hardship file read back as the form it was filled in with: to export it, to compare it.

Rows are fetched column by column and not as things: ten thousand files are looked at in one call,
and a run keeps every thing it has loaded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select

from service.store.hardship_file import HardshipFile, Member
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from workflows import bank_account, masking

__all__ = ["FILE_COLUMNS", "file_form", "masked", "people_of"]

FILE_COLUMNS: Final = (
    HardshipFile.id, HardshipFile.number, HardshipFile.serial, HardshipFile.union,
    HardshipFile.state, HardshipFile.category, HardshipFile.declared_category,
    HardshipFile.phone, HardshipFile.account, HardshipFile.employment,
    HardshipFile.union_member, HardshipFile.household_kept, HardshipFile.causes,
    HardshipFile.tags,
)  # fmt: skip
_PEOPLE: Final = (
    Member.file_id, Member.position, Member.person_id, Member.name, Member.identity,
    Member.relation, Member.student, Member.particulars_kept,
)  # fmt: skip


def people_of(uow: UnitOfWork, files: Sequence[str]) -> dict[str, list[Any]]:
    """The people of these files, of each file the worker first."""
    rows = uow.session.execute(
        select(*_PEOPLE).where(Member.file_id.in_(files)).order_by(Member.file_id, Member.position)
    )
    found: dict[str, list[Any]] = {file: [] for file in files}
    for row in rows:
        found[row.file_id].append(row)
    return found


def file_form(
    file: Any, people: Sequence[Any], number: Callable[[Any], str] = lambda row: row.identity.value
) -> dict[str, Any]:
    """In the form of POST /v1/hardship-files; ``number`` says how a person is told, by default by the
    masked number that is all a file shows."""
    worker = {
        **_person(people[0], number),
        "phone": file.phone.value if file.phone and not file.phone.erased else None,
        "employment": file.employment,
        "union_member": file.union_member,
        "account": (file.account.fields() if file.account else None) or None,
    }
    members = [
        {**_person(one, number), "relation": one.relation, "student": one.student}
        for one in people[1:]
    ]
    return {
        "worker": {name: value for name, value in worker.items() if value is not None},
        "members": members,
        "household": _read(file.household_kept),
        "causes": file.causes or {},
        "tags": list(file.tags or []),
    }


def masked(form: Mapping[str, Any]) -> dict[str, Any]:
    """The form with telephones and the account as every answer shows them (wire.md)."""
    worker = dict(form["worker"])
    for name in ("phone", "other_phone"):
        if worker.get(name):
            worker[name] = masking.phone(worker[name])
    if worker.get("account"):
        account = worker["account"]
        worker["account"] = {**account, "number": bank_account.masked(account["number"])}
    return {**form, "worker": worker}


def _person(row: Any, number: Callable[[Any], str]) -> dict[str, Any]:
    return {
        **_read(row.particulars_kept),
        "name": row.name.value,
        "identity_number": number(row),
    }


def _read(kept: Personal | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(kept.value) if kept and not kept.erased else {}
    return found
