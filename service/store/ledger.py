"""Funds with their allocations; postings and balances: the ledger as it stands in the database.

Postings are double entry and sum to zero per deed and fund; no account but the source goes below
zero, and nothing moves in a fund that is closed: the database says so too (`ledger_triggers`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from service.store.personal import Personal, PersonalText
from service.store.things import Part, Record, Scoped, Thing, refers_to

__all__ = ["Allocation", "Balance", "Fund", "Posting"]


class Fund(Scoped, Thing):
    """One ledger line: a source of one year at one union.

    ``purpose`` binds it to what a donor or an earmark names (`workflows.purpose`). A fund that is
    ``closed_on`` a day moves no more, and the database sees to it; what comes back later goes to the
    fund it was ``carried_to``.
    """

    __tablename__ = "fund"
    KIND = "fund"
    PARTS = ("allocations",)
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    purpose: Mapped[dict[str, Any] | None]
    donor: Mapped[Personal | None] = mapped_column(PersonalText("fund.donor"))
    closed_on: Mapped[date | None]
    carried_to: Mapped[str | None] = mapped_column(String(64))
    allocations: Mapped[list[Allocation]] = relationship(
        lazy="select", order_by="Allocation.id", cascade="save-update, merge"
    )
    balances: Mapped[list[Balance]] = relationship(viewonly=True, lazy="select")

    def concerns(self) -> Iterator[str]:
        """Whoever chose among a union's funds chose under that union."""
        yield self.union


class Allocation(Part):
    """资金下达: money received under a document of the giver, which may be a fund of a union above.

    One document gives from one fund to another once; rows of before 0009 have no day.
    """

    __tablename__ = "allocation"
    OWNER = "fund_id"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount_positive"),
        Index(
            "uq_allocation_document",
            "fund_id",
            "from_fund_id",
            "document_number",
            unique=True,
            postgresql_where=text("from_fund_id IS NOT NULL"),
            sqlite_where=text("from_fund_id IS NOT NULL"),
        ),
    )

    fund_id: Mapped[str] = mapped_column(String(64), refers_to("fund.id"), index=True)
    amount_fen: Mapped[int]
    document_number: Mapped[str] = mapped_column(String(100))
    from_fund_id: Mapped[str | None] = mapped_column(String(64), index=True)
    issued_by: Mapped[str | None] = mapped_column(String(200))
    received_on: Mapped[date | None]


class Posting(Record):
    """One side of a double entry; append-only. One reference is disbursed, or returned, once.

    ``other_fund_id`` is the fund on the other side of what goes from one fund to another.
    """

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint("amount_fen <> 0", name="amount_not_zero"),
        UniqueConstraint("reference", "kind", "account"),
        Index("ix_posting_fund", "fund_id", "made_by"),
        Index(
            "ix_posting_returned",
            "fund_id",
            postgresql_where=text("kind = 'return'"),
            sqlite_where=text("kind = 'return'"),
        ),
    )

    made_by: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fund_id: Mapped[str] = mapped_column(String(64), refers_to("fund.id"))
    programme: Mapped[str | None] = mapped_column(String(32))
    union: Mapped[str] = mapped_column(String(64))
    account: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    amount_fen: Mapped[int]
    application_id: Mapped[str | None] = mapped_column(String(64), index=True)
    payout_id: Mapped[str | None] = mapped_column(String(64))
    reference: Mapped[str | None] = mapped_column(String(40))
    other_fund_id: Mapped[str | None] = mapped_column(String(64), index=True)


class Balance(Record):
    """What an account of a fund holds in fen; derived from the postings and checked against them.

    A fund opens all its accounts at zero, so that whoever moves money only ever changes rows; each
    change is compared with the deed it was read at, as a thing's is: two awards that both saw the
    same room would else write the same balance, and the check below would see nothing.
    """

    __tablename__ = "balance"
    __table_args__ = (
        CheckConstraint("account = 'source' OR amount_fen >= 0", name="not_below_zero"),
    )

    fund_id: Mapped[str] = mapped_column(String(64), refers_to("fund.id"), primary_key=True)
    account: Mapped[str] = mapped_column(String(20), primary_key=True)
    amount_fen: Mapped[int]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands in the class
        return {"version_id_col": cls.made_by, "version_id_generator": False}
