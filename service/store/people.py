"""Unions as a tree; natural persons; officers with their appointments; clients."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.personal import Personal, PersonalText
from service.store.things import Part, Scoped, Thing, refers_to

__all__ = ["Appointed", "Client", "Kin", "Officer", "Person", "Union"]


class Union(Thing):
    """A trade union; ``path`` holds the codes from the root down, each ended by a dot."""

    __tablename__ = "trade_union"
    KIND = "union"

    name: Mapped[str] = mapped_column(String(200))
    level: Mapped[str] = mapped_column(String(20))
    parent: Mapped[str | None] = mapped_column(String(64), refers_to("trade_union.id"))
    path: Mapped[str] = mapped_column(String(255), unique=True)

    def concerns(self) -> Iterator[str]:
        if self.parent:
            yield self.parent


class Person(Thing):
    """A natural person, found by the keyed digest of the canonical identity number.

    Officers, workers, members and payees point here; separation of duties compares these rows.
    """

    __tablename__ = "person"
    KIND = "person"

    LATER = ("kin",)

    identity_digest: Mapped[str] = mapped_column(String(64), unique=True)
    identity: Mapped[Personal] = mapped_column(PersonalText("person.identity"))
    kin: Mapped[list[Kin]] = relationship(
        lazy="select", order_by="Kin.id", cascade="save-update, merge", foreign_keys="Kin.person_id"
    )


class Kin(Part):
    """近亲属备案: a relative whom an officer declared; ``ended_on`` when it no longer holds.

    It hangs on the natural person, so that all accounts of one share it, and counts both ways.
    """

    __tablename__ = "kin"
    OWNER = "person_id"
    __table_args__ = (
        Index(
            "uq_kin_standing",
            "person_id",
            "kin_id",
            unique=True,
            postgresql_where=text("ended_on IS NULL"),
            sqlite_where=text("ended_on IS NULL"),
        ),
    )

    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"), index=True)
    kin_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"), index=True)
    name: Mapped[Personal] = mapped_column(PersonalText("kin.name"))
    relation: Mapped[str] = mapped_column(String(4))
    declared_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)


class Officer(Scoped, Thing):
    """An account of a natural person within the union system."""

    __tablename__ = "officer"
    KIND = "officer"
    PARTS = TOGETHER = ("appointments",)

    name: Mapped[Personal] = mapped_column(PersonalText("officer.name"))
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"), index=True)
    appointments: Mapped[list[Appointed]] = relationship(
        lazy="selectin", order_by="Appointed.id", cascade="save-update, merge"
    )

    def concerns(self) -> Iterator[str]:
        yield self.person_id


class Appointed(Part):
    """Role × union × from–to; ``ends_on`` is the last day, open when absent. ``rank`` is the place in
    which its holder votes where a stage is voted on in turn."""

    __tablename__ = "appointment"
    OWNER = "officer_id"

    officer_id: Mapped[str] = mapped_column(String(64), refers_to("officer.id"), index=True)
    role: Mapped[str] = mapped_column(String(32))
    union: Mapped[str] = mapped_column(String(64), refers_to("trade_union.id"))
    level: Mapped[str] = mapped_column(String(20))
    union_path: Mapped[str] = mapped_column(String(255))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    rank: Mapped[int | None]


class Client(Scoped, Thing):
    """A machine that calls us: one role at one union, and the digest of its secret."""

    __tablename__ = "client"
    KIND = "client"

    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(32))
    level: Mapped[str] = mapped_column(String(20))
    secret_digest: Mapped[str | None] = mapped_column(String(64))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
