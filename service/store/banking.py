"""What passes between a union and its bank: the accounts it pays from, the answers that came in files,
what a person found out where they contradict, and statements held against the books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.personal import Personal, PersonalText
from service.store.things import Part, Scoped, Thing, refers_to

__all__ = [
    "BankAnswer",
    "BankAnswerLine",
    "BankFinding",
    "BankStatement",
    "BankStatementLine",
    "PayingAccount",
]


class PayingAccount(Scoped, Thing):
    """专户. Nothing of it changes once it is open: the files that were dispatched from it are made
    again from it, byte for byte. ``own_bank`` is the word by which a payee's bank is known as this
    one, ``place`` where payees of other banks have their accounts, where the format asks for it."""

    __tablename__ = "paying_account"
    KIND = "paying_account"
    SERIAL = "Z"

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    account: Mapped[Personal] = mapped_column(PersonalText("paying_account.account"))
    bank_code: Mapped[str] = mapped_column(String(12))
    own_bank: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(40))
    format: Mapped[str] = mapped_column(String(40))
    cut_off: Mapped[str] = mapped_column(String(5))


class BankAnswer(Scoped, Thing):
    """结果文件: a bank's answer as a plan. ``live`` keeps one plan of a file; ``tally`` is how many
    lines of each sort there are and what they sum to."""

    __tablename__ = "bank_answer"
    KIND = "bank_answer"
    PARTS = ("lines",)
    SERIAL = "R"
    __table_args__ = (
        Index(
            "uq_bank_answer_live_file",
            "union",
            "sha256",
            unique=True,
            postgresql_where=text("live"),
            sqlite_where=text("live"),
        ),
    )

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    live: Mapped[bool] = mapped_column(Boolean)
    batch_id: Mapped[str | None] = mapped_column(
        String(64), refers_to("payment_batch.id"), index=True
    )
    paying_account_id: Mapped[str | None] = mapped_column(
        String(64), refers_to("paying_account.id"), index=True
    )
    layout: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    tally: Mapped[dict[str, Any]]
    lines: Mapped[list[BankAnswerLine]] = relationship(
        lazy="selectin", order_by="BankAnswerLine.line", cascade="save-update, merge"
    )


class BankAnswerLine(Part):
    """One line of the file, by its row in it. ``sort`` is what becomes of it, ``reason`` why where it
    is not simply taken. Names and account numbers of the file are not kept."""

    __tablename__ = "bank_answer_line"
    OWNER = "answer_id"
    __table_args__ = (UniqueConstraint("answer_id", "line"),)

    answer_id: Mapped[str] = mapped_column(String(64), refers_to("bank_answer.id"))
    line: Mapped[int]
    sort: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    reference: Mapped[str | None] = mapped_column(String(40))
    batch_id: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[str | None] = mapped_column(String(20))
    amount_fen: Mapped[int | None]
    failure_code: Mapped[str | None] = mapped_column(String(10))
    bank_serial: Mapped[str | None] = mapped_column(String(64))
    occurred_at: Mapped[datetime | None]


class BankFinding(Scoped, Thing):
    """What a person found out from the bank, about a queued answer or an attempt without one.
    ``overpaid``: money left that nothing here was to pay; it is recovered."""

    __tablename__ = "bank_finding"
    KIND = "bank_finding"
    __table_args__ = (UniqueConstraint("bank_result_id"),)

    bank_result_id: Mapped[str | None] = mapped_column(String(64), refers_to("bank_result.id"))
    payout_id: Mapped[str | None] = mapped_column(String(64), refers_to("payout.id"), index=True)
    reference: Mapped[str] = mapped_column(String(40), index=True)
    finding: Mapped[str] = mapped_column(String(20))
    overpaid: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[Personal] = mapped_column(PersonalText("bank_finding.reason"))
    bank_serial: Mapped[str | None] = mapped_column(String(64))
    found_on: Mapped[date] = mapped_column(Date)

    def concerns(self) -> Iterator[str]:
        if self.payout_id:
            yield self.payout_id


class BankStatement(Scoped, Thing):
    """银行对账单 held against the payouts of its days; ``tally`` as of a bank answer."""

    __tablename__ = "bank_statement"
    KIND = "bank_statement"
    PARTS = ("lines",)
    SERIAL = "M"
    __table_args__ = (UniqueConstraint("union", "sha256"),)

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    layout: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    paying_account_id: Mapped[str | None] = mapped_column(
        String(64), refers_to("paying_account.id"), index=True
    )
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    tally: Mapped[dict[str, Any]]
    lines: Mapped[list[BankStatementLine]] = relationship(
        lazy="select", order_by="BankStatementLine.line", cascade="save-update, merge"
    )


class BankStatementLine(Part):
    """A line of the statement by its row, or below them a payout that is not on it."""

    __tablename__ = "bank_statement_line"
    OWNER = "statement_id"
    __table_args__ = (UniqueConstraint("statement_id", "line"),)

    statement_id: Mapped[str] = mapped_column(String(64), refers_to("bank_statement.id"))
    line: Mapped[int]
    row: Mapped[int | None]
    sort: Mapped[str] = mapped_column(String(20))
    side: Mapped[str | None] = mapped_column(String(10))
    on: Mapped[date | None] = mapped_column(Date)
    amount_fen: Mapped[int | None]
    books_fen: Mapped[int | None]
    reference: Mapped[str | None] = mapped_column(String(40))
    bank_serial: Mapped[str | None] = mapped_column(String(64))
    payout_id: Mapped[str | None] = mapped_column(String(64))
    suggestion: Mapped[str | None] = mapped_column(String(20))
