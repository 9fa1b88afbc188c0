"""What people bring forward and are owed an answer on: appeals; letters, visits and calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import BigInteger, Boolean, Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from service.store.personal import Personal, PersonalText
from service.store.things import Scoped, Thing, refers_to

__all__ = ["Appeal", "Petition"]


class Appeal(Scoped, Thing):
    """申诉 against one refusal of an application: ``refusal`` is the number of the entry that refused.

    ``union`` is that of the case, ``about_path`` the union that refused, ``to_path`` the one that
    decides. ``since`` is the day it was filed; ``live`` until it was withdrawn: one that was decided
    keeps the refusal from being appealed again.
    """

    __tablename__ = "appeal"
    KIND = "appeal"
    SERIAL = "P"
    __table_args__ = (
        Index(
            "uq_appeal_refusal",
            "application_id",
            "refusal",
            unique=True,
            postgresql_where=text("live"),
            sqlite_where=text("live"),
        ),
        Index("ix_appeal_waits", "state", "within", "since"),
    )

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    application_id: Mapped[str] = mapped_column(String(64), refers_to("application.id"), index=True)
    refusal: Mapped[int] = mapped_column(BigInteger)
    about_path: Mapped[str] = mapped_column(String(255))
    to_union: Mapped[str] = mapped_column(String(64), refers_to("trade_union.id"))
    to_path: Mapped[str] = mapped_column(String(255), index=True)
    reason: Mapped[Personal] = mapped_column(PersonalText("appeal.reason"))
    since: Mapped[date] = mapped_column(Date)
    within: Mapped[str | None] = mapped_column(String(8))
    owner_id: Mapped[str | None] = mapped_column(String(64), index=True)
    answer: Mapped[Personal | None] = mapped_column(PersonalText("appeal.answer"))
    answered_on: Mapped[date | None] = mapped_column(Date)
    live: Mapped[bool] = mapped_column(Boolean)

    def concerns(self) -> Iterator[str]:
        yield self.application_id


class Petition(Scoped, Thing):
    """来信来访来电. ``union`` is the one that deals with it now; ``since`` the day it was received,
    ``answered_on`` the day of the reply. Its deeds do not concern the case it is about: whoever is
    complained of reads the trail of that case.
    """

    __tablename__ = "petition"
    KIND = "petition"
    SERIAL = "L"
    __table_args__ = (Index("ix_petition_waits", "state", "within", "since"),)

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[Personal] = mapped_column(PersonalText("petition.subject"))
    name: Mapped[Personal | None] = mapped_column(PersonalText("petition.name"))
    phone: Mapped[Personal | None] = mapped_column(PersonalText("petition.phone"))
    application_id: Mapped[str | None] = mapped_column(
        String(64), refers_to("application.id"), index=True
    )
    file_id: Mapped[str | None] = mapped_column(
        String(64), refers_to("hardship_file.id"), index=True
    )
    since: Mapped[date] = mapped_column(Date)
    within: Mapped[str | None] = mapped_column(String(8))
    owner_id: Mapped[str | None] = mapped_column(String(64), index=True)
    reply: Mapped[Personal | None] = mapped_column(PersonalText("petition.reply"))
    satisfaction: Mapped[str | None] = mapped_column(String(20))
    answered_on: Mapped[date | None] = mapped_column(Date)
