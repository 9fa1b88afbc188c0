"""Tokens: what the built-in issuer makes, and a corpus of what must never be taken for it."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from service.tokens import (
    LIFETIME_S,
    TokenRefused,
    Tokens,
    new_secret,
    secret_digest,
    secret_matches,
)

SEED, OTHER_SEED = b"t" * 32, b"o" * 32
ISSUER, AUDIENCE = "urn:hardship-aid", "urn:hardship-aid:api"
NOW = 1_780_000_000
KEY = Ed25519PrivateKey.from_private_bytes(SEED)
TEN_YEARS = 10 * 366 * 86_400


def tokens(now: float = NOW, seed: bytes = SEED) -> Tokens:
    return Tokens(seed, ISSUER, AUDIENCE, clock=lambda: now)


GOOD_HEADER = {"alg": "EdDSA", "typ": "at+jwt", "kid": tokens().key_id}
GOOD_CLAIMS = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "clerk-1",
    "client_id": "console",
    "kind": "officer",
    "iat": NOW,
    "exp": NOW + LIFETIME_S,
    "jti": "0" * 32,
}


def segment(value: bytes | Mapping[str, Any]) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(
    claims: Mapping[str, Any] | bytes | None = None,
    header: Mapping[str, Any] | bytes | None = None,
    sign: Callable[[bytes], bytes] = KEY.sign,
) -> str:
    """A compact token with a good signature over whatever it says."""
    words = [GOOD_HEADER if header is None else header, GOOD_CLAIMS if claims is None else claims]
    text = ".".join(segment(word) for word in words)
    return f"{text}.{segment(sign(text.encode()))}"


def claims(**changes: Any) -> str:
    return signed({k: v for k, v in {**GOOD_CLAIMS, **changes}.items() if v is not ...})


def header(**changes: Any) -> str:
    return signed(header={k: v for k, v in {**GOOD_HEADER, **changes}.items() if v is not ...})


def hs256(secret: bytes) -> str:
    return signed(
        header={**GOOD_HEADER, "alg": "HS256"},
        sign=lambda text: hmac.digest(secret, text, "sha256"),
    )


PUBLIC_RAW = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
PUBLIC_PEM = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
GOOD = signed()
HEAD, BODY, SIGNATURE = GOOD.split(".")

# name: (token, the reason it must be refused for)
CORPUS: dict[str, tuple[str, str]] = {
    "nothing": ("", "malformed"),
    "one part": (HEAD, "malformed"),
    "two parts": (f"{HEAD}.{BODY}", "malformed"),
    "two dots and no signature": (f"{HEAD}.{BODY}.", "malformed"),
    "only dots": ("..", "malformed"),
    "four parts": (f"{GOOD}.{SIGNATURE}", "malformed"),
    "five parts as if encrypted": (".".join([HEAD] * 5), "malformed"),
    "JSON serialisation": (json.dumps({"payload": BODY, "signatures": []}), "malformed"),
    "a space inside": (f"{HEAD}. {BODY}.{SIGNATURE}", "malformed"),
    "a newline at the end": (f"{GOOD}\n", "malformed"),
    "padding": (f"{GOOD}==", "malformed"),
    "full-width digits": (GOOD.replace("1", "１"), "malformed"),
    "endless": (f"{HEAD}.{'A' * 100_000}.{SIGNATURE}", "malformed"),
    "truncated signature": (signed(sign=lambda text: KEY.sign(text)[:60]), "signature"),
    "truncated claims": (f"{HEAD}.{BODY[:-4]}.{SIGNATURE}", "signature"),
    "one bit of the claims": (f"{HEAD}.{BODY[:-1]}{'A' if BODY[-1] != 'A' else 'Q'}.{SIGNATURE}",
                              "signature"),
    "claims of another token": (f"{HEAD}.{segment({**GOOD_CLAIMS, 'sub': 'approver-1'})}."
                                f"{SIGNATURE}", "signature"),
    "signature of zeros": (f"{HEAD}.{BODY}.{segment(bytes(64))}", "signature"),
    "another key under our id": (signed(sign=Ed25519PrivateKey.from_private_bytes(OTHER_SEED).sign),
                                 "signature"),
    "another key under its own id": (tokens(seed=OTHER_SEED).issue("clerk-1", "officer"), "key"),
    "no key id": (header(kid=...), "key"),
    "key id as a path": (header(kid="../../dev/null"), "key"),
    "key id as SQL": (header(kid="' or 1=1 --"), "key"),
    "alg none": (header(alg="none"), "algorithm"),
    "alg None": (header(alg="None"), "algorithm"),
    "alg missing": (header(alg=...), "algorithm"),
    "alg null": (header(alg=None), "algorithm"),
    "alg EdDSA in other letters": (header(alg="eddsa"), "algorithm"),
    "alg none without signature": (f"{segment({**GOOD_HEADER, 'alg': 'none'})}.{BODY}.AA",
                                   "algorithm"),
    "HS256 with the public key": (hs256(PUBLIC_RAW), "algorithm"),
    "HS256 with the public key as PEM": (hs256(PUBLIC_PEM), "algorithm"),
    "HS256 with an empty key": (hs256(b""), "algorithm"),
    "ES256": (header(alg="ES256"), "algorithm"),
    "an ID token": (header(typ="JWT"), "type"),
    "no type": (header(typ=...), "type"),
    "a logout token": (header(typ="logout+jwt"), "type"),
    "type as a list": (header(typ=["at+jwt"]), "type"),
    "crit": (header(crit=["exp"]), "malformed"),
    "crit empty": (header(crit=[]), "malformed"),
    "b64 false": (header(b64=False, crit=["b64"]), "malformed"),
    "jku": (header(jku="https://evil.example/jwks"), "header"),
    "jwk": (header(jwk={"kty": "OKP", "crv": "Ed25519", "x": segment(PUBLIC_RAW)}), "header"),
    "x5u": (header(x5u="https://evil.example/cert"), "header"),
    "x5c": (header(x5c=["MIIB"]), "header"),
    "zip": (header(zip="DEF"), "header"),
    "header is a list": (signed(header=b"[]"), "malformed"),
    "header is not JSON": (signed(header=b"{"), "malformed"),
    "header nested deep": (signed(header=b"[" * 1_200), "malformed"),
    "header is not UTF-8": (signed(header=b"\xff\xfe"), "malformed"),
    "claims are a list": (signed(b"[]"), "malformed"),
    "claims are not JSON": (signed(b"{"), "malformed"),
    "claims nested deep": (signed(b"[" * 1_200), "malformed"),
    "wrong issuer": (claims(iss="urn:other"), "issuer"),
    "issuer that begins alike": (claims(iss=ISSUER + ".evil.example"), "issuer"),
    "issuer as a list": (claims(iss=[ISSUER]), "issuer"),
    "wrong audience": (claims(aud="urn:other"), "audience"),
    "audience among others": (claims(aud=[AUDIENCE, "urn:other"]), "audience"),
    "audience null": (claims(aud=None), "missing_claim"),
    **{
        f"no {name}": (claims(**{name: ...}), "missing_claim")
        for name in GOOD_CLAIMS
    },
    "expired this second": (claims(iat=NOW - LIFETIME_S, exp=NOW), "expired"),
    "expired long ago": (claims(iat=NOW - TEN_YEARS, exp=NOW - TEN_YEARS + 600), "expired"),
    "for ten years": (claims(exp=NOW + TEN_YEARS), "lifetime"),
    "for a second too long": (claims(exp=NOW + LIFETIME_S + 1), "lifetime"),
    "for ten years, begun five ago": (claims(iat=NOW - TEN_YEARS // 2, exp=NOW + TEN_YEARS // 2),
                                      "lifetime"),
    "ends before it begins": (claims(iat=NOW, exp=NOW - 1), "lifetime"),
    "begins in the future": (claims(iat=NOW + 60, exp=NOW + 600), "not_yet_valid"),
    "not before the future": (claims(nbf=NOW + 60), "not_yet_valid"),
    "not before a text": (claims(nbf="now"), "malformed"),
    "exp as text": (claims(exp=str(NOW + 600)), "malformed"),
    "exp as a fraction": (claims(exp=NOW + 599.5), "malformed"),
    "exp true": (claims(exp=True), "malformed"),
    "exp infinite": (claims(exp=float("inf")), "malformed"),
    "exp not a number": (claims(exp=float("nan")), "malformed"),
    "exp beyond all numbers": (claims(exp=10**400), "lifetime"),
    "iat null": (claims(iat=None), "missing_claim"),
    "subject is a number": (claims(sub=1), "malformed"),
    "subject is empty": (claims(sub=""), "subject"),
    "subject holds a NUL": (claims(sub="clerk-1\x00"), "subject"),
    "subject is endless": (claims(sub="c" * 129), "subject"),
    "subject ends with a newline": (claims(sub="clerk-1\n"), "subject"),
    "client is a list": (claims(client_id=["console"]), "subject"),
    "token id is a number": (claims(jti=7), "malformed"),
    "a kind nobody knows": (claims(kind="admin"), "subject"),
    "kind is a list": (claims(kind=["officer"]), "subject"),
}  # fmt: skip


def test_the_good_token_of_the_corpus_is_accepted() -> None:
    """Else every refusal below might be for another reason."""
    assert tokens().check(GOOD).subject == "clerk-1"


@pytest.mark.parametrize("name", CORPUS)
def test_a_forged_or_unfit_token_is_refused(name: str) -> None:
    token, reason = CORPUS[name]
    with pytest.raises(TokenRefused) as caught:
        tokens().check(token)
    assert caught.value.reason == reason


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 60


def test_what_is_issued_is_accepted_and_says_who_calls() -> None:
    token = tokens().issue("finance", "client")
    found = tokens(NOW + 599).check(token)
    assert (found.subject, found.kind, found.client) == ("finance", "client", "finance")
    assert (found.issuer, found.issued_at, found.expires_at) == (ISSUER, NOW, NOW + LIFETIME_S)
    assert jwt.get_unverified_header(token)["typ"] == "at+jwt"


def test_an_officer_and_a_client_of_one_id_are_told_apart() -> None:
    kinds = [tokens().check(tokens().issue("one", kind)).kind for kind in ("officer", "client")]
    assert kinds == ["officer", "client"]


def test_no_two_tokens_are_the_same() -> None:
    assert tokens().issue("clerk-1", "officer") != tokens().issue("clerk-1", "officer")


def test_a_token_lives_ten_minutes_and_not_a_second_longer() -> None:
    token = tokens().issue("clerk-1", "officer")
    with pytest.raises(TokenRefused, match="expired"):
        tokens(NOW + 600).check(token)


def test_a_clock_a_little_behind_that_of_the_issuer_is_borne() -> None:
    token = tokens().issue("clerk-1", "officer")
    assert tokens(NOW - 5).check(token)
    with pytest.raises(TokenRefused, match="not_yet_valid"):
        tokens(NOW - 6).check(token)


def test_the_real_clock_is_the_default() -> None:
    real = Tokens(SEED, ISSUER, AUDIENCE)
    assert real.check(real.issue("clerk-1", "officer"))
    with pytest.raises(TokenRefused, match="expired"):
        real.check(tokens(1_700_000_000).issue("clerk-1", "officer"))


@pytest.mark.parametrize(("issuer", "audience"), [("urn:other", AUDIENCE), (ISSUER, "urn:other")])
def test_issuer_and_audience_are_those_of_the_settings(issuer: str, audience: str) -> None:
    foreign = Tokens(SEED, issuer, audience, clock=lambda: NOW).issue("clerk-1", "officer")
    with pytest.raises(TokenRefused):
        tokens().check(foreign)


def test_the_key_is_that_of_the_seed() -> None:
    with pytest.raises(TokenRefused):
        tokens(seed=OTHER_SEED).check(GOOD)


@pytest.mark.parametrize(
    ("subject", "kind"), [("clerk-1", "admin"), ("", "officer"), ("李", "client")]
)
def test_no_token_is_made_for_what_could_not_be_checked(subject: str, kind: str) -> None:
    with pytest.raises(ValueError, match="officer or a client"):
        tokens().issue(subject, kind)


def test_a_client_secret_is_long_is_kept_as_a_hash_and_is_known_again() -> None:
    secret = new_secret()
    assert secret.startswith("aid_")
    assert len(secret) == 47
    assert secret != new_secret()
    digest = secret_digest(secret)
    assert digest == hashlib.sha256(secret.encode()).hexdigest()
    assert secret_matches(secret, digest)
    for other in ("", secret[:-1], secret + "x", secret.upper(), "aid_", "密\ud800"):
        assert not secret_matches(other, digest)
