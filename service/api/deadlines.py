"""How long a matter has: the fields that objections, appeals and petitions all tell."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Protocol

from service.unit_of_work import UnitOfWork
from service.use_cases.working_calendar import calendar_for
from workflows.answer_letter import AnswerLetter
from workflows.calendar import Calendar
from workflows.term import due_on

__all__ = ["Deadlines", "Matter", "answer_view", "day"]


class Matter(Protocol):
    """What an answer is owed on: since when, within what time, by whom."""

    state: Any
    since: Any
    within: Any
    owner_id: Any
    answered_on: Any


class Deadlines:
    """The calendar and the day by which a whole page of matters is told."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.calendar: Calendar = calendar_for(uow)
        self.today: date = uow.today

    def last_day(self, since: date | None, within: str | None) -> date | None:
        """The last day of a term, or None while it is not known."""
        return due_on(self.calendar, since, within)

    def told(self, matter: Matter, waiting: Collection[str]) -> dict[str, Any]:
        """Its fields; overdue is only what still waits for its answer."""
        due = self.last_day(matter.since, matter.within)
        return {
            "since": day(matter.since),
            "due_on": day(due),
            "owner": matter.owner_id,
            "overdue": matter.state in waiting and self.passed(due),
            "answered_on": day(matter.answered_on),
        }

    def passed(self, due: date | None) -> bool:
        """Whether the last day lies behind."""
        return due is not None and due < self.today


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def answer_view(letter: AnswerLetter, thing: str, number: int, language: str) -> dict[str, Any]:
    """A letter as it is told, with the version of what it answers."""
    return {
        "id": thing,
        "to": letter.to,
        "decided_on": letter.decided_on.isoformat(),
        "text": letter.text(language),
        "audit_number": number,
    }
