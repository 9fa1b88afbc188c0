"""困难职工档案: one household, one file, opened in one worker's name, and kept current for its life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.file_parts import (
    Exemption,
    FileEvidence,
    FormerMember,
    HomeVisit,
    Resemblance,
    VisitSignature,
)
from service.store.personal import Personal, PersonalJson, PersonalText
from service.store.things import Part, Scoped, Thing, refers_to
from service.store.waiting import Waits

__all__ = ["HardshipFile", "Member"]

_KEPT = "all, delete-orphan"


class HardshipFile(Scoped, Waits, Thing):
    """``place`` says where in its path a file stands, beyond what ``state`` tells; ``proposed`` is
    what a re-verification would change, in the form of a correction, until it is confirmed."""

    __tablename__ = "hardship_file"
    KIND = "hardship_file"
    PARTS = TOGETHER = ("people",)
    LATER = ("evidence", "visits", "signatures", "exemptions", "resemblances", "former")
    SERIAL = "F"
    __table_args__ = (Index("ix_hardship_file_waits", "waits", "waits_level", "within", "since"),)

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    category: Mapped[str | None] = mapped_column(String(20))
    phone: Mapped[Personal | None] = mapped_column(PersonalText("hardship_file.phone"))
    employment: Mapped[str] = mapped_column(String(32))
    union_member: Mapped[bool] = mapped_column(Boolean)
    account: Mapped[Personal | None] = mapped_column(PersonalText("hardship_file.account"))
    account_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    household_kept: Mapped[Personal] = mapped_column(PersonalText("hardship_file.household"))
    causes: Mapped[dict[str, Any]]
    tags: Mapped[list[Any]]
    edition_id: Mapped[str | None] = mapped_column(String(64))
    assessment_kept: Mapped[Personal | None] = mapped_column(
        PersonalText("hardship_file.assessment")
    )
    # What joined later is empty in the rows that were there before.
    path: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    place: Mapped[str | None] = mapped_column(String(20))
    round: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(String(40))
    told_missing: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    proposed_kept: Mapped[Personal | None] = mapped_column(PersonalText("hardship_file.proposed"))
    minutes_kept: Mapped[Personal | None] = mapped_column(PersonalText("hardship_file.minutes"))
    phone_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    address_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    notice_id: Mapped[str | None] = mapped_column(String(64))
    check_id: Mapped[str | None] = mapped_column(String(64))
    import_id: Mapped[str | None] = mapped_column(String(64), index=True)
    declared_category: Mapped[str | None] = mapped_column(String(20))
    confirmed_on: Mapped[date | None] = mapped_column(Date)
    reverify_by: Mapped[date | None] = mapped_column(Date, index=True)
    ended_on: Mapped[date | None] = mapped_column(Date)
    monitored_until: Mapped[date | None] = mapped_column(Date, index=True)
    keep_until: Mapped[date | None] = mapped_column(Date)
    people: Mapped[list[Member]] = relationship(
        lazy="selectin", order_by="Member.position", cascade=_KEPT
    )
    evidence: Mapped[list[FileEvidence]] = relationship(
        lazy="select", order_by=FileEvidence.id, cascade="save-update, merge"
    )
    visits: Mapped[list[HomeVisit]] = relationship(
        lazy="select", order_by=HomeVisit.id, cascade="save-update, merge"
    )
    signatures: Mapped[list[VisitSignature]] = relationship(
        lazy="select", order_by=VisitSignature.id, cascade="save-update, merge"
    )
    exemptions: Mapped[list[Exemption]] = relationship(
        lazy="select", order_by=Exemption.id, cascade="save-update, merge"
    )
    resemblances: Mapped[list[Resemblance]] = relationship(
        lazy="select", order_by=Resemblance.id, cascade="save-update, merge",
        foreign_keys=Resemblance.file_id,
    )  # fmt: skip
    former: Mapped[list[FormerMember]] = relationship(
        lazy="select", order_by=FormerMember.id, cascade="save-update, merge"
    )

    household = PersonalJson("household_kept")
    assessment = PersonalJson("assessment_kept")
    proposed = PersonalJson("proposed_kept")
    minutes = PersonalJson("minutes_kept")

    @property
    def worker(self) -> Member:
        return next(person for person in self.people if person.position == 0)

    @property
    def members(self) -> list[Member]:
        return [person for person in self.people if person.position > 0]

    @property
    def verification(self) -> int:
        """The round of verification: 1 is the filing itself, each re-verification one more."""
        return self.round or 1

    def concerns(self) -> Iterator[str]:
        for person in self.people:
            yield person.person_id
        if self.notice_id:
            yield self.notice_id


class Member(Part):
    """A person of the household; position 0 is the worker in whose name the file stands.

    ``live`` mirrors the file's state for the index that keeps one live file per natural person.
    """

    __tablename__ = "member"
    OWNER = "file_id"
    __table_args__ = (
        Index(
            "uq_member_live_person",
            "person_id",
            unique=True,
            postgresql_where=text("live"),
            sqlite_where=text("live"),
        ),
    )

    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    position: Mapped[int]
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"), index=True)
    name: Mapped[Personal] = mapped_column(PersonalText("member.name"))
    relation: Mapped[str] = mapped_column(String(4))
    student: Mapped[bool] = mapped_column(Boolean)
    minor: Mapped[bool] = mapped_column(Boolean)
    identity: Mapped[Personal] = mapped_column(PersonalText("member.identity"))
    live: Mapped[bool] = mapped_column(Boolean)
    sex: Mapped[str | None] = mapped_column(String(1))
    particulars_kept: Mapped[Personal | None] = mapped_column(PersonalText("member.particulars"))
    likeness_digest: Mapped[str | None] = mapped_column(String(64), index=True)

    particulars = PersonalJson("particulars_kept")
