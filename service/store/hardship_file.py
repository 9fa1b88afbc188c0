"""困难职工档案: one household, one file, opened in one worker's name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.personal import Personal, PersonalJson, PersonalText
from service.store.things import Part, Scoped, Thing, refers_to

__all__ = ["HardshipFile", "Member"]


class HardshipFile(Scoped, Thing):
    __tablename__ = "hardship_file"
    KIND = "hardship_file"
    PARTS = TOGETHER = ("people",)
    SERIAL = "F"

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
    people: Mapped[list[Member]] = relationship(
        lazy="selectin", order_by="Member.position", cascade="all, delete-orphan"
    )

    household = PersonalJson("household_kept")
    assessment = PersonalJson("assessment_kept")

    @property
    def worker(self) -> Member:
        return next(person for person in self.people if person.position == 0)

    @property
    def members(self) -> list[Member]:
        return [person for person in self.people if person.position > 0]

    def concerns(self) -> Iterator[str]:
        for person in self.people:
            yield person.person_id


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
