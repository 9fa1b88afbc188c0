"""代理 and 抄送: an appointment given to somebody for a few days; a case brought to their notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.personal import Personal, PersonalText
from service.store.things import Scoped, Thing, refers_to

__all__ = ["CaseCopy", "Delegation"]


class Delegation(Scoped, Thing):
    """A role at a union, given from a first to a last day; ``ended_on`` once somebody ended it.

    The persons stand beside the accounts, so that who calls is told in one statement.
    """

    __tablename__ = "delegation"
    KIND = "delegation"

    giver_id: Mapped[str] = mapped_column(String(64), refers_to("officer.id"), index=True)
    giver_person: Mapped[str] = mapped_column(String(64), refers_to("person.id"))
    taker_id: Mapped[str] = mapped_column(String(64), refers_to("officer.id"), index=True)
    taker_person: Mapped[str] = mapped_column(String(64), refers_to("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(32))
    level: Mapped[str] = mapped_column(String(20))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[Personal] = mapped_column(PersonalText("delegation.reason"))
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_by: Mapped[str | None] = mapped_column(String(64))

    def concerns(self) -> Iterator[str]:
        yield from (self.giver_id, self.giver_person, self.taker_id, self.taker_person)


class CaseCopy(Scoped, Thing):
    """A case brought to an officer's notice, once; ``read_on`` when they marked it as read."""

    __tablename__ = "case_copy"
    KIND = "case_copy"
    __table_args__ = (UniqueConstraint("application_id", "officer_id"),)

    application_id: Mapped[str] = mapped_column(String(64), refers_to("application.id"))
    officer_id: Mapped[str] = mapped_column(String(64), refers_to("officer.id"), index=True)
    sent_by: Mapped[str] = mapped_column(String(64))
    sent_on: Mapped[date] = mapped_column(Date)
    opinion: Mapped[Personal | None] = mapped_column(PersonalText("case_copy.opinion"))
    read_on: Mapped[date | None] = mapped_column(Date)

    def concerns(self) -> Iterator[str]:
        yield from (self.application_id, self.officer_id)
