"""回访: what a household that was paid says it received, and whether it is content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.personal import Personal, PersonalText
from service.store.things import Scoped, Thing, refers_to

__all__ = ["FollowUp"]


class FollowUp(Scoped, Thing):
    """One visit, letter or call after a payment. ``differs`` says that what was received is not what
    was paid; ``paid_fen`` is what that was then."""

    __tablename__ = "follow_up"
    KIND = "follow_up"
    SERIAL = "V"
    __table_args__ = (
        CheckConstraint("received_fen >= 0", name="received_not_negative"),
        CheckConstraint("differs = (received_fen <> paid_fen)", name="differs_as_counted"),
    )

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    application_id: Mapped[str] = mapped_column(String(64), refers_to("application.id"), index=True)
    programme: Mapped[str] = mapped_column(String(32))
    officer_id: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"))
    visited_on: Mapped[date] = mapped_column(Date)
    method: Mapped[str] = mapped_column(String(20))
    paid_fen: Mapped[int]
    received_fen: Mapped[int]
    differs: Mapped[bool] = mapped_column(Boolean, index=True)
    satisfaction: Mapped[str] = mapped_column(String(20))
    spoken_with: Mapped[Personal] = mapped_column(PersonalText("follow_up.spoken_with"))
    new_need: Mapped[Personal | None] = mapped_column(PersonalText("follow_up.new_need"))

    def concerns(self) -> Iterator[str]:
        yield self.application_id
