"""The letters a household is owed, made of what the log says of each decision against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from service.store.hardship_file import HardshipFile
from service.store.people import Union
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.tell_trail import tell_trail
from workflows.letter import Letter, letter_of
from workflows.vocabulary import codes, label

__all__ = ["tell_letters"]

PREFIX = "hardship_file."
BEGINNING = {"reverify": "due", "return_to_hardship": "return"}
"""What begins a round of verification, and the reason it has where none is said."""


def tell_letters(uow: UnitOfWork, file: HardshipFile, language: str) -> list[dict[str, Any]]:
    """One for each return, refusal and end, the first first; reasons that were erased say so."""
    lines = [line for line in tell_trail(uow, file.id, language) if line["thing"] == file.id]
    unions = _unions(uow, {line["union"] or file.union for line in lines})
    return list(_letters(file, lines, unions, language))


def _letters(
    file: HardshipFile, lines: list[dict[str, Any]], unions: dict[str, str], language: str
) -> Iterator[dict[str, Any]]:
    word = "en" if language == "en" else "zh"
    occasion = ""
    for line in lines:
        action = line["act"].removeprefix(PREFIX)
        occasion = _occasion(line, word) if action in BEGINNING else occasion
        kind = letter_of(action, line["before"], line["after"])
        if kind is None:
            continue
        at = datetime.fromisoformat(line["at"]).astimezone(SHANGHAI).date()
        missing = [one for one in line["said"].get("missing", "").split("、") if one]
        letter = Letter(
            kind=kind,
            file_number=file.serial,
            decided_on=at,
            union=unions[line["union"] or file.union],
            reasons=line["said"].get("opinion") or line["said"].get("…", ""),
            missing=[_kind(one, word) for one in missing],
            basis=line["edition"] or "",
            occasion=occasion,
        )
        sentences = letter.sentences(language)
        yield {
            "audit_number": line["number"],
            "kind": letter.kind,
            "decided_on": at.isoformat(),
            "union": letter.union,
            "reasons": letter.reasons,
            "missing": missing,
            "edition_id": line["edition"],
            "text": "\n".join(sentences),
        }


def _occasion(line: dict[str, Any], word: str) -> str:
    """Why the file was verified again: as was said, by a code; nothing where that was erased.

    An entry made before reasons were always said is one of the yearly round, or of a return.
    """
    said = line["said"]
    unsaid = "" if "…" in said else BEGINNING[line["act"].removeprefix(PREFIX)]
    code = said.get("reason", unsaid)
    return label("reverification_reason", code, word) if code else ""


def _kind(code: str, word: str) -> str:
    return label("evidence_kind", code, word) if code in codes("evidence_kind") else code


def _unions(uow: UnitOfWork, ids: set[str]) -> dict[str, str]:
    rows = uow.session.execute(select(Union.id, Union.name).where(Union.id.in_(ids)))
    return {row.id: row.name for row in rows}
