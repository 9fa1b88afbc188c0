"""What an endpoint declares: who may call it, what goes in, what comes out, what it works on.

The declaration is the only source: routes, role checks, the contract and the authorisation matrix
are made from it. An endpoint with no declared roles does not start (house rule 11).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from marshmallow import Schema

from service.api.uploads import Upload, Uploaded
from service.store.things import Thing
from service.unit_of_work import UnitOfWork
from workflows.actor import Actor
from workflows.errors import DomainError
from workflows.table import Row, Table
from workflows.vocabulary import codes

__all__ = [
    "ANYONE",
    "EVERY_ROLE",
    "ByRow",
    "Call",
    "Endpoint",
    "Key",
    "Result",
    "declared",
    "endpoint",
    "row_for",
]

ANYONE = frozenset({"public"})
EVERY_ROLE = frozenset(codes("role"))

Finder = Callable[[UnitOfWork, Actor, Mapping[str, str]], Thing]
Reader = Callable[[bytes, "str | None", "str | None"], Mapping[str, Any]]
"""From the body, its content type and the Authorization header to what the schema looks at."""
JSON = "application/json"


class Key(StrEnum):
    """Whether a POST takes an Idempotency-Key."""

    NONE = "none"
    ACCEPTED = "accepted"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class ByRow:
    """Roles that depend on the table: the rows an action may fire now, and all it ever could.

    ``widest`` is the table with every door there can be: the contract names them from it.
    """

    doors: Callable[[Thing], tuple[str, ...]]
    rows: Callable[[Thing, str], tuple[Row, ...]]
    roles: Callable[[Thing, str], frozenset[str]]
    widest: Table | None = None


def row_for(actor: Actor, path: str, rows: Sequence[Row]) -> Row:
    """The row of a door that the actor may fire at ``path``; otherwise the first, with the roles of
    them all: what is taken back leads back to a review or to a vote."""
    roles: frozenset[str] = frozenset().union(*(row.roles for row in rows))
    may = (row for row in rows if actor.holds(row.roles, path, row.level))
    return next(may, replace(rows[0], roles=roles))


@dataclass(frozen=True, slots=True)
class Call:
    """One call as a handler sees it: checked, authenticated, in scope."""

    uow: UnitOfWork
    args: Mapping[str, str]
    body: Mapping[str, Any]
    query: Mapping[str, Any]
    thing: Any = None
    language: str = "zh-CN"
    address: str = ""
    issue: Callable[[str, str], str] | None = None
    upload: Uploaded | None = None
    looked: Any = None

    @property
    def actor(self) -> Actor:
        return self.uow.actor


@dataclass(frozen=True, slots=True)
class Result:
    """What a handler hands back: the view, rendered once the numbers are known.

    A ``trial`` answers a dry run: it went the same way and stopped before anything was written.
    """

    view: Callable[[], dict[str, Any]]
    thing: Thing | None = None
    location: str | None = None
    trial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One call of the API.

    ``bare`` is answered without a transaction: its handler is given the Transactions. ``reads``
    stands where a body is not JSON alone, ``accepts`` says what it may be. ``refused`` is what is
    still written, by itself, when the call was refused. ``tries`` is what a dry run answers.
    ``upload`` stands where a body is a file. ``looks`` is done first, in a transaction that only
    reads, so that nobody waits for a long look; the handler finds what it gave in ``Call.looked``.
    ``also`` are further media types of the answer, of which the handler names one.
    """

    method: str
    rule: str
    name: str
    noun: str
    summary: str
    roles: frozenset[str]
    gives: type[Schema]
    handler: Callable[[Any], Result]
    tries: type[Schema] | None = None
    takes: type[Schema] | None = None
    query: type[Schema] | None = None
    finds: Finder | None = None
    by_row: ByRow | None = None
    versioned: bool = False
    key: Key = Key.NONE
    key_for: frozenset[str] = frozenset()
    status: int = 200
    media: str = JSON
    also: tuple[str, ...] = ()
    bare: bool = False
    reads: Reader | None = None
    accepts: tuple[str, ...] = (JSON,)
    upload: Upload | None = None
    looks: Callable[[Call], Any] | None = None
    refused: Callable[[Call, DomainError], None] | None = None
    notes: frozenset[str] = field(default_factory=frozenset)

    @property
    def writes(self) -> bool:
        """Whether it runs in a transaction that may write; some POSTs only look."""
        return (self.method != "GET" and "reads" not in self.notes) or "writes" in self.notes

    @property
    def has_body(self) -> bool:
        return self.takes is not None or self.upload is not None

    def key_required(self, action: str | None) -> bool:
        """Whether this very call needs an Idempotency-Key: some actions do, others may."""
        return self.key is Key.REQUIRED or action in self.key_for

    @property
    def public(self) -> bool:
        return self.roles == ANYONE


_declared: dict[str, Endpoint] = {}


def endpoint(method: str, rule: str, **facts: Any) -> Callable[[Callable[[Any], Result]], Endpoint]:
    """Declare a handler. The first path segment after the version names the resource."""

    def declare(handler: Callable[[Any], Result]) -> Endpoint:
        made = Endpoint(
            method=method,
            rule=rule,
            name=handler.__name__,
            noun=handler.__module__.rpartition(".")[2],
            summary=(handler.__doc__ or "").strip().partition("\n")[0],
            handler=handler,
            **facts,
        )
        if not made.roles:
            raise RuntimeError(f"{method} {rule} declares no roles")
        if made.name in _declared:
            raise RuntimeError(f"two endpoints are named {made.name}")
        _declared[made.name] = made
        return made

    return declare


def declared() -> tuple[Endpoint, ...]:
    """All endpoints of all nouns, in the order of declaration."""
    return tuple(_declared.values())
