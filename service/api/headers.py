"""Reading of the headers that steer a call: If-Match, Idempotency-Key, Accept-Language; and of
the one that names it."""

import re
from typing import Final

from werkzeug.datastructures import Headers

from service.api.unreadable import unreadable

CHINESE: Final = "zh-CN"
ENGLISH: Final = "en"
NO_VERSION: Final = 0  # the first entry opens the log, so that no row has number 0 (wire.md)
_ACCEPT_LANGUAGE_MAX = 1_000
_KEY_MAX = 255

_STRONG_TAG = re.compile(r'"([\x21\x23-\x7e]{0,64})"', re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_BARE_KEY = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]{1,255}", re.ASCII)
_QUOTED_KEY = re.compile(r'"((?:[\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"', re.ASCII)
_REQUEST_ID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}"
    r"|(?!.*[0-9]{11})[A-Za-z0-9._-]{8,64}",
    re.ASCII,
)
_RANGE = re.compile(
    r"(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:[ \t]*;[ \t]*q=([01](?:\.[0-9]{0,3})?))?",
    re.ASCII | re.IGNORECASE,
)


def read_etag(value: str | None) -> int | None:
    """The version that If-Match names; None when there is no header.

    A strong tag that is not one of ours matches nothing (RFC 9110 §13.1.1): it reads as version 0,
    which no row has, and the call is answered as any stale one. `*`, a weak tag, a list or a bare
    number would each make the caller believe in a check that does not take place: refused.
    """
    if value is None:
        return None
    tag = _STRONG_TAG.fullmatch(value.strip(" \t"))
    if not tag:
        raise unreadable("if_match_malformed")
    return int(tag[1]) if _NUMBER.fullmatch(tag[1]) else NO_VERSION


def read_idempotency_key(value: str | None) -> str | None:
    """The key itself, whether it came bare or as a structured-field string; None without one."""
    if value is None:
        return None
    text = value.strip(" \t")
    if _BARE_KEY.fullmatch(text):
        return text
    quoted = _QUOTED_KEY.fullmatch(text) if len(text) <= 2 * _KEY_MAX + 2 else None
    key = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else ""
    if not 1 <= len(key) <= _KEY_MAX:
        raise unreadable("idempotency_key_malformed")
    return key


def read_request_id(headers: Headers) -> str | None:
    """The id a call came with, if it may be kept: the log holds it for good.

    What could be a telephone, a card or an identity number is not taken; a UUID or a trace id is,
    whatever its digits.
    """
    offered = headers.get("X-Request-Id", "")
    return offered if _REQUEST_ID.fullmatch(offered) else None


def read_language(value: str | None) -> str:
    """Chinese, unless English is asked for before it (RFC 9110 §12.5.4); never a refusal."""
    if value is None or len(value) > _ACCEPT_LANGUAGE_MAX:
        return CHINESE
    weights = {CHINESE: 0.0, ENGLISH: 0.0}
    first = None
    for part in value.split(","):
        found = _RANGE.fullmatch(part.strip(" \t"))
        language = _LANGUAGES.get(found[1].split("-")[0].lower()) if found else None
        weight = float(found[2] or 1) if found else 0.0
        if language and weight:
            first = first or language
            weights[language] = max(weights[language], weight)
    if weights[CHINESE] == weights[ENGLISH]:
        return first or CHINESE
    return max(weights, key=lambda language: weights[language])


_LANGUAGES: Final = {"*": CHINESE, "zh": CHINESE, "en": ENGLISH}
