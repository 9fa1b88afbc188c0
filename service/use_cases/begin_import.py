"""导入: a checked table becomes an import; what fits one transaction is written in it, the rest waits."""

from __future__ import annotations

from service.store.file_import import FileImport, ImportPiece
from service.store.receipt import Job
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.check_table import RECUSAL, CheckedTable
from service.use_cases.import_draft import Draft, cut, packed
from service.use_cases.import_facts import ALL_OR_NOTHING
from service.use_cases.import_faults import NO_FAULTS, more_faults
from service.use_cases.open_hardship_file import clerk_union
from service.use_cases.write_drafts import write_drafts

__all__ = ["CONTINUE_IMPORT", "PIECE_CONTEXT", "begin_import", "go_on_later"]

CONTINUE_IMPORT = "continue_import"
PIECE_CONTEXT = "import_piece.forms"


def begin_import(
    uow: UnitOfWork, table: CheckedTable, mode: str, table_sha256: str
) -> FileImport:  # fmt: skip
    """The import as it stands after this call: refused, done, or being written piece by piece.

    Who puts their own household, or their kin's, on a list is refused there and noted as elsewhere.

    Raises ``RoleRequired`` where the caller's post at that union ended while the table was looked at.
    """
    union, path = clerk_union(uow, table.union[0])
    imported = uow.add(
        FileImport(
            id=uow.new_id(), union=union, union_path=path, state="writing", mode=mode,
            officer_id=uow.actor.subject, table_sha256=table_sha256, total=table.total,
            wrong=table.wrong, unchanged=table.unchanged, written=0,
        )
    )  # fmt: skip
    imported.faults = more_faults(NO_FAULTS, table.faults, table.count)
    deed = uow.record("file_import.begin", imported)
    if table.recused:
        uow.note("authz.deny", imported.KIND, imported.id, rule=RECUSAL)
    pieces = list(cut(table.drafts))
    if table.torn or (mode == ALL_OR_NOTHING and table.count):
        imported.state = "refused"
    elif len(pieces) > 1:
        _keep(uow, imported, pieces, deed)
    else:
        _write_at_once(uow, imported, pieces[0] if pieces else [])
    deed.after = imported.state
    return imported


def go_on_later(uow: UnitOfWork, imported: FileImport, deed: Deed) -> None:
    """The worker takes the next piece, unless somebody has by then."""
    job = Job(
        id=uow.new_id(), kind=CONTINUE_IMPORT, thing_id=imported.id, due_at=uow.now, done=False,
        attempts=0,
    )  # fmt: skip
    uow.attach(job, deed)


def _write_at_once(uow: UnitOfWork, imported: FileImport, piece: list[Draft]) -> None:
    """One piece is one transaction: all of it or none, with nothing to be undone."""
    all_of_it = imported.mode == ALL_OR_NOTHING
    refused = write_drafts(uow, imported, piece, all_of_it=all_of_it)
    imported.state = "refused" if refused and all_of_it else "done"


def _keep(uow: UnitOfWork, imported: FileImport, pieces: list[list[Draft]], deed: Deed) -> None:
    for place, piece in enumerate(pieces):
        forms = uow.keyring.seal(packed(piece), PIECE_CONTEXT)
        uow.attach(ImportPiece(import_id=imported.id, place=place, forms=forms), deed)
    go_on_later(uow, imported, deed)
