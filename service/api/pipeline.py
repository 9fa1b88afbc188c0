"""The order of checks, for every endpoint alike (wire.md «The wire contract of the main flow»).

401 · 400/413/415 · 404 · 403 role · 422 shape · receipt · 428 · 412 · 409 state · guards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from marshmallow import Schema, ValidationError

from schemas.messages import explain
from schemas.strict import Strict
from service.api.endpoint import ANYONE, Call, Endpoint, Key, Result, row_for
from service.api.fingerprint import fingerprint, key_digest
from service.api.uploads import Uploaded
from service.store.things import Thing
from service.tokens import Claims
from service.unit_of_work import Answer, Transactions, UnitOfWork
from service.use_cases.identify import identify
from workflows.actor import PUBLIC, Actor, Appointment
from workflows.errors import (
    InvalidInput,
    KeyRequired,
    NotFound,
    RoleRequired,
    StaleVersion,
    VersionRequired,
)

__all__ = ["Asked", "answer_bare", "answer_look", "answer_read", "answer_write"]


_NAMEABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
"""What an id, a code or an action can look like; nothing else is looked up (NUL is no text)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request after its bytes were read: nothing here has touched the database yet."""

    endpoint: Endpoint
    args: Mapping[str, str]
    claims: Claims | None
    payload: Mapping[str, Any]
    query: Mapping[str, Any]
    etag: int | None
    key: str | None
    language: str
    address: str
    issue: Callable[[str, str], str] | None = None
    upload: Uploaded | None = None
    looked: Any = None


def answer_look(asked: Asked) -> Callable[[UnitOfWork], Any]:
    """What the handler of a write will want to know, by an endpoint that looks first; nothing where
    the answer was given before."""

    def work(uow: UnitOfWork) -> Any:
        call = _admitted(uow, asked)
        if asked.key and uow.replay(str(key_digest(asked.key)), _fingerprint(asked)):
            return None
        return asked.endpoint.looks(call) if asked.endpoint.looks else None

    return work


def answer_write(asked: Asked) -> Callable[[UnitOfWork], Callable[[], Answer]]:
    """The work of a write, to be run by the unit of work."""

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        call = _admitted(uow, asked)
        if asked.endpoint.key is not Key.NONE and asked.key:
            kept = uow.replay(str(key_digest(asked.key)), _fingerprint(asked))
            if kept is not None:
                return lambda: kept
        if asked.endpoint.versioned:
            _expect_version(call.thing, asked.etag)
        result = asked.endpoint.handler(call)
        return lambda: _rendered(uow, asked, result)

    return work


def answer_read(asked: Asked) -> Callable[[UnitOfWork], Answer]:
    """The work of a read."""

    def work(uow: UnitOfWork) -> Answer:
        call = _admitted(uow, asked)
        result = asked.endpoint.handler(call)
        etag = result.thing.number if result.thing is not None else None
        return Answer(asked.endpoint.status, _told(asked.endpoint, result.view()), etag)

    return work


def answer_bare(endpoint: Endpoint, transactions: Transactions) -> Answer:
    """The answer of an endpoint that must not need the database to give one."""
    return Answer(endpoint.status, _told(endpoint, endpoint.handler(transactions).view()))


def _admitted(uow: UnitOfWork, asked: Asked) -> Call:
    endpoint = asked.endpoint
    uow.actor = PUBLIC if asked.claims is None else identify(uow, asked.claims)
    if endpoint.key_required(asked.args.get("action")) and not asked.key:
        raise KeyRequired
    if not all(map(_NAMEABLE.fullmatch, asked.args.values())):
        raise NotFound
    args = _spelled(asked.args)
    thing = endpoint.finds(uow, uow.actor, args) if endpoint.finds else None
    uow.appointment = _role(endpoint, uow.actor, thing, args)
    return Call(
        uow=uow,
        args=args,
        body=_shaped(endpoint.takes, asked.payload, asked.language),
        query=_shaped(endpoint.query or Strict, asked.query, asked.language),
        thing=thing,
        language=asked.language,
        address=asked.address,
        issue=asked.issue,
        upload=asked.upload,
        looked=asked.looked,
    )


def _spelled(args: Mapping[str, str]) -> Mapping[str, str]:
    """An action of two words has a hyphen in an address and an underscore in a table."""
    if "action" not in args:
        return args
    return {**args, "action": args["action"].replace("_", "/").replace("-", "_")}


def _role(
    endpoint: Endpoint, actor: Actor, thing: Thing | None, args: Mapping[str, str]
) -> Appointment | None:
    """The appointment by which the actor may call this here; 404 for an action no table has."""
    if endpoint.roles == ANYONE:
        return None
    path = getattr(thing, "union_path", "") or getattr(thing, "path", "")
    if endpoint.by_row is None or thing is None:
        anywhere = thing is None or "any_scope" in endpoint.notes
        return _held(actor, endpoint.roles, path, None, None if anywhere else thing)
    action = args["action"]
    if action not in endpoint.by_row.doors(thing):
        raise NotFound
    rows = endpoint.by_row.rows(thing, action)
    if not rows:
        return _held(actor, endpoint.by_row.roles(thing, action), path, None, thing)
    row = row_for(actor, path, rows)
    return _held(actor, row.roles, path, row.level, thing)


def _held(
    actor: Actor, roles: frozenset[str], path: str, level: str | None, thing: Thing | None
) -> Appointment:
    for appointment in actor.appointments:
        if thing is None and appointment.role in roles:
            return appointment
    held = actor.holds(roles, path, level) if thing is not None else None
    if held is None:
        refusal = RoleRequired(roles=sorted(roles), held=list(actor.roles))
        if level:
            refusal.values["level"] = level
        raise refusal
    return held


def _shaped(
    schema: type[Schema] | None, raw: Mapping[str, Any], language: str
) -> Mapping[str, Any]:
    if schema is None:
        return {}
    try:
        loaded: Mapping[str, Any] = _made(schema).load(raw)
    except ValidationError as error:
        raise InvalidInput(errors=explain(error, language)) from None
    return loaded


@cache
def _made(schema: type[Schema]) -> Schema:
    """Schemas are made once: construction costs more than a load."""
    return schema()


def _expect_version(thing: Thing, etag: int | None) -> None:
    if etag is None:
        raise VersionRequired(etag=thing.number)
    if etag != thing.number:
        raise StaleVersion(seen=etag, etag=thing.number)


def _rendered(uow: UnitOfWork, asked: Asked, result: Result) -> Answer:
    body = dict(result.view())
    if result.trial and asked.endpoint.tries is not None:
        uow.forget_key()
        return Answer(200, _made(asked.endpoint.tries).dump(body))
    etag = result.thing.number if result.thing is not None else None
    for deed in uow.deeds:
        if result.thing is not None and deed.target == result.thing.id:
            body["audit_number"] = deed.number
            body["audit_hash"] = deed.leaf_hash.hex()
    return Answer(asked.endpoint.status, _told(asked.endpoint, body), etag, result.location)


def _told(endpoint: Endpoint, view: dict[str, Any]) -> dict[str, Any]:
    """Only what the schema names leaves the house."""
    if endpoint.media != "application/json":
        return view
    told: dict[str, Any] = _made(endpoint.gives).dump(view)
    return told


def _fingerprint(asked: Asked) -> str:
    return fingerprint(asked.endpoint, asked.args, asked.query, asked.payload, asked.upload)
