"""Access tokens of the built-in issuer (RFC 9068) and the secrets of machine clients.

One function makes tokens and one checks them. What a library lets pass by default is said here in
full (reliability.md §3.1): algorithm, issuer, audience, required claims, `typ`, the longest
lifetime, and the only header parameters there may be. A token says who calls and never what they
may do: roles are read from the database at every request. Time is the real clock, whatever the
business clock says.
"""

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.types import Options

__all__ = [
    "CLIENT",
    "LIFETIME_S",
    "OFFICER",
    "Claims",
    "TokenRefused",
    "Tokens",
    "new_secret",
    "secret_digest",
    "secret_matches",
]

OFFICER: Final = "officer"
CLIENT: Final = "client"
LIFETIME_S: Final = 600
SKEW_S: Final = 5  # between the hosts of one deployment, forwards only: no token lives longer by it
TOKEN_LENGTH_MAX: Final = 2_048
SECRET_PREFIX: Final = "aid_"  # noqa: S105 no secret: a scanner of leaked ones knows ours by it

_ALGORITHM: Final = "EdDSA"
_TYPE: Final = "at+jwt"
_HEADER: Final = frozenset({"alg", "typ", "kid"})
_CLAIMS: Final = ("iss", "aud", "sub", "client_id", "kind", "iat", "exp", "jti")
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)
_SUBJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}", re.ASCII)
_REASONS: Final[Mapping[type[Exception], str]] = {
    jwt.InvalidIssuerError: "issuer",
    jwt.InvalidAudienceError: "audience",
    jwt.MissingRequiredClaimError: "missing_claim",
    jwt.InvalidSignatureError: "signature",
    jwt.InvalidAlgorithmError: "algorithm",
}


_OPTIONS: Final[Options] = {  # the times are checked below, all four by one clock
    "require": list(_CLAIMS),
    "strict_aud": True,
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
}


class TokenRefused(Exception):
    """The reason is for the log; the caller is told 401 and no more."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Claims:
    """Who calls. An officer and a client of the same id are two: `kind` tells them apart."""

    subject: str
    kind: str
    issuer: str
    client: str
    issued_at: int
    expires_at: int
    token_id: str


class Tokens:
    """Makes and checks the tokens of one issuer, signed with the Ed25519 key of a 32-byte seed."""

    def __init__(
        self,
        seed: bytes,
        issuer: str,
        audience: str,
        *,
        clock: Callable[[], float] = time.time,  # noqa: TID251 the real clock, on purpose
    ) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._public = self._key.public_key()
        raw = self._public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key_id: Final = hashlib.sha256(raw).hexdigest()[:16]
        self.issuer, self.audience, self._clock = issuer, audience, clock

    def issue(self, subject: str, kind: str) -> str:
        """A token for ten minutes. The client of an officer's token is the console it is for."""
        if kind not in (OFFICER, CLIENT) or not _SUBJECT.fullmatch(subject):
            raise ValueError("a token is for an officer or a client with an id")
        now = int(self._clock())
        claims = {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": subject,
            "client_id": subject if kind == CLIENT else "console",
            "kind": kind,
            "iat": now,
            "exp": now + LIFETIME_S,
            "jti": secrets.token_hex(16),
        }
        headers = {"typ": _TYPE, "kid": self.key_id}
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM, headers=headers)

    def check(self, token: str) -> Claims:
        """The claims of a token of ours that holds now; anything else is refused."""
        if len(token) > TOKEN_LENGTH_MAX or not _COMPACT.fullmatch(token):
            raise TokenRefused("malformed")
        self._check_header(token)
        try:
            claims = jwt.decode(
                token,
                self._public,
                algorithms=[_ALGORITHM],
                issuer=self.issuer,
                audience=self.audience,
                options=_OPTIONS,
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise TokenRefused(_REASONS.get(type(error), "malformed")) from None
        self._check_times(claims)
        return _claims_of(claims)

    def _check_header(self, token: str) -> None:
        """An allow-list: `crit`, `jku`, `jwk`, `x5u` and what comes after them have no meaning."""
        try:
            header = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
            raise TokenRefused("malformed") from None
        if not set(header) <= _HEADER:
            raise TokenRefused("header")
        if header.get("alg") != _ALGORITHM:
            raise TokenRefused("algorithm")
        if header.get("typ") != _TYPE:
            raise TokenRefused("type")
        if header.get("kid") != self.key_id:
            raise TokenRefused("key")

    def _check_times(self, claims: Mapping[str, Any]) -> None:
        issued, expires = claims["iat"], claims["exp"]
        not_before = claims.get("nbf", issued)
        if any(type(moment) is not int for moment in (issued, expires, not_before)):
            raise TokenRefused("malformed")
        if not 0 < expires - issued <= LIFETIME_S:
            raise TokenRefused("lifetime")
        now = self._clock()
        if max(issued, not_before) > now + SKEW_S:
            raise TokenRefused("not_yet_valid")
        if now >= expires:
            raise TokenRefused("expired")


def _claims_of(claims: Mapping[str, Any]) -> Claims:
    texts = [claims[name] for name in ("sub", "client_id", "jti")]
    if not all(isinstance(text, str) and _SUBJECT.fullmatch(text) for text in texts):
        raise TokenRefused("subject")
    if claims["kind"] not in (OFFICER, CLIENT):
        raise TokenRefused("subject")
    return Claims(
        subject=claims["sub"],
        kind=claims["kind"],
        issuer=claims["iss"],
        client=claims["client_id"],
        issued_at=claims["iat"],
        expires_at=claims["exp"],
        token_id=claims["jti"],
    )


def new_secret() -> str:
    """256 bits: high entropy, so that a plain hash at rest is enough (ASVS 6.5.2)."""
    return SECRET_PREFIX + secrets.token_urlsafe(32)


def secret_digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def secret_matches(secret: str, digest: str) -> bool:
    """In constant time, so that the answer's delay tells nothing."""
    return hmac.compare_digest(secret_digest(secret), digest)
