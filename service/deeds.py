"""Deeds: what a run says it did, and how each becomes an entry of the log."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from service.audit.disclosure import SALT_BYTES, state_digest
from service.audit.draft import Draft, Principal, Request, Who
from service.audit.entry import Sealed, seal
from service.store.sealed_records import sealed_state
from service.store.things import Record, Thing, state_of
from workflows.actor import Actor, Appointment

__all__ = ["CallInfo", "Deed", "seal_deed"]


@dataclass(slots=True, kw_only=True)
class Deed:
    """One act on one thing; it becomes one entry. A note has no thing and moves no version.

    ``appointment`` is the post it was done by, and ``actor`` who acted by it and for whom, where one
    call acts by several.
    """

    act: str
    thing: Thing | None
    kind: str
    target: str
    before: str | None = None
    after: str | None = None
    duty: str | None = None
    rule: str | None = None
    edition: str | None = None
    compared: tuple[str, ...] = ()
    amount_fen: int | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    concerns: tuple[str, ...] = ()
    records: list[Record] = field(default_factory=list)
    appointment: Appointment | None = None
    actor: Actor | None = None
    number: int = -1
    leaf_hash: bytes = b""


@dataclass(slots=True)
class CallInfo:
    """What the entry says about the request: its id, method, route template and key digest."""

    request_id: str = ""
    method: str = ""
    route: str = ""
    key_digest: str | None = None


def seal_deed(
    deed: Deed,
    actor: Actor,
    appointment: Appointment | None,
    call: CallInfo,
    *,
    entry_id: str,
    at: datetime,
    origin: str,
) -> Sealed:
    """The entry of a deed; its number is written on the thing, as the version it has from now."""
    salt, previous, digest = b"", None, None
    actor = deed.actor or actor
    thing = deed.thing
    if thing is not None:
        salt, previous = secrets.token_bytes(SALT_BYTES), thing.number
        thing.number = deed.number
        digest = state_digest(salt, state_of(thing))
    draft = Draft(
        act=deed.act, kind=deed.kind, thing=deed.target, salt=salt, state_digest=digest,
        who=_who(actor, deed.appointment or appointment), prev=previous, before=deed.before,
        after=deed.after, acting_for=_principal(actor), duty=deed.duty, rule=deed.rule,
        edition=deed.edition, compared=deed.compared, amount_fen=deed.amount_fen,
        request=Request(call.request_id, call.method, call.route, call.key_digest)
        if call.request_id else None,
        said=deed.said,
        concerns=frozenset((*deed.concerns, *(thing.concerns() if thing else ()))),
        records=tuple(sealed_state(record) for record in deed.records),
    )  # fmt: skip
    sealed = seal(
        draft, number=deed.number, entry_id=entry_id, at=at, log=origin,
        salts=secrets.token_bytes,
    )  # fmt: skip
    deed.leaf_hash = sealed.leaf_hash
    return sealed


def _who(actor: Actor, appointment: Appointment | None) -> Who:
    return Who(
        subject=actor.subject, person=actor.person, issuer=actor.issuer or None,
        roles=actor.roles, union=appointment.union if appointment else None,
        authenticated_at=actor.authenticated_at,
        client=actor.subject if actor.kind == "client" else None,
    )  # fmt: skip


def _principal(actor: Actor) -> Principal | None:
    giver = actor.principal
    return None if giver is None else Principal(giver.subject, giver.person, giver.delegation)
