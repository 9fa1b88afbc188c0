"""Whether the import a file came by may still be taken back."""

from __future__ import annotations

from typing import Final

from service.store.file_import import FileImport
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork

__all__ = ["ALL_OR_NOTHING", "UNFINISHED", "imports_running"]

ALL_OR_NOTHING: Final = "all_or_nothing"
UNFINISHED: Final = frozenset({"writing", "undoing"})


def imports_running(uow: UnitOfWork, file: HardshipFile) -> tuple[str, ...]:
    """The import in question; loading it makes this run look again when it goes on meanwhile."""
    if file.import_id is None:
        return ()
    imported = uow.session.get_one(FileImport, file.import_id)
    running = imported.mode == ALL_OR_NOTHING and imported.state in UNFINISHED
    return (imported.id,) if running else ()
