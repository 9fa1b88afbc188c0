"""Policy editions: dated data of a union; and the working-day calendars they count by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.personal import Personal, PersonalText
from service.store.things import Scoped, Thing

__all__ = ["CALENDARS", "CalendarYear", "Edition", "counted_by"]

CALENDARS = "calendars"
"""What stands for the set of all calendar years: whoever counted days counted by all of them."""


def counted_by(year: int) -> str:
    """What stands for the set of periods that touch a year: whoever changes it asks for them."""
    return f"calendar:{year}:counted"


class Edition(Scoped, Thing):
    __tablename__ = "edition"
    KIND = "edition"
    __table_args__ = (Index("ix_edition_in_force", "programme", "union", "state"),)

    programme: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(20))
    in_force_from: Mapped[date] = mapped_column(Date)
    document: Mapped[dict[str, Any]]
    drafted_by: Mapped[str] = mapped_column(String(64))
    opinion: Mapped[Personal | None] = mapped_column(PersonalText("edition.opinion"))

    def concerns(self) -> Iterator[str]:
        """Whoever asked which edition is in force asked it of this union."""
        yield self.union


class CalendarYear(Thing):
    """The State Council's notice for one year (its id): days off and make-up working days."""

    __tablename__ = "calendar_year"
    KIND = "calendar"

    days_off: Mapped[list[Any]]
    days_worked: Mapped[list[Any]]
    source: Mapped[str] = mapped_column(String(200))

    def concerns(self) -> Iterator[str]:
        yield CALENDARS
