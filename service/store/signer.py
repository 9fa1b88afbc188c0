"""What this house signs so that others can tell it from what was changed on the way: Ed25519.

The key is derived from the seed of the tokens' key under a label of its own, so that it needs no
setting and neither key can be made of the other.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

__all__ = ["ALGORITHM", "Signer"]

ALGORITHM: Final = "Ed25519"
_LABEL: Final = b"hardship-aid/manifest-signing-key/v1"


class Signer:
    """Signs bytes; tells its public key and the key's id."""

    __slots__ = ("_key", "id", "public_pem")

    def __init__(self, token_key: bytes) -> None:
        seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=_LABEL).derive(token_key)
        self._key: Final = Ed25519PrivateKey.from_private_bytes(seed)
        public = self._key.public_key()
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        digest = hashlib.sha256(raw).digest()
        self.id: Final = base64.b32encode(digest)[:8].decode("ascii").lower()
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self.public_pem: Final = pem.decode("ascii")

    def sign(self, content: bytes) -> str:
        """The signature in base64."""
        return base64.b64encode(self._key.sign(content)).decode("ascii")
