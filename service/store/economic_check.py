"""家庭经济状况核对: a list of households sent to the checking centre, and what came back of each."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.personal import Personal, PersonalJson, PersonalText
from service.store.things import Part, Scoped, Thing, refers_to

__all__ = ["CheckLine", "EconomicCheck"]


class EconomicCheck(Scoped, Thing):
    """One list; like a notice it does not name its files: a deed says itself whom it concerns."""

    __tablename__ = "economic_check"
    KIND = "economic_check"
    PARTS = ("lines",)
    SERIAL = "E"

    serial: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    asked_on: Mapped[date] = mapped_column(Date)
    lines: Mapped[list[CheckLine]] = relationship(
        lazy="selectin", order_by="CheckLine.line", cascade="save-update, merge"
    )


class CheckLine(Part):
    """One household on the list. ``doubts`` are the codes of what does not agree with the form."""

    __tablename__ = "check_line"
    OWNER = "check_id"
    __table_args__ = (UniqueConstraint("check_id", "line"), UniqueConstraint("check_id", "file_id"))

    check_id: Mapped[str] = mapped_column(String(64), refers_to("economic_check.id"))
    line: Mapped[int]
    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    union_path: Mapped[str] = mapped_column(String(255))
    state: Mapped[str] = mapped_column(String(20))
    result_kept: Mapped[Personal | None] = mapped_column(PersonalText("check_line.result"))
    doubts: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    document_sha256: Mapped[str | None] = mapped_column(String(64))
    answered_on: Mapped[date | None] = mapped_column(Date)

    result = PersonalJson("result_kept")
