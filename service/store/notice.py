"""公示: a notice, its lines and the objections to them: one aggregate, one number.

A deed on a notice says itself which applications it concerns. The notice does not name them all,
because whoever decides one line's objection then would hold a duty in every case of the list, and
every objection would make the votes on a thousand other lines look again.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.personal import Personal, PersonalText
from service.store.things import Part, Record, Scoped, Thing, refers_to

__all__ = ["Notice", "NoticeLine", "Objection"]


class Notice(Scoped, Thing):
    __tablename__ = "notice"
    KIND = "notice"
    PARTS = ("lines", "objections")
    SERIAL = "N"

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    place: Mapped[Personal] = mapped_column(PersonalText("notice.place"))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    shown_digest: Mapped[str | None] = mapped_column(String(64))
    lines: Mapped[list[NoticeLine]] = relationship(
        lazy="selectin", order_by="NoticeLine.line", cascade="save-update, merge"
    )
    objections: Mapped[list[Objection]] = relationship(
        lazy="selectin", order_by="Objection.id", cascade="save-update, merge"
    )


class NoticeLine(Part):
    """One person's line, with its own last day; ``shown_name`` is masked before it is stored.

    What the public reads stands here as it was published, whatever becomes of the case: of an
    application its programme and amount, of a household file its category.
    """

    __tablename__ = "notice_line"
    OWNER = "notice_id"
    __table_args__ = (
        UniqueConstraint("notice_id", "line"),
        UniqueConstraint("notice_id", "application_id"),
        UniqueConstraint("notice_id", "file_id"),
        CheckConstraint("(application_id IS NULL) <> (file_id IS NULL)", name="one_case"),
    )

    notice_id: Mapped[str] = mapped_column(String(64), refers_to("notice.id"))
    line: Mapped[int]
    application_id: Mapped[str | None] = mapped_column(
        String(64), refers_to("application.id"), index=True
    )
    file_id: Mapped[str | None] = mapped_column(
        String(64), refers_to("hardship_file.id"), index=True
    )
    state: Mapped[str] = mapped_column(String(20))
    ends_on: Mapped[date] = mapped_column(Date)
    shown_name: Mapped[Personal] = mapped_column(PersonalText("notice_line.shown_name"))
    shown_union: Mapped[str] = mapped_column(String(200))
    union_path: Mapped[str] = mapped_column(String(255))
    programme: Mapped[str] = mapped_column(String(32))
    award_fen: Mapped[int | None]
    category: Mapped[str | None] = mapped_column(String(20))

    @property
    def case_id(self) -> str:
        """The application or the file that stands on this line."""
        return self.application_id or self.file_id or ""


class Objection(Part, Record):
    """An objection to one line, by name or anonymous; it holds that line only.

    ``made_by`` is the deed that last changed it: the cursor of the list of objections. Its version
    is the notice's. It is to be taken up ``triage_within`` and answered ``within`` their terms
    ``since`` its receipt, by ``owner_id`` once somebody is named. All that stands behind
    ``received_at`` is empty in rows of before 0005.
    """

    __tablename__ = "objection"
    OWNER = "notice_id"

    notice_id: Mapped[str] = mapped_column(String(64), refers_to("notice.id"), index=True)
    line: Mapped[int]
    application_id: Mapped[str | None] = mapped_column(String(64), index=True)
    file_id: Mapped[str | None] = mapped_column(String(64), index=True)
    union: Mapped[str] = mapped_column(String(64))
    union_path: Mapped[str] = mapped_column(String(255), index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    reason: Mapped[Personal] = mapped_column(PersonalText("objection.reason"))
    name: Mapped[Personal | None] = mapped_column(PersonalText("objection.name"))
    answer: Mapped[Personal | None] = mapped_column(PersonalText("objection.answer"))
    received_at: Mapped[datetime]
    since: Mapped[date | None] = mapped_column(Date)
    within: Mapped[str | None] = mapped_column(String(8))
    triage_within: Mapped[str | None] = mapped_column(String(8))
    owner_id: Mapped[str | None] = mapped_column(String(64), index=True)
    findings: Mapped[Personal | None] = mapped_column(PersonalText("objection.findings"))
    remedy: Mapped[str | None] = mapped_column(String(10))
    answered_on: Mapped[date | None] = mapped_column(Date)

    @property
    def case_id(self) -> str:
        """The application or the file it is about."""
        return self.application_id or self.file_id or ""
