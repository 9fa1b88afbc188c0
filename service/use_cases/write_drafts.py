"""The households of one piece, looked at once more and opened as drafts: by the very verb by which a
clerk opens one, with everything it asks the database for fetched at once beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from service.file_table.fault import TableFault
from service.store.file_import import FileImport
from service.unit_of_work import UnitOfWork
from service.use_cases.fill_file import fill_file
from service.use_cases.import_draft import Draft
from service.use_cases.import_faults import more_faults
from service.use_cases.look_at_drafts import look_at_drafts
from service.use_cases.open_hardship_file import new_file
from service.use_cases.register_person import know_persons

__all__ = ["write_drafts"]


def write_drafts(
    uow: UnitOfWork, imported: FileImport, drafts: Sequence[Draft], *, all_of_it: bool
) -> bool:
    """Write what still may be, and count it; whether anything was refused.

    With ``all_of_it`` nothing is written when one household is refused. The persons and accounts of
    all of them are watched: what was found about them is asked again under the lock.
    """
    union = (imported.union, imported.union_path)
    know_persons(uow, [number for draft in drafts for number in draft.numbers])
    looked = look_at_drafts(uow, union, drafts, watching=True)
    faults: list[TableFault] = [one for found in looked.faults.values() for one in found]
    imported.faults = more_faults(imported.faults, faults)
    imported.wrong += len(looked.faults)
    if faults and all_of_it:
        return True
    imported.unchanged += len(looked.unchanged)
    passed_over = looked.faults.keys() | looked.unchanged
    for place, draft in enumerate(drafts):
        if place not in passed_over:
            _open(uow, imported, draft.content())
            imported.written += 1
    return bool(faults)


def _open(
    uow: UnitOfWork, imported: FileImport, content: tuple[dict[str, Any], str | None]
) -> None:
    form, declared = content
    file, deed = new_file(
        uow, (imported.union, imported.union_path), import_id=imported.id,
        declared_category=declared,
    )  # fmt: skip
    fill_file(uow, file, form, deed)
