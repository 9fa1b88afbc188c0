"""What happens to a file as a whole: its transfer to another union, samples drawn, re-checks made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from service.store.personal import Personal, PersonalText
from service.store.things import Scoped, Thing, refers_to

__all__ = ["Recheck", "Sample", "Transfer"]


class Transfer(Scoped, Thing):
    """转移: offered by the union that holds the file (``union``), taken by ``to_union``."""

    __tablename__ = "transfer"
    KIND = "transfer"
    SERIAL = "T"
    __table_args__ = (
        Index(
            "uq_transfer_open_file",
            "file_id",
            unique=True,
            postgresql_where=text("live"),
            sqlite_where=text("live"),
        ),
    )

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    to_union: Mapped[str] = mapped_column(String(64), refers_to("trade_union.id"))
    to_path: Mapped[str] = mapped_column(String(255), index=True)
    reason: Mapped[Personal] = mapped_column(PersonalText("transfer.reason"))
    live: Mapped[bool] = mapped_column(Boolean)

    def concerns(self) -> Iterator[str]:
        yield self.file_id


class Sample(Scoped, Thing):
    """抽查: a draw that anybody can make again. ``population`` are the ids it was drawn from, in
    order; ``drawn`` those it took."""

    __tablename__ = "sample"
    KIND = "sample"
    SERIAL = "S"

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    of_union: Mapped[str] = mapped_column(String(64), refers_to("trade_union.id"))
    rate: Mapped[str] = mapped_column(String(16))
    seed: Mapped[str] = mapped_column(String(64))
    population: Mapped[list[Any]]
    drawn: Mapped[list[Any]]
    drawn_on: Mapped[date] = mapped_column(Date)

    def concerns(self) -> Iterator[str]:
        yield self.of_union


class Recheck(Scoped, Thing):
    """复查 by the level above: of a file that was drawn, or that belongs to an officer's relatives.

    ``union`` is the one that looks; ``live`` keeps one open re-check of a kind per file. ``round`` and
    ``content_digest`` say which verification and which form it found upon, once it has.
    """

    __tablename__ = "recheck"
    KIND = "recheck"
    SERIAL = "R"
    __table_args__ = (
        Index(
            "uq_recheck_open_file",
            "file_id",
            "reason",
            unique=True,
            postgresql_where=text("live"),
            sqlite_where=text("live"),
        ),
    )

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    sample_id: Mapped[str | None] = mapped_column(String(64), refers_to("sample.id"), index=True)
    findings: Mapped[Personal | None] = mapped_column(PersonalText("recheck.findings"))
    round: Mapped[int | None]
    content_digest: Mapped[str | None] = mapped_column(String(64))
    live: Mapped[bool] = mapped_column(Boolean)

    def concerns(self) -> Iterator[str]:
        yield self.file_id
        if self.sample_id:
            yield self.sample_id
