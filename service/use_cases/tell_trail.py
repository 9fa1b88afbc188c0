"""The case file as a story: entry, opening and officer joined (design.md §6)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from service.audit.disclosure import disclosed
from service.audit.read import Stored, openings, trail
from service.store.application import Application
from service.store.file_life import Recheck
from service.store.hardship_file import HardshipFile
from service.store.money import Payout
from service.store.people import Officer
from service.store.recovery import Recovery
from service.store.regularisation import Regularisation
from service.unit_of_work import OPENING_CONTEXT, SHANGHAI, UnitOfWork
from service.use_cases.file_changes import CHANGES
from workflows.vocabulary import label

__all__ = ["tell_changes_of", "tell_trail"]

MOST = 10_000
_GOING = "hardship_file.transfer"
_ARRIVING = frozenset({"application.open", "application.transfer"})
ERASED = {"en": "erased", "zh-CN": "已删除"}


def tell_trail(
    uow: UnitOfWork, thing: str, language: str, file: str | None = None
) -> list[dict[str, Any]]:
    """Every entry that concerns ``thing``: who, as what, when, from → to, what they said.

    With ``file`` the deeds on that file itself and in its re-checks join in: what was done there
    belongs to the case, what was done on its other applications does not. Once they lie in different
    unions (ADR 0018), each is told as far as the caller sees it.
    """
    connection = uow.session.connection()
    found: dict[int, Stored] = {e.number: e for e in trail(connection, thing, limit=MOST)}
    if file is not None:
        found.update({entry.number: entry for entry in _of_file(uow, file, list(found.values()))})
    entries = _seen_of(uow, thing, [found[number] for number in sorted(found)])
    said = openings(connection, list(found))
    names = _names(uow, entries)
    return [_line(uow, entry, said[entry.number], names, language) for entry in entries]


def _of_file(uow: UnitOfWork, file: str, of_case: Sequence[Stored]) -> list[Stored]:
    """Where the file has gone to a union the caller does not see, up to its going: from the last time
    the case went along, or was opened."""
    on_file = trail(uow.session.connection(), file, limit=MOST)
    own = [entry for entry in on_file if entry.thing == file or entry.kind == Recheck.KIND]
    path = uow.session.scalar(select(HardshipFile.union_path).where(HardshipFile.id == file))
    if path is not None and uow.actor.sees(path):
        return own
    came = max((e.number for e in of_case if e.act in _ARRIVING), default=0)
    left = [e.number for e in on_file if e.act == _GOING and e.number > came]
    return [entry for entry in own if not left or entry.number <= min(left)]


def _seen_of(uow: UnitOfWork, thing: str, entries: Sequence[Stored]) -> list[Stored]:
    """Without those of other applications, their payouts and what they owe, that lie outside the
    caller's scope."""
    unseen: set[str] = set()
    for model in (Application, Payout, Regularisation):
        ids = {one.thing for one in entries if one.kind == model.KIND and one.thing != thing}
        if ids:
            rows = uow.session.execute(select(model.id, model.union_path).where(model.id.in_(ids)))
            unseen |= {row.id for row in rows if not uow.actor.sees(row.union_path)}
    ids = {one.thing for one in entries if one.kind == Recovery.KIND and one.thing != thing}
    if ids:  # it lies at the union that paid, and is seen by whoever sees the case
        cases = select(Recovery.id, Application.union_path).join(
            Application, Application.id == Recovery.application_id
        )
        rows = uow.session.execute(cases.where(Recovery.id.in_(ids)))
        unseen |= {row.id for row in rows if not uow.actor.sees(row.union_path)}
    return [entry for entry in entries if entry.thing not in unseen]


def tell_changes_of(uow: UnitOfWork, thing: str, language: str) -> list[dict[str, Any]]:
    """Of the thing's own entries those that changed fields, each with what it changed."""
    told = tell_trail(uow, thing, language)
    return [line for line in told if line["changes"] and line["thing"] == thing]


def _names(uow: UnitOfWork, entries: Sequence[Stored]) -> dict[str, str]:
    subjects = {json.loads(entry.entry).get("who", {}).get("sub") for entry in entries}
    rows = uow.session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(subjects)))
    return {row.id: row.name.value for row in rows}


def _line(
    uow: UnitOfWork, entry: Stored, kept: Sequence[Any], names: dict[str, str], language: str
) -> dict[str, Any]:
    told = json.loads(entry.entry)
    who, state = told.get("who", {}), told.get("st", {})
    said = dict(disclosed(uow.keyring.open(opening.enc, OPENING_CONTEXT)) for opening in kept)
    missing = len(told.get("_sd", [])) - len(said)
    if missing > 0:
        said["…"] = ERASED.get(language, ERASED["zh-CN"])
    changes = json.loads(said.pop(CHANGES, "[]"))
    line = {
        "number": entry.number,
        "at": told["ts"],
        "act": entry.act,
        "thing": entry.thing,
        "kind": entry.kind,
        "before": state.get("from"),
        "after": state.get("to"),
        "officer": who.get("sub"),
        "officer_name": names.get(who.get("sub", "")),
        "roles": list(who.get("roles", [])),
        "acting_for": told.get("for", {}).get("sub"),
        "union": who.get("org"),
        "duty": told.get("dec", {}).get("duty"),
        "said": said,
        "changes": changes,
        "edition": told.get("dec", {}).get("ver"),
    }
    return {**line, "sentence": _sentence(line, language)}


def _sentence(line: dict[str, Any], language: str) -> str:
    short = "en" if language == "en" else "zh"
    who = line["officer_name"] or line["officer"] or "—"
    duty = f" ({label('duty', line['duty'], short)})" if line["duty"] else ""
    duty += f" [{line['acting_for']}]" if line["acting_for"] else ""
    moved = f" {line['before'] or '—'} → {line['after']}" if line["after"] else ""
    words = "".join(f" “{text}”" for text in line["said"].values())
    at = datetime.fromisoformat(line["at"]).astimezone(SHANGHAI)
    return f"{at:%Y-%m-%d %H:%M} {who}{duty} {line['act']}{moved}{words}"
