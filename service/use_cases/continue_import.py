"""An import goes on: the next piece is written, or the next drafts of one that failed are withdrawn.

Each call is one transaction of at most a thousand things. Who is killed in the middle has done
nothing, and whoever comes next begins at the same piece; two at once meet at the import itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import defer

from service.store.file_import import FileImport, ImportPiece
from service.store.hardship_file import HardshipFile
from service.store.receipt import Job
from service.unit_of_work import UnitOfWork
from service.use_cases.act_on_hardship_file import free_if_ended
from service.use_cases.begin_import import PIECE_CONTEXT, go_on_later
from service.use_cases.identify import officer_of
from service.use_cases.import_draft import unpacked
from service.use_cases.import_facts import ALL_OR_NOTHING, UNFINISHED
from service.use_cases.write_drafts import write_drafts
from workflows.errors import RoleRequired
from workflows.hardship_file import UNDONE
from workflows.path import CLERK

__all__ = ["continue_import", "continue_import_by_job"]

UNDONE_AT_ONCE: Final = 500


def continue_import(uow: UnitOfWork, imported: FileImport) -> None:
    """Nothing where nothing is left. Whoever calls acts for the clerk whose import it is."""
    if imported.state in UNFINISHED:
        _act_for(uow, imported)
        _go_on(uow, imported)


def continue_import_by_job(uow: UnitOfWork, job: Job) -> None:
    """The worker's turn, and a job for the next one while there is more.

    Raises ``RoleRequired`` once the clerk holds the post no longer: another one may go on.
    """
    imported = uow.session.get_one(FileImport, job.thing_id)
    if imported.state not in UNFINISHED:
        return
    _act_for(uow, imported)
    clerk = uow.actor.principal or uow.actor
    uow.appointment = clerk.holds(CLERK, imported.union_path)
    if uow.appointment is None:
        raise RoleRequired(roles=sorted(CLERK), union=imported.union)
    _go_on(uow, imported)
    if imported.state in UNFINISHED:
        go_on_later(uow, imported, uow.deeds[0])


def _act_for(uow: UnitOfWork, imported: FileImport) -> None:
    if uow.actor.subject != imported.officer_id:
        clerk = replace(officer_of(uow, imported.officer_id), principal=uow.actor.principal)
        uow.actor = replace(uow.actor, principal=clerk)


def _go_on(uow: UnitOfWork, imported: FileImport) -> None:
    before = imported.state
    deed = uow.record(f"file_import.{_VERBS[before]}", imported, before=before)
    if before == "writing":
        _write_next(uow, imported)
    else:
        _undo_next(uow, imported)
    deed.after = imported.state


_VERBS: Final = {"writing": "write", "undoing": "undo"}


def _write_next(uow: UnitOfWork, imported: FileImport) -> None:
    """In all or nothing one household that is refused now turns the whole import back."""
    left = _pieces(uow, imported)
    all_of_it = imported.mode == ALL_OR_NOTHING
    forms = uow.keyring.open(left[0].forms, PIECE_CONTEXT)
    refused = write_drafts(uow, imported, unpacked(forms), all_of_it=all_of_it)
    gone = left if refused and all_of_it else left[:1]
    for piece in gone:
        uow.session.delete(piece)
    if refused and all_of_it:
        imported.state = "undoing" if imported.written else "undone"
    elif len(left) == 1:
        imported.state = "done"


def _pieces(uow: UnitOfWork, imported: FileImport) -> Sequence[ImportPiece]:
    """What waits, in order; the forms of a piece come when they are asked for."""
    return uow.session.scalars(
        select(ImportPiece)
        .options(defer(ImportPiece.forms))
        .where(ImportPiece.import_id == imported.id)
        .order_by(ImportPiece.place)
    ).all()


def _undo_next(uow: UnitOfWork, imported: FileImport) -> None:
    """Withdraw drafts of this import; one that was withdrawn by hand meanwhile is passed over."""
    files = uow.session.scalars(
        select(HardshipFile)
        .where(HardshipFile.import_id == imported.id, HardshipFile.state == UNDONE.source)
        .order_by(HardshipFile.number)
        .limit(UNDONE_AT_ONCE)
    ).all()
    for file in files:
        file.state = UNDONE.target
        free_if_ended(file)
        uow.record(
            "hardship_file.withdraw", file, before=UNDONE.source, after=UNDONE.target,
            rule=UNDONE.key,
        )  # fmt: skip
    imported.written -= len(files)
    if len(files) < UNDONE_AT_ONCE:
        imported.written, imported.state = 0, "undone"
