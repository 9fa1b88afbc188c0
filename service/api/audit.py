"""/v1/audit: the log of the whole deployment, in the form it was hashed in.

An entry holds codes, ids and salted commitments and no personal value, so that an auditor anywhere
may read all of it: a log of which each sees only a part proves nothing to anyone.
"""

from __future__ import annotations

import json
from typing import Any, Final

from schemas.audit import CheckpointView, EntriesView, EntryQuery, EntryView, ProofView
from service.api.endpoint import Call, Result, endpoint
from service.api.listing import PAGE
from service.audit.proofs import inclusion_proof
from service.audit.read import Stored, checkpoint, entries, entry_at, leaves
from workflows.errors import NotFound, Unavailable
from workflows.vocabulary import Role

__all__ = ["entry_view"]

READERS = frozenset({Role.AUDITOR})
COMPARERS = READERS | {Role.FINANCE_SYSTEM}
PROVEN_TO = COMPARERS | {Role.APPROVER, Role.PAYMENT_CHECKER}
"""Whoever is shown an entry's leaf hash may ask for its proof: hashes alone, no entry."""
NUMBER_MAX: Final = 2**53 - 1
DIGITS_MAX: Final = len(str(NUMBER_MAX))


def entry_view(stored: Stored) -> dict[str, Any]:
    text = stored.entry.decode("utf-8")
    return {
        "number": stored.number,
        "entry": json.loads(text),
        "text": text,
        "leaf_hash": stored.leaf_hash.hex(),
    }


@endpoint("GET", "/v1/audit/entries", roles=READERS, query=EntryQuery, gives=EntriesView)
def list_entries(call: Call) -> Result:
    """审计日志 The entries of the log, oldest first."""
    limit = call.query.get("limit", PAGE)
    after = call.query.get("after", -1)
    found = entries(call.uow.session.connection(), after=after, limit=limit + 1)
    page = found[:limit]
    view = {
        "items": [entry_view(stored) for stored in page],
        "next": page[-1].number if page else None,
        "has_more": len(found) > limit,
    }
    return Result(lambda: view)


@endpoint("GET", "/v1/audit/entries/<number>", roles=READERS, gives=EntryView)
def get_entry(call: Call) -> Result:
    """审计留痕 One entry of the log."""
    found = _named(call)
    return Result(lambda: entry_view(found))


def _named(call: Call) -> Stored:
    text = call.args["number"]
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX):
        raise NotFound
    found = entry_at(call.uow.session.connection(), int(text))
    if found is None:
        raise NotFound
    return found


@endpoint("GET", "/v1/audit/proofs/<number>", roles=PROVEN_TO, gives=ProofView)
def get_proof(call: Call) -> Result:
    """包含证明 That an entry stands in the log, for whoever holds a checkpoint and nothing else."""
    found, connection = _named(call), call.uow.session.connection()
    now = checkpoint(connection)
    path = inclusion_proof(found.number, leaves(connection, now.size))
    view = {
        "number": found.number,
        "leaf_hash": found.leaf_hash.hex(),
        "size": now.size,
        "root": now.root_hex,
        "path": [one.hex() for one in path],
    }
    return Result(lambda: view)


@endpoint("GET", "/v1/audit/checkpoint", roles=COMPARERS, gives=CheckpointView)
def get_checkpoint(call: Call) -> Result:
    """检查点 Size and root of the log: who keeps them can tell later whether history was kept."""
    connection = call.uow.session.connection()
    now, first = checkpoint(connection), entry_at(connection, 0)
    if first is None:
        raise Unavailable(missing="log", retry_after=5)
    view = {"origin": first.thing, "size": now.size, "root": now.root_hex, "at": now.at}
    return Result(lambda: view)
