"""事件推送: what a webhook carries, how it is signed, when it is tried again (Standard Webhooks).

The audit log is the outbox: an event is an entry of it, told to whoever subscribed. A message keeps
its id over every try, so a receiver that has seen it takes it once (docs/money.md).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

__all__ = [
    "DEAD",
    "DELIVERED",
    "DISABLED",
    "ENABLED",
    "PENDING",
    "PING",
    "SECRET_PREFIX",
    "address_of",
    "headers_of",
    "pause_after",
    "secret_of",
]

ENABLED: Final = "enabled"
DISABLED: Final = "disabled"
PENDING: Final = "pending"
DELIVERED: Final = "delivered"
DEAD: Final = "dead"
PING: Final = "webhook.ping"
SECRET_PREFIX: Final = "whsec_"  # noqa: S105 no secret: Standard Webhooks writes it before each
SECRET_BYTES: Final = (24, 64)
PAUSES: Final = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2),
    timedelta(hours=5), timedelta(hours=10), timedelta(hours=14), timedelta(hours=20),
    timedelta(hours=24),
)  # fmt: skip
"""After the first try, the second, and so on: three days in all, then it is dead and a person looks."""
URL_MAX: Final = 500
PORT_MAX: Final = 65_535
_URL: Final = re.compile(
    r"https?://(?P<host>[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*)(?::(?P<port>[1-9][0-9]{0,4}))?"
    r"(?:/[!\x22$-\x5b\x5d-~]*)?",  # visible ASCII without # and the backslash
    re.ASCII,
)


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries; None when it has been tried often enough."""
    return PAUSES[tries - 1] if 1 <= tries <= len(PAUSES) else None


def secret_of(raw: bytes) -> str:
    """A secret as it is told: the prefix by which a scanner of leaked ones knows it, then base64."""
    return SECRET_PREFIX + base64.b64encode(raw).decode("ascii")


def headers_of(
    secrets: Sequence[str], message_id: str, timestamp: int, body: bytes
) -> dict[str, str]:
    """The three headers; one signature for each secret that is valid, the newest first."""
    signed = b".".join((message_id.encode(), str(timestamp).encode(), body))
    signatures = (_signature(secret, signed) for secret in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }


def _signature(secret: str, signed: bytes) -> str:
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("a secret is base64") from error
    if not SECRET_BYTES[0] <= len(key) <= SECRET_BYTES[1]:
        raise ValueError("a secret has 24 to 64 bytes")
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode("ascii")


def address_of(url: str, *, plain: bool = False) -> tuple[str, str, int]:
    """Scheme, host and port of an address a message may go to; ValueError for any other.

    https alone, http where ``plain`` (development); a name in lower case; nobody's password and no
    fragment. Whatever two readers could take for two hosts is refused, because this reads so little.
    """
    scheme, mark, _ = url.partition("://")
    if not mark or scheme not in (("https", "http") if plain else ("https",)):
        raise ValueError("scheme")
    found = _URL.fullmatch(url)
    if found is None or len(url) > URL_MAX:
        raise ValueError("address")
    port = int(found["port"] or (443 if scheme == "https" else 80))
    if not 0 < port <= PORT_MAX:
        raise ValueError("address")
    return scheme, found["host"], port
