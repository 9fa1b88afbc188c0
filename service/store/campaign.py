"""A campaign: what was published of it. Its lines are applications, which name it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.personal import Personal, PersonalText
from service.store.things import Part, Scoped, Thing, refers_to

__all__ = ["Campaign", "SignOff"]


class Campaign(Scoped, Thing):
    """``quota`` says by union how many lines it may list, until ``list_by``; ``listed`` counts the
    lines that ever were, ``decided_fen`` what the meetings have granted."""

    __tablename__ = "campaign"
    KIND = "campaign"
    PARTS = ("sign_offs",)
    SERIAL = "C"
    __table_args__ = (
        CheckConstraint("standard_fen > 0", name="standard_positive"),
        CheckConstraint("decided_fen >= 0", name="decided_not_negative"),
    )

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    title: Mapped[str] = mapped_column(String(200))
    occasion: Mapped[str] = mapped_column(String(32))
    year: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    standard_fen: Mapped[int]
    list_by: Mapped[date] = mapped_column(Date)
    quota: Mapped[dict[str, Any]]
    place: Mapped[Personal] = mapped_column(PersonalText("campaign.place"))
    fund_id: Mapped[str | None] = mapped_column(String(64), refers_to("fund.id"))
    listed: Mapped[int]
    decided_fen: Mapped[int]
    sign_offs: Mapped[list[SignOff]] = relationship(
        lazy="select", order_by="SignOff.id", cascade="save-update, merge"
    )


class SignOff(Part):
    """签收: goods of one line were brought by these officers and signed for, as the paper shows."""

    __tablename__ = "sign_off"
    OWNER = "campaign_id"
    __table_args__ = (UniqueConstraint("application_id"),)

    campaign_id: Mapped[str] = mapped_column(String(64), refers_to("campaign.id"), index=True)
    application_id: Mapped[str] = mapped_column(String(64), refers_to("application.id"))
    signed_on: Mapped[date] = mapped_column(Date)
    receipt_sha256: Mapped[str] = mapped_column(String(64))
    visitors: Mapped[list[Any]]
