"""追回: a case about money that must come back, what has come, and how much of a payment is claimed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.personal import Personal, PersonalText
from service.store.things import Part, Record, Scoped, Thing, refers_to

__all__ = ["Recoverable", "Recovery", "RecoveryReceipt"]


class Recovery(Scoped, Thing):
    """It lies at the union whose fund paid. ``confirmed_on`` and ``within`` are the term of its notice, which
    begins with the confirmation; ``next_due_on`` is the day by which the next money is due;
    ``instalments`` were agreed with the household, or are empty."""

    __tablename__ = "recovery"
    KIND = "recovery"
    PARTS = TOGETHER = ("receipts",)
    SERIAL = "K"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount_positive"),
        CheckConstraint("recovered_fen >= 0", name="recovered_not_negative"),
        CheckConstraint("recovered_fen <= amount_fen", name="recovered_at_most_owed"),
    )

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    application_id: Mapped[str] = mapped_column(String(64), refers_to("application.id"), index=True)
    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"))
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"))
    programme: Mapped[str] = mapped_column(String(32))
    fund_id: Mapped[str] = mapped_column(String(64), refers_to("fund.id"))
    payout_id: Mapped[str | None] = mapped_column(String(64), refers_to("payout.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    reason: Mapped[str] = mapped_column(String(30))
    grounds: Mapped[Personal] = mapped_column(PersonalText("recovery.grounds"))
    amount_fen: Mapped[int]
    recovered_fen: Mapped[int]
    confirmed_on: Mapped[date | None] = mapped_column(Date)
    within: Mapped[str | None] = mapped_column(String(8))
    next_due_on: Mapped[date | None] = mapped_column(Date, index=True)
    instalments: Mapped[list[Any] | None]
    reminded_on: Mapped[date | None] = mapped_column(Date)
    referred_to: Mapped[str | None] = mapped_column(String(20))
    document_number: Mapped[str | None] = mapped_column(String(100))
    receipts: Mapped[list[RecoveryReceipt]] = relationship(
        lazy="selectin", order_by="RecoveryReceipt.id", cascade="save-update, merge"
    )

    def concerns(self) -> Iterator[str]:
        yield self.application_id
        yield self.file_id
        yield self.person_id
        yield self.fund_id
        if self.payout_id:
            yield self.payout_id


class RecoveryReceipt(Part):
    """Money that came in: the bank's serial and the account it came from make it one of its kind,
    until it is struck out."""

    __tablename__ = "recovery_receipt"
    OWNER = "recovery_id"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount_positive"),
        Index(
            "uq_recovery_receipt_serial",
            "account_digest",
            "bank_serial",
            unique=True,
            postgresql_where=text("state <> 'struck'"),
            sqlite_where=text("state <> 'struck'"),
        ),
    )

    recovery_id: Mapped[str] = mapped_column(String(64), refers_to("recovery.id"), index=True)
    amount_fen: Mapped[int]
    bank_serial: Mapped[str] = mapped_column(String(64))
    account_digest: Mapped[str] = mapped_column(String(64))
    payer: Mapped[Personal] = mapped_column(PersonalText("recovery_receipt.payer"))
    received_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(20))


class Recoverable(Record):
    """The second guard behind every recovery: of what was paid to a case, never more is claimed than
    was paid, and never more comes back than is claimed."""

    __tablename__ = "recoverable"
    __table_args__ = (
        CheckConstraint("claimed_fen >= 0", name="claimed_not_negative"),
        CheckConstraint("claimed_fen <= paid_fen", name="claimed_at_most_paid"),
        CheckConstraint("recovered_fen <= claimed_fen", name="recovered_at_most_claimed"),
    )

    application_id: Mapped[str] = mapped_column(
        String(64), refers_to("application.id"), primary_key=True
    )
    paid_fen: Mapped[int]
    claimed_fen: Mapped[int]
    recovered_fen: Mapped[int]
