"""An application, its votes and its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Date, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.personal import Personal, PersonalJson, PersonalText
from service.store.things import Part, Scoped, Thing, refers_to

__all__ = ["Application", "Evidence", "Vote"]


class Application(Scoped, Thing):
    """``claim_live`` keeps the once-only key taken while the application may still be paid.

    The key itself is kept as a keyed digest: it may hold the number of a hospital's settlement.
    ``waits`` is the kind of work the case waits for (code list `term_kind`), at ``waits_level``,
    since that day, ``within`` a term in its short form, by ``owner_id`` where somebody was named;
    ``terms`` are the terms in force when it entered its path. All are empty in rows of before 0003.
    A line of a campaign names it: one household has one live line there.
    """

    __tablename__ = "application"
    KIND = "application"
    PARTS = TOGETHER = ("votes", "evidence")
    SERIAL = "A"
    __table_args__ = (
        CheckConstraint("award_fen >= 0", name="award_not_negative"),
        Index(
            "uq_application_live_claim",
            "claim_key",
            unique=True,
            postgresql_where=text("claim_live"),
            sqlite_where=text("claim_live"),
        ),
        Index(
            "uq_application_campaign_household",
            "campaign_id",
            "file_id",
            unique=True,
            postgresql_where=text("claim_live"),
            sqlite_where=text("claim_live"),
        ),
        Index("ix_application_aid", "programme", "file_id", "aid_year"),
        Index("ix_application_waits", "waits", "waits_level", "within", "since"),
    )

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    programme: Mapped[str] = mapped_column(String(32), index=True)
    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    member_id: Mapped[str | None] = mapped_column(String(64))
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"), index=True)
    answers_kept: Mapped[Personal] = mapped_column(PersonalText("application.answers"))
    payee: Mapped[Personal] = mapped_column(PersonalText("application.payee"))
    payee_person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"))
    account_digest: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    round: Mapped[int]
    position: Mapped[int]
    path: Mapped[list[Any]]
    edition_id: Mapped[str] = mapped_column(String(64), refers_to("edition.id"))
    assessment_kept: Mapped[Personal] = mapped_column(PersonalText("application.assessment"))
    award_fen: Mapped[int]
    claim_key: Mapped[str] = mapped_column(String(64))
    claim_live: Mapped[bool] = mapped_column(Boolean)
    fund_id: Mapped[str | None] = mapped_column(String(64), refers_to("fund.id"), index=True)
    aid_year: Mapped[int | None]
    meeting_number: Mapped[Personal | None] = mapped_column(
        PersonalText("application.meeting_number")
    )
    notice_id: Mapped[str | None] = mapped_column(String(64))
    waits: Mapped[str | None] = mapped_column(String(20))
    waits_level: Mapped[str | None] = mapped_column(String(20))
    since: Mapped[date | None] = mapped_column(Date)
    within: Mapped[str | None] = mapped_column(String(8))
    owner_id: Mapped[str | None] = mapped_column(String(64), index=True)
    terms: Mapped[dict[str, Any] | None]
    campaign_id: Mapped[str | None] = mapped_column(String(64), index=True)
    votes: Mapped[list[Vote]] = relationship(
        lazy="selectin", order_by="Vote.id", cascade="save-update, merge"
    )
    evidence: Mapped[list[Evidence]] = relationship(
        lazy="selectin", order_by="Evidence.id", cascade="save-update, merge"
    )

    answers = PersonalJson("answers_kept")
    assessment = PersonalJson("assessment_kept")

    def concerns(self) -> Iterator[str]:
        yield self.file_id
        yield self.person_id
        if self.fund_id:
            yield self.fund_id
        if self.notice_id:
            yield self.notice_id
        if self.campaign_id:
            yield self.campaign_id


class Vote(Part):
    """Insert-only: one per natural person per round, bound to the digest of what was voted on."""

    __tablename__ = "vote"
    OWNER = "application_id"
    __table_args__ = (UniqueConstraint("application_id", "round", "person_id"),)

    application_id: Mapped[str] = mapped_column(String(64), refers_to("application.id"))
    round: Mapped[int]
    position: Mapped[int]
    level: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"))
    officer_id: Mapped[str] = mapped_column(String(64))
    content_digest: Mapped[str] = mapped_column(String(64))


class Evidence(Part):
    """A document by kind and digest; the paper or the file stays where ``kept`` says."""

    __tablename__ = "evidence"
    OWNER = "application_id"

    application_id: Mapped[str] = mapped_column(String(64), refers_to("application.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    kept: Mapped[str] = mapped_column(String(10))
