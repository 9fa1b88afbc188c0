"""导入: a table of household files that was uploaded, checked, and is written piece by piece."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.personal import Personal, PersonalJson, PersonalText
from service.store.things import Record, Scoped, Thing, refers_to

__all__ = ["FileImport", "ImportPiece"]


class FileImport(Scoped, Thing):
    """What was found in the table, and how much of it is written; the pieces hold the rest."""

    __tablename__ = "file_import"
    KIND = "file_import"
    SERIAL = "I"

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    mode: Mapped[str] = mapped_column(String(20))
    officer_id: Mapped[str] = mapped_column(String(64))
    table_sha256: Mapped[str] = mapped_column(String(64))
    total: Mapped[int]
    wrong: Mapped[int]
    unchanged: Mapped[int]
    written: Mapped[int]
    faults_kept: Mapped[Personal] = mapped_column(PersonalText("file_import.faults"))

    faults = PersonalJson("faults_kept")


class ImportPiece(Record):
    """Forms that wait to be written, sealed as receipts are; a piece goes once it is written."""

    __tablename__ = "import_piece"
    BY_DEED = False  # it waits, and goes: what came of it is told by the files themselves

    import_id: Mapped[str] = mapped_column(
        String(64), refers_to("file_import.id"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    forms: Mapped[bytes] = mapped_column(LargeBinary)
