"""补办手续: what an award given in an emergency still owes: its papers, its notice, its approvals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.things import Part, Scoped, Thing, refers_to

__all__ = ["Confirmation", "Paper", "Regularisation"]


class Regularisation(Scoped, Thing):
    """``path`` are the stages to be made up for, as they were owed when the award was granted.

    ``since`` and ``within`` are the term of the papers (ADR 0024), ``live`` keeps one open emergency
    per file. ``waits`` is the kind of work it waits for (code list `term_kind`), at ``waits_level``;
    ``waits_since`` and ``waits_within`` are the clock of every stage behind the papers. ``ended_on``
    and ``cause`` (code list `recovery_cause`) say since when and why the award is owed back, if it is.
    """

    __tablename__ = "regularisation"
    KIND = "regularisation"
    PARTS = ("papers", "confirmations")
    SERIAL = "E"
    __table_args__ = (
        Index(
            "uq_regularisation_open_file",
            "file_id",
            unique=True,
            postgresql_where=text("live"),
            sqlite_where=text("live"),
        ),
        Index("ix_regularisation_due", "state", "within", "since"),
        Index("ix_regularisation_waits", "waits", "waits_level"),
    )

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    application_id: Mapped[str] = mapped_column(
        String(64), refers_to("application.id"), unique=True
    )
    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"), index=True)
    programme: Mapped[str] = mapped_column(String(32))
    edition_id: Mapped[str] = mapped_column(String(64), refers_to("edition.id"))
    award_fen: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), index=True)
    live: Mapped[bool] = mapped_column(Boolean)
    path: Mapped[list[Any]]
    position: Mapped[int]
    round: Mapped[int]
    since: Mapped[date] = mapped_column(Date)
    within: Mapped[str] = mapped_column(String(8))
    notice_id: Mapped[str | None] = mapped_column(String(64))
    ended_on: Mapped[date | None] = mapped_column(Date)
    cause: Mapped[str | None] = mapped_column(String(20))
    waits: Mapped[str | None] = mapped_column(String(20))
    waits_level: Mapped[str | None] = mapped_column(String(20))
    waits_since: Mapped[date | None] = mapped_column(Date)
    waits_within: Mapped[str | None] = mapped_column(String(8))
    papers: Mapped[list[Paper]] = relationship(
        lazy="selectin", order_by="Paper.id", cascade="save-update, merge"
    )
    confirmations: Mapped[list[Confirmation]] = relationship(
        lazy="selectin", order_by="Confirmation.id", cascade="save-update, merge"
    )

    def concerns(self) -> Iterator[str]:
        yield self.application_id
        yield self.file_id
        yield self.person_id
        if self.notice_id:
            yield self.notice_id


class Paper(Part):
    """A document brought afterwards, by kind and digest; it stays where ``kept`` says."""

    __tablename__ = "paper"
    OWNER = "regularisation_id"

    regularisation_id: Mapped[str] = mapped_column(
        String(64), refers_to("regularisation.id"), index=True
    )
    kind: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    kept: Mapped[str] = mapped_column(String(10))


class Confirmation(Part):
    """One vote of a natural person in a round of the confirmation; ``for_person`` is whom a delegate
    voted for."""

    __tablename__ = "confirmation"
    OWNER = "regularisation_id"
    __table_args__ = (UniqueConstraint("regularisation_id", "round", "person_id"),)

    regularisation_id: Mapped[str] = mapped_column(String(64), refers_to("regularisation.id"))
    round: Mapped[int]
    position: Mapped[int]
    level: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"))
    officer_id: Mapped[str] = mapped_column(String(64))
    for_person: Mapped[str | None] = mapped_column(String(64))
