"""Batches, payouts, attempts, bank results; the funds they are paid from stand in `ledger`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.ledger import Allocation, Balance, Fund, Posting
from service.store.personal import Personal, PersonalText
from service.store.things import Part, Record, Scoped, Thing, refers_to

__all__ = [
    "Allocation",
    "Attempt",
    "Balance",
    "BankResult",
    "Fund",
    "PaymentBatch",
    "Payout",
    "Posting",
]


class PaymentBatch(Scoped, Thing):
    """发放批次. ``sequence`` numbers the instruction files of a union, from its first dispatch on."""

    __tablename__ = "payment_batch"
    KIND = "payment_batch"
    SERIAL = "B"
    __table_args__ = (UniqueConstraint("union", "sequence"),)

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    fund_id: Mapped[str] = mapped_column(String(64), refers_to("fund.id"))
    count: Mapped[int]
    total_fen: Mapped[int]
    sequence: Mapped[int | None]
    manifest: Mapped[dict[str, Any] | None]
    paying_account_id: Mapped[str | None] = mapped_column(String(64), index=True)
    dispatched_at: Mapped[datetime | None]

    def concerns(self) -> Iterator[str]:
        yield self.fund_id


class Payout(Scoped, Thing):
    """一笔发放. ``live`` keeps one payout per application; attempts never change their reference.

    ``recovery_fen`` is what is claimed back of it, ``recovered_fen`` what has come; empty where
    nothing ever was.
    """

    __tablename__ = "payout"
    KIND = "payout"
    PARTS = TOGETHER = ("attempts",)
    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount_positive"),
        Index(
            "uq_payout_live_application",
            "application_id",
            unique=True,
            postgresql_where=text("live"),
            sqlite_where=text("live"),
        ),
    )

    application_id: Mapped[str] = mapped_column(String(64), refers_to("application.id"), index=True)
    file_id: Mapped[str] = mapped_column(String(64))
    programme: Mapped[str] = mapped_column(String(32))
    fund_id: Mapped[str] = mapped_column(String(64), refers_to("fund.id"), index=True)
    batch_id: Mapped[str | None] = mapped_column(
        String(64), refers_to("payment_batch.id"), index=True
    )
    state: Mapped[str] = mapped_column(String(20), index=True)
    live: Mapped[bool]
    amount_fen: Mapped[int]
    payee: Mapped[Personal] = mapped_column(PersonalText("payout.payee"))
    payee_person_id: Mapped[str] = mapped_column(String(64))
    account_digest: Mapped[str] = mapped_column(String(64))
    payee_confirmed: Mapped[bool]
    reference: Mapped[str | None] = mapped_column(String(40), index=True)
    paid_at: Mapped[datetime | None]
    failure_code: Mapped[str | None] = mapped_column(String(10))
    recovery_fen: Mapped[int | None]
    recovered_fen: Mapped[int | None]
    attempts: Mapped[list[Attempt]] = relationship(
        lazy="selectin", order_by="Attempt.sequence", cascade="save-update, merge"
    )

    def concerns(self) -> Iterator[str]:
        yield self.application_id
        yield self.file_id
        yield self.fund_id
        if self.batch_id:
            yield self.batch_id


class Attempt(Part):
    """One try at the bank under one reference, written before anything is sent.

    ``payee`` is the account as it was sent, whatever the payout's becomes; ``line`` its place in
    the batch: so the instruction file can be made again, byte for byte. ``return_serial`` is the
    bank's serial of the payment that came back: one coming back is recorded once.
    """

    __tablename__ = "attempt"
    OWNER = "payout_id"
    __table_args__ = (
        UniqueConstraint("reference"),
        UniqueConstraint("payout_id", "sequence"),
        UniqueConstraint("batch_id", "line"),
        Index("uq_attempt_return_serial", "return_serial", unique=True),
    )

    payout_id: Mapped[str] = mapped_column(String(64), refers_to("payout.id"))
    sequence: Mapped[int]
    batch_id: Mapped[str] = mapped_column(String(64), refers_to("payment_batch.id"))
    line: Mapped[int]
    reference: Mapped[str] = mapped_column(String(40))
    payee: Mapped[Personal] = mapped_column(PersonalText("attempt.payee"))
    state: Mapped[str] = mapped_column(String(20))
    failure_code: Mapped[str | None] = mapped_column(String(10))
    bank_serial: Mapped[str | None] = mapped_column(String(64))
    return_serial: Mapped[str | None] = mapped_column(String(64))
    occurred_at: Mapped[datetime | None]


class BankResult(Record):
    """A line of a bank's answer that could not be applied: it contradicts, or names nothing here.

    It waits for a person and changes nothing by itself (peers.md part B 9).
    """

    __tablename__ = "bank_result"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    batch_id: Mapped[str] = mapped_column(String(64), index=True)
    reference: Mapped[str] = mapped_column(String(40), index=True)
    outcome: Mapped[str] = mapped_column(String(20))
    failure_code: Mapped[str | None] = mapped_column(String(10))
    bank_serial: Mapped[str | None] = mapped_column(String(64))
    occurred_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    queued_on: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str | None] = mapped_column(String(40))
    amount_fen: Mapped[int | None]
