"""What the unit of work knows of a deed before it has a number: the draft of an entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["Document", "Draft", "Principal", "Request", "Who"]


@dataclass(frozen=True, slots=True)
class Who:
    """The account that acted and the natural person behind it; codes and ids only, no names."""

    subject: str
    person: str | None = None
    issuer: str | None = None
    roles: tuple[str, ...] = ()
    union: str | None = None
    methods: tuple[str, ...] = ()
    authenticated_at: datetime | None = None
    client: str | None = None


@dataclass(frozen=True, slots=True)
class Principal:
    """On whose behalf a delegate acted; separation of duties counts both."""

    subject: str
    person: str | None = None
    delegation: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """The call that led here. `key_digest` is SHA-256 of the idempotency key, never the key."""

    id: str
    method: str | None = None
    route: str | None = None
    key_digest: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An attachment: its salted commitment, its length in bytes and its media type."""

    commitment: str
    length: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One deed on one thing, or a note.

    A deed carries a salt, and after it the thing exists (`state_digest`) or is gone (`before` and
    nothing else). A note (a refusal, a reading) carries none of these and moves no row. `concerns`
    are the things it touches besides its own; they go into the index, and the entry commits to them
    by a digest, as it does to the `records` it inserted.
    """

    act: str
    kind: str
    thing: str
    who: Who
    salt: bytes = field(default=b"", repr=False)
    state_digest: str | None = None
    prev: int | None = None
    before: str | None = None
    after: str | None = None
    acting_for: Principal | None = None
    duty: str | None = None
    rule: str | None = None
    edition: str | None = None
    compared: tuple[str, ...] = ()
    amount_fen: int | None = None
    request: Request | None = None
    documents: tuple[Document, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict, repr=False)
    concerns: frozenset[str] = frozenset()
    records: tuple[Mapping[str, object], ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        deed = any(part is not None for part in (self.state_digest, self.before, self.after))
        if deed != bool(self.salt):
            raise ValueError("a deed comes with a salt, a note without")
        if self.after is not None and self.state_digest is None:
            raise ValueError("what has a state has a state digest")
