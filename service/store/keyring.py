"""The keys that close personal values and the digests by which a person is found again."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.settings import Settings
from service.store.signer import Signer

NONCE_BYTES = 12
PURPOSES: Final = (
    "identity", "account", "phone", "address", "likeness", "claim", "network_address", "resemblance",
    "judged",
)  # fmt: skip
_VERSION = b"\x01"


class Unopenable(Exception):
    """What is stored was not closed by one of our keys for this place, or was changed since."""


class Keyring:
    """Data keys by id (one of them current), and one lookup key per purpose.

    AES-256-GCM with random 96-bit nonces. The context — the place a text belongs to — and the
    key's id are authenticated with it, so a ciphertext that is moved to another column does not
    open. Moved to another row of the same column it opens: there the entry's `sh` tells, which
    covers the commitments of the row. A key's id is made of the key and needs no register.
    """

    __slots__ = ("_ciphers", "_lookup", "current", "signer")

    def __init__(
        self, current: bytes, lookup: bytes, old: Iterable[bytes] = (), signer: Signer | None = None
    ) -> None:
        self.signer: Final = signer
        self.current: Final = key_id(current)
        self._ciphers = {key_id(key): AESGCM(key) for key in (current, *old)}
        self._lookup = {
            purpose: hmac.digest(lookup, f"hardship-aid/lookup/{purpose}".encode(), "sha256")
            for purpose in PURPOSES
        }

    @classmethod
    def from_settings(cls, settings: Settings) -> "Keyring":
        keys = settings.data_key, settings.lookup_key, settings.old_data_keys
        return cls(*keys, signer=Signer(settings.token_key))

    def encrypt(self, plain: bytes, context: str) -> tuple[str, bytes]:
        """The id of the key that closed it, and nonce ‖ ciphertext."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        closed = self._ciphers[self.current].encrypt(nonce, plain, _place(self.current, context))
        return self.current, nonce + closed

    def decrypt(self, key: str, closed: bytes, context: str) -> bytes:
        cipher = self._ciphers.get(key)
        if cipher is None:
            raise Unopenable(f"{context}: closed by a key that is not at hand ({key[:16]!r})")
        try:
            return cipher.decrypt(closed[:NONCE_BYTES], closed[NONCE_BYTES:], _place(key, context))
        except (InvalidTag, ValueError):
            raise Unopenable(f"{context}: does not open at this place") from None

    def seal(self, plain: bytes, context: str) -> bytes:
        """One self-contained run of bytes, for columns of bytes (openings, stored receipts)."""
        key, closed = self.encrypt(plain, context)
        return _VERSION + key.encode("ascii") + closed

    def open(self, sealed: bytes, context: str) -> bytes:
        if sealed[:1] != _VERSION:
            raise Unopenable(f"{context}: unknown form")
        end = 1 + len(self.current)
        return self.decrypt(sealed[1:end].decode("ascii", "replace"), sealed[end:], context)

    def lookup_digest(self, purpose: str, canonical_value: str) -> str:
        """Equal for equal values and for nothing else; each purpose has a key of its own.

        Never for a name alone or another value of few possibilities (reliability.md §5).
        """
        try:
            key = self._lookup[purpose]
        except KeyError:
            raise ValueError(f"no lookup key for purpose {purpose!r}") from None
        return hmac.digest(key, canonical_value.encode("utf-8"), "sha256").hex()


def key_id(key: bytes) -> str:
    """Eight characters that tell keys apart and tell nothing about them."""
    digest = hashlib.sha256(b"hardship-aid/data-key-id\x00" + key).digest()
    return base64.b32encode(digest)[:8].decode("ascii").lower()


def _place(key: str, context: str) -> bytes:
    return f"v1|{key}|{context}".encode()


class _Held:
    keyring: Keyring | None = None


def use(keyring: Keyring) -> None:
    """Said once at start, before the first row is read or written.

    It is process-wide because a column's type is made when the models are imported, long before
    settings are read, and is shared by all sessions; SQLAlchemy hands a type nothing but the
    value. A deployment has one set of keys, so there is nothing a second one could mean.
    """
    _Held.keyring = keyring


def in_use() -> Keyring:
    if _Held.keyring is None:
        raise RuntimeError("no keyring: keyring.use() must be called before personal data is met")
    return _Held.keyring
