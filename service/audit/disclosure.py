"""Commitments: what the log says of a value without saying the value.

Free texts become disclosures of SD-JWT (RFC 9901 §4.2): the entry holds only their salted digests,
so that a text can be erased while every proof still holds (PIPL art. 47, reliability.md §2.6). A
business row is bound the same way, by `sh`.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping

from service.audit.canonical import canonical, without_nulls

__all__ = ["DIGEST_NAME", "SALT_BYTES", "Salts", "base64url", "digest_of", "disclose"]
__all__ += ["concerns_digest", "disclosed", "records_digest", "state_digest"]

DIGEST_NAME = "sha-256"
SALT_BYTES = 16  # 128 bits, as RFC 9901 §9.3 recommends

Salts = Callable[[int], bytes]
"""Gives that many fresh random bytes: `secrets.token_bytes`, or a test's own."""


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def disclose(salt: bytes, name: str, text: str) -> bytes:
    """The disclosure: base64url of the JSON array of salt, name and value."""
    return base64url(canonical([base64url(salt), name, text])).encode("ascii")


def disclosed(disclosure: bytes) -> tuple[str, str]:
    """The name and the text of a disclosure; raises ValueError when it is none."""
    padded = disclosure + b"=" * (-len(disclosure) % 4)
    parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    match parts:
        case [str(), str(name), str(text)]:
            return name, text
    raise ValueError("a disclosure is an array of salt, name and text")


def digest_of(disclosure: bytes) -> str:
    """What stands in `_sd`: the digest over the ASCII of the disclosure (RFC 9901 §4.2.3)."""
    return base64url(hashlib.sha256(disclosure).digest())


def state_digest(salt: bytes, state: Mapping[str, object]) -> str:
    """`sh`: binds the business row as it stands after the deed (reliability.md §2.7)."""
    content = canonical(without_nulls(state), booleans=True)
    return base64url(hashlib.sha256(salt + content).digest())


def concerns_digest(own: str, concerned: Collection[str]) -> str | None:
    """`of`: binds the index of what the entry concerns besides its own thing; None without any."""
    others = sorted(thing for thing in concerned if thing != own)
    return _digest(canonical(others)) if others else None


def records_digest(records: Iterable[Mapping[str, object]]) -> str | None:
    """`rec`: binds the rows that the deed only inserted, such as postings; None without any."""
    told = sorted(canonical(without_nulls(record), booleans=True) for record in records)
    return _digest(b"\n".join(told)) if told else None


def _digest(content: bytes) -> str:
    return base64url(hashlib.sha256(content).digest())
