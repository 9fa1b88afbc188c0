"""督办: what a case waits for, since when and within what time; how often it was urged, and told of above."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, String
from sqlalchemy.orm import Mapped, mapped_column

__all__ = ["Urged", "Waits"]


class Urged:
    """Mixed into things whose stages are urged and told of above. ``reminders`` are those of the stage
    that waits, each ``{"on", "by"}``; ``escalated_to`` is the path of the union that was told."""

    reminders: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    escalated_on: Mapped[date | None] = mapped_column(Date)
    escalated_to: Mapped[str | None] = mapped_column(String(255), index=True)


class Waits(Urged):
    """The clock of a thing that waits: the kind of work (code list `term_kind`), the level at which it
    is done, since which day, within a term in its short form, by whom where somebody was named, and
    the terms that were in force when it entered its path. All are empty in rows of before."""

    waits: Mapped[str | None] = mapped_column(String(20))
    waits_level: Mapped[str | None] = mapped_column(String(20))
    since: Mapped[date | None] = mapped_column(Date)
    within: Mapped[str | None] = mapped_column(String(8))
    owner_id: Mapped[str | None] = mapped_column(String(64), index=True)
    terms: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
