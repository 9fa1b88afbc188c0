"""The letters that are owed for a recovery, made of what the log says of each step of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from service.store.people import Union
from service.store.recovery import Recovery
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.recovery_facts import case_of, due_day
from service.use_cases.tell_trail import tell_trail
from service.use_cases.term_in_words import term_in_words
from workflows.programme import registered
from workflows.recovery_letter import RecoveryLetter, recovery_letter_of
from workflows.vocabulary import label

__all__ = ["tell_recovery_letters"]

PREFIX: Final = "recovery."


def tell_recovery_letters(
    uow: UnitOfWork, recovery: Recovery, language: str
) -> list[dict[str, Any]]:
    """One for the notice and for each reminder, referral, settlement; the first first. Sums and days
    still owed are those of today."""
    word = "en" if language == "en" else "zh"
    application = case_of(uow, recovery)
    names = select(Union.name).where(Union.id == recovery.union)
    union = str(uow.session.scalar(names))
    found = []
    for line in tell_trail(uow, recovery.id, language):
        kind = recovery_letter_of(line["act"].removeprefix(PREFIX), line["after"])
        if kind is None or line["thing"] != recovery.id:
            continue
        letter = RecoveryLetter(
            kind=kind,
            number=recovery.serial,
            application=application.serial,
            programme=registered()[application.programme].title(word),
            decided_on=datetime.fromisoformat(line["at"]).astimezone(SHANGHAI).date(),
            union=union,
            reason=label("recovery_reason", recovery.reason, word),
            amount_fen=recovery.amount_fen,
            owed_fen=recovery.amount_fen - recovery.recovered_fen,
            grounds=recovery.grounds.value,
            due_on=due_day(uow, recovery),
            term=term_in_words(recovery.within, word) if recovery.within else "",
        )
        found.append(_told(letter, line, word))
    return found


def _told(letter: RecoveryLetter, line: dict[str, Any], word: str) -> dict[str, Any]:
    return {
        "audit_number": line["number"],
        "kind": letter.kind,
        "decided_on": letter.decided_on.isoformat(),
        "union": letter.union,
        "due_on": letter.due_on.isoformat() if letter.due_on else None,
        "text": "\n".join(letter.sentences(word)),
    }
