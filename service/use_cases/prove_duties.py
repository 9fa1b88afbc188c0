"""Who opened, visited, reviewed, published, approved, made and released: read off the log, and proven
different. The business rows are not asked, so that one who edits them proves nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select

from service.audit.case_deeds import deeds_of_payout
from service.audit.merkle import leaf_hash
from service.audit.read import Stored
from service.store.money import Payout
from service.store.people import Officer
from service.unit_of_work import UnitOfWork
from workflows.duties_proof import Done, pairs_of, unshown_of

__all__ = ["prove_duties"]

TOLD_ASIDE: Final = frozenset({"application.open_notice", "application.pass_notice", "payout.paid"})
"""Deeds of no duty that belong to the story: published, passed, paid."""
STAYED: Final = frozenset({"pending", "cancelled"})


def prove_duties(uow: UnitOfWork, payout: Payout) -> dict[str, Any]:
    """The steps, each with its entry; the pairs that must differ; and what the log does not show."""
    stored = deeds_of_payout(uow.session.connection(), payout.id)
    told = [(one, json.loads(one.entry)) for one in stored]
    done = [_done(one, entry) for one, entry in told if _duty(entry)]
    pairs = pairs_of(done)
    missing = unshown_of(done, left=_left(payout.id, told))
    names = _names(uow, told)
    return {
        "payout_id": payout.id,
        "holds": not missing and all(pair.different for pair in pairs),
        "steps": [
            _step(one, entry, names)
            for one, entry in told
            if _duty(entry) or entry["act"] in TOLD_ASIDE
        ],
        "pairs": [
            {
                "duties": list(pair.duties),
                "persons": [list(persons) for persons in pair.persons],
                "different": pair.different,
            }
            for pair in pairs
        ],
        "not_shown": [
            {"code": one.code, "duty": one.duty, "audit_number": one.number} for one in missing
        ],
    }


def _duty(entry: Mapping[str, Any]) -> str:
    return str(entry.get("dec", {}).get("duty", ""))


def _done(stored: Stored, entry: Mapping[str, Any]) -> Done:
    behind = (entry.get("who", {}).get("person"), entry.get("for", {}).get("person"))
    persons = frozenset(person for person in behind if person)
    return Done(stored.number, _duty(entry), persons, leaf_hash(stored.entry) == stored.leaf_hash)


def _left(payout: str, told: Sequence[tuple[Stored, Mapping[str, Any]]]) -> bool:
    """Whether the payout was ever anywhere but waiting, by its own entries."""
    of_payout = (entry for _, entry in told if entry["obj"]["id"] == payout)
    return any(entry.get("st", {}).get("to") not in STAYED for entry in of_payout)


def _names(uow: UnitOfWork, told: Sequence[tuple[Stored, Mapping[str, Any]]]) -> dict[str, str]:
    """The names of the officers as they are known today; an entry itself holds none."""
    subjects = {entry.get(part, {}).get("sub") for _, entry in told for part in ("who", "for")}
    rows = uow.session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(subjects)))
    return {row.id: row.name.value for row in rows}


def _step(stored: Stored, entry: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    who, decided, state = entry.get("who", {}), entry.get("dec", {}), entry.get("st", {})
    given = entry.get("for")
    return {
        "audit_number": stored.number,
        "leaf_hash": stored.leaf_hash.hex(),
        "proof": f"/v1/audit/proofs/{stored.number}",
        "at": entry["ts"],
        "act": entry["act"],
        "thing": entry["obj"]["id"],
        "duty": decided.get("duty"),
        "before": state.get("from"),
        "after": state.get("to"),
        "officer": who.get("sub"),
        "officer_name": names.get(who.get("sub", "")),
        "person": who.get("person"),
        "roles": list(who.get("roles", [])),
        "union": who.get("org"),
        "rule": decided.get("rule"),
        "edition_id": decided.get("ver"),
        "acting_for": given
        and {
            "officer": given.get("sub"),
            "officer_name": names.get(given.get("sub", "")),
            "person": given.get("person"),
            "delegation_id": given.get("dlg"),
        },
    }
