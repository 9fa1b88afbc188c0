"""How a machine shows its id and secret: in a form, in JSON, or by HTTP Basic (RFC 6749 §2.3.1)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, unquote_plus

from service.api.endpoint import JSON
from service.api.reading import read_json
from workflows.errors import DomainError, Unreadable, UnsupportedMediaType

__all__ = ["FORM", "read_credentials"]

FORM: Final = "application/x-www-form-urlencoded"
FIELDS_MAX: Final = 20
GRANT: Final = "client_credentials"
KNOWN: Final = ("grant_type", "client_id", "client_secret")
_FORM_TYPE = re.compile(rf"{re.escape(FORM)}[ \t]*(;[ \t]*charset=utf-8[ \t]*)?", re.I | re.A)

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "malformed": ("请求内容无法读取", "the form cannot be read"),
    "repeated": ("同一参数重复出现", "a parameter is given twice"),
    "two_methods": ("密钥只能以一种方式给出", "credentials come in one way, not two"),
    "missing": ("缺少 grant_type、编号或密钥", "grant_type, client_id or client_secret is missing"),
    "grant_type": ("仅支持 client_credentials", "only client_credentials is supported"),
}


def read_credentials(
    raw: bytes, content_type: str | None, authorization: str | None
) -> Mapping[str, str]:
    """The three parameters; others are ignored, as RFC 6749 §3.2 asks."""
    given = _body(raw, (content_type or "").strip())
    texts = ((name, given.get(name)) for name in KNOWN)
    found = {name: text for name, text in texts if isinstance(text, str)}
    if authorization is not None:
        if "client_secret" in found:
            raise _refused("two_methods")
        found.update(_basic(authorization))
    if len(found) != len(KNOWN):
        raise _refused("missing")
    if found["grant_type"] != GRANT:
        raise _refused("grant_type", "unsupported_grant_type")
    return found


def _body(raw: bytes, content_type: str) -> Mapping[str, object]:
    if content_type.partition(";")[0].strip().lower() == JSON:
        return read_json(raw, content_type)
    if not _FORM_TYPE.fullmatch(content_type):
        raise UnsupportedMediaType(
            zh=f"请求内容类型应为 {JSON} 或 {FORM}", en=f"the content type must be {JSON} or {FORM}"
        )
    try:
        pairs = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="strict"
        )
    except ValueError:
        raise _refused("malformed") from None
    if len(dict(pairs)) != len(pairs):
        raise _refused("repeated")
    return dict(pairs)


def _basic(authorization: str) -> dict[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        raise _refused("malformed")
    try:
        client, colon, secret = (
            base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
        )
        if not colon:
            raise _refused("malformed")
        return {
            "client_id": unquote_plus(client, errors="strict"),
            "client_secret": unquote_plus(secret, errors="strict"),
        }
    except (binascii.Error, UnicodeDecodeError):
        raise _refused("malformed") from None


def _refused(reason: str, error: str = "invalid_request") -> DomainError:
    zh, en = _WORDS[reason]
    return Unreadable(error=error, reason=reason, zh=zh, en=en)
