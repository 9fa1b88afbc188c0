"""Strict reading of what a stranger sent: bytes and headers in, plain values or a refusal out.

The loose readings of the standard parsers are each a way in or a way to 500 (reliability.md §4.1):
a hundred thousand brackets end the recursion, of two equal keys each reader takes another one,
NaN is not JSON, and PostgreSQL takes neither U+0000 nor half a surrogate pair.
"""

import json
import math
import re
from itertools import accumulate
from typing import Any, Final

from service.api.headers import read_etag, read_idempotency_key, read_language
from service.api.unreadable import unreadable

__all__ = [
    "BODY_BYTES_MAX",
    "read_content_encoding",
    "read_etag",
    "read_idempotency_key",
    "read_json",
    "read_language",
    "read_transfer_encoding",
]

BODY_BYTES_MAX = 1_000_000
DEPTH_MAX = 32
KEY_LENGTH_MAX = 100
INTEGER_MAX = 2**53 - 1  # beyond it, readers that hold numbers as doubles see another number
_NUMBER_LENGTH_MAX = 32

_JSON_TYPE = re.compile(
    r'application/json[ \t]*(;[ \t]*charset=(?:utf-8|"utf-8")[ \t]*)?', re.ASCII | re.IGNORECASE
)
# One pass, never backwards: a run of strings with what stands between is a single match, and a
# string that is not closed runs to the end of the body.
_STRINGS = re.compile(rb'(?:"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)[^]["{}]*+)++', re.DOTALL)
_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_STEPS: Final = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def read_json(
    raw: bytes,
    content_type: str | None,
    limit: int = BODY_BYTES_MAX,
    *,
    empty_is_object: bool = False,
) -> dict[str, Any]:
    """The object in the body. `empty_is_object` is for actions that may be called without one."""
    if not raw and empty_is_object:
        return {}
    if not _JSON_TYPE.fullmatch((content_type or "").strip()):
        raise unreadable("media_type")
    if len(raw) > limit:
        raise unreadable("body_too_large", limit=limit)
    if not raw.strip():
        raise unreadable("body_missing")
    _refuse_depth(raw)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise unreadable("not_utf8") from None
    body = _parsed(text)
    if not isinstance(body, dict):
        raise unreadable("not_an_object")
    if "\\u" in text:
        _refuse_unstorable(body)
    return body


def read_content_encoding(value: str | None) -> None:
    """A compressed body could unpack to a thousand times its limit; none is taken."""
    if value is not None and value.strip().lower() not in ("", "identity"):
        raise unreadable("content_encoding")


def read_transfer_encoding(value: str | None) -> None:
    """The server takes the chunks apart; a coding it leaves inside them is compression again."""
    if value is not None and value.strip().lower() != "chunked":
        raise unreadable("content_encoding")


def _refuse_depth(raw: bytes) -> None:
    """Counted on the bytes, before a parser recurses over them."""
    brackets = _STRINGS.sub(b"", raw).translate(None, _NOT_BRACKETS)
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > DEPTH_MAX:
        raise unreadable("too_deep")


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except (ValueError, RecursionError):
        raise unreadable("not_json") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise unreadable("duplicate_key")
    if any(len(key) > KEY_LENGTH_MAX for key in found):
        raise unreadable("key_too_long")
    return found


def _integer(text: str) -> int:
    if len(text) > _NUMBER_LENGTH_MAX or abs(int(text)) > INTEGER_MAX:
        raise unreadable("number_out_of_range")
    return int(text)


def _float(text: str) -> float:
    number = float(text) if len(text) <= _NUMBER_LENGTH_MAX else math.inf
    if not math.isfinite(number):
        raise unreadable("number_out_of_range")
    return number


def _constant(text: str) -> Any:
    raise unreadable("not_a_number")


def _refuse_unstorable(body: dict[str, Any]) -> None:
    """Only an escape can bring these in: the decoder refuses them as bytes, the parser as text."""
    waiting: list[Any] = [body]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting.extend(part.keys())
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, str) and _NOT_STORABLE.search(part):
            raise unreadable("character_not_storable")
