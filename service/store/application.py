"""An application, its votes and its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.personal import Personal, PersonalJson, PersonalText
from service.store.things import Part, Scoped, Thing, refers_to
from service.store.waiting import Urged

__all__ = ["KEPT_FEN", "SOME_KEPT", "Application", "Evidence", "Vote"]


class Application(Scoped, Urged, Thing):
    """``claim_live`` keeps the once-only key taken while the application may still be paid.

    The key itself is kept as a keyed digest: it may hold the number of a hospital's settlement.
    ``waits`` is the kind of work the case waits for (code list `term_kind`), at ``waits_level``,
    since that day, ``within`` a term in its short form, by ``owner_id`` where somebody was named;
    ``terms`` are the terms in force when it entered its path. All are empty in rows of before 0003.

    ``returns`` counts how often it was sent back, ``correction`` tells of the last time: what was
    ``missing``, ``to`` which stage it went, how it is to ``resume`` at which stage it came ``from``,
    the time ``left`` there, and a keyed digest of what was ``judged``. ``taken_back`` are the ids of
    the votes of a round that were taken back: they stay, and count no longer.
    ``emergency`` is the reason why it is to be paid first; empty in every other application.
    ``stuck_on`` is the day on which nobody was found who can act at the stage or above it;
    ``signers`` are those asked to vote beside whom the quorum asks, by round and place in the path.
    A line of a campaign names it: one household has one live line there. ``recovered_fen`` is what
    of the award has been paid back.
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
    signers: Mapped[list[Any] | None]
    stuck_on: Mapped[date | None] = mapped_column(Date, index=True)
    terms: Mapped[dict[str, Any] | None]
    returns: Mapped[int | None]
    correction: Mapped[dict[str, Any] | None]
    taken_back: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    emergency: Mapped[Personal | None] = mapped_column(PersonalText("application.emergency"))
    campaign_id: Mapped[str | None] = mapped_column(String(64), index=True)
    recovered_fen: Mapped[int | None]
    votes: Mapped[list[Vote]] = relationship(
        lazy="selectin", order_by="Vote.id", cascade="save-update, merge"
    )
    evidence: Mapped[list[Evidence]] = relationship(
        lazy="selectin", order_by="Evidence.id", cascade="save-update, merge"
    )

    answers = PersonalJson("answers_kept")
    assessment = PersonalJson("assessment_kept")

    @property
    def cast(self) -> list[Vote]:
        """The votes of this round that count."""
        void = frozenset(self.taken_back or ())
        return [vote for vote in self.votes if vote.round == self.round and vote.id not in void]

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
    """Insert-only: one per natural person per round, bound to the digest of what was voted on.

    Whoever has taken their vote back may vote again: ``turn`` says how often they have done so.
    ``for_person`` is the person whom a delegate voted for; ``against`` is set on a vote against, and
    what was decided in a meeting says in which. None of it stands in rows of before 0004.
    """

    __tablename__ = "vote"
    OWNER = "application_id"
    __table_args__ = (
        Index(
            "uq_vote_once",
            "application_id",
            "round",
            "person_id",
            unique=True,
            postgresql_where=text("turn IS NULL"),
            sqlite_where=text("turn IS NULL"),
        ),
        Index("uq_vote_once_a_turn", "application_id", "round", "person_id", "turn", unique=True),
    )

    application_id: Mapped[str] = mapped_column(String(64), refers_to("application.id"))
    round: Mapped[int]
    position: Mapped[int]
    level: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"))
    officer_id: Mapped[str] = mapped_column(String(64))
    content_digest: Mapped[str] = mapped_column(String(64))
    turn: Mapped[int | None]
    for_person: Mapped[str | None] = mapped_column(String(64))
    against: Mapped[bool | None] = mapped_column(Boolean)
    meeting_number: Mapped[Personal | None] = mapped_column(PersonalText("vote.meeting_number"))
    held_on: Mapped[date | None] = mapped_column(Date)
    present: Mapped[list[Any] | None]


class Evidence(Part):
    """A document by kind and digest; the paper or the file stays where ``kept`` says."""

    __tablename__ = "evidence"
    OWNER = "application_id"

    application_id: Mapped[str] = mapped_column(String(64), refers_to("application.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    kept: Mapped[str] = mapped_column(String(10))


KEPT_FEN = Application.award_fen - func.coalesce(Application.recovered_fen, 0)
"""What of an award the household kept: caps count that, not what was paid back (追回)."""
SOME_KEPT = KEPT_FEN > 0
"""What was recovered in full was not received: it counts in no cap, and as no programme drawn. What was
never paid back counts as ever, an award of nothing is none."""
