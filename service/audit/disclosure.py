"""Commitments: what the log says of a value without saying the value.

Free texts become disclosures of SD-JWT (RFC 9901 §4.2): the entry holds only their salted digests,
so that a text can be erased while every proof still holds (PIPL art. 47, reliability.md §2.6). A
business row is bound the same way, by `sh`.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping

from service.audit.canonical import canonical, without_nulls

__all__ = ["DIGEST_NAME", "SALT_BYTES", "Salts", "base64url", "digest_of", "disclose"]
__all__ += ["disclosed", "state_digest"]

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
