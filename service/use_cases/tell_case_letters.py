"""The letters that are owed for an application, made of what the log says of each decision on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select

from service.store.application import Application
from service.store.people import Union
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.tell_trail import tell_trail
from service.use_cases.term_in_words import term_in_words
from service.use_cases.working_calendar import calendar_for
from workflows.calendar import Calendar
from workflows.case_letter import CaseLetter, case_letter_of
from workflows.programme import registered
from workflows.term import due_on
from workflows.vocabulary import label

__all__ = ["tell_case_letters"]

PREFIX: Final = "application."


def tell_case_letters(
    uow: UnitOfWork, application: Application, language: str
) -> list[dict[str, Any]]:
    """One for each return to the clerk, refusal and end, the first first; reasons that were erased
    say so."""
    found = tell_trail(uow, application.id, language)
    lines = [line for line in found if line["thing"] == application.id]
    ids = {line["union"] or application.union for line in lines}
    rows = uow.session.execute(select(Union.id, Union.name).where(Union.id.in_(ids)))
    unions = {row.id: row.name for row in rows}
    word = "en" if language == "en" else "zh"
    return list(_letters(application, lines, unions, calendar_for(uow), word))


def _letters(
    application: Application, lines: list[dict[str, Any]], unions: Mapping[str, str],
    calendar: Calendar, word: str,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    for line in lines:
        kind = case_letter_of(line["act"].removeprefix(PREFIX), line["before"], line["after"])
        if kind is None:
            continue
        said = line["said"]
        at = datetime.fromisoformat(line["at"]).astimezone(SHANGHAI).date()
        missing = [one for one in said.get("missing", "").split("、") if one]
        within = said.get("within")
        letter = CaseLetter(
            kind=kind,
            number=application.serial,
            programme=registered()[application.programme].title(word),
            decided_on=at,
            union=unions[line["union"] or application.union],
            reasons=said.get("opinion") or said.get("…", ""),
            missing=[label("missing_item", one, word) for one in missing],
            due_on=due_on(calendar, at, within),
            term=term_in_words(within, word) if within else "",
            basis=line["edition"] or "",
        )
        yield _told(letter, line, missing, word)


def _told(
    letter: CaseLetter, line: Mapping[str, Any], missing: list[str], word: str
) -> dict[str, Any]:
    return {
        "audit_number": line["number"],
        "kind": letter.kind,
        "decided_on": letter.decided_on.isoformat(),
        "union": letter.union,
        "reasons": letter.reasons,
        "missing": missing,
        "due_on": _day(letter.due_on),
        "edition_id": line["edition"],
        "text": "\n".join(letter.sentences(word)),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
