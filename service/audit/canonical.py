"""Canonical JSON: RFC 8785 bytes under a profile narrow enough for every language to agree.

With ASCII keys and no floats, code-point order is UTF-16 order and the standard library writes the
very bytes of RFC 8785, so that a verifier needs nothing else (reliability.md §2.3).
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

__all__ = ["DEPTH_MAX", "INTEGER_MAX", "NotCanonical", "canonical", "read", "without_nulls"]

INTEGER_MAX = 2**53 - 1  # the largest that survives an IEEE double, as in RFC 8785
DIGITS_MAX = len(str(-INTEGER_MAX))
DEPTH_MAX = 32


class NotCanonical(ValueError):
    """The value, or the bytes, lie outside the profile of reliability.md §2.3."""


_encode = json.JSONEncoder(
    ensure_ascii=False,
    check_circular=False,  # the depth limit ends a circle
    allow_nan=False,
    sort_keys=True,
    separators=(",", ":"),
).encode


def canonical(value: object, *, booleans: bool = False) -> bytes:
    """The RFC 8785 bytes of the value. Only states hold booleans; entries do not."""
    _check(value, booleans, DEPTH_MAX)
    try:
        return _encode(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("a lone surrogate is not text") from error


def _check(value: object, booleans: bool, depth: int) -> None:
    if depth == 0:
        raise NotCanonical(f"nested deeper than {DEPTH_MAX}")
    if isinstance(value, dict):
        _check_keys(value)
        _check_inside(value.values(), booleans, depth - 1)
    elif isinstance(value, list | tuple):
        _check_inside(value, booleans, depth - 1)
    else:
        _check_plain(value, booleans)


def _check_keys(value: Mapping[object, object]) -> None:
    for key in value:
        if not isinstance(key, str) or not key.isascii() or "\0" in key:
            raise NotCanonical(f"a key is ASCII text, not {key!r}")


def _check_inside(values: Iterable[object], booleans: bool, depth: int) -> None:
    """Of a hundred values ninety are texts: they are decided here, without a call of their own."""
    for inner in values:
        if depth == 0 or inner.__class__ is not str or "\0" in inner:
            _check(inner, booleans, depth)


def _check_plain(value: object, booleans: bool) -> None:
    if isinstance(value, str):
        if "\0" in value:
            raise NotCanonical("text holds U+0000")
    elif isinstance(value, bool):
        if not booleans:
            raise NotCanonical("a boolean stands only in a state")
    elif isinstance(value, int):
        if not -INTEGER_MAX <= value <= INTEGER_MAX:
            raise NotCanonical("an integer needs more than 53 bits")
    else:
        raise NotCanonical(f"{type(value).__name__} has no place in canonical JSON")


def without_nulls(value: Mapping[str, object]) -> dict[str, object]:
    """The state with absent things absent: a key whose value is None is left out, at any depth."""
    return {
        key: inner if inner.__class__ is str else _without_nulls(inner)
        for key, inner in value.items()
        if inner is not None
    }


def _without_nulls(value: object) -> object:
    if isinstance(value, Mapping):
        return without_nulls(value)
    if isinstance(value, list | tuple):
        return [_without_nulls(inner) for inner in value]
    return value


def _refuse_number(text: str) -> NoReturn:
    raise NotCanonical(f"{text[:20]} is no integer")


def _integer(text: str) -> int:
    if len(text) > DIGITS_MAX or not -INTEGER_MAX <= int(text) <= INTEGER_MAX:
        raise NotCanonical("an integer needs more than 53 bits")
    return int(text)


_decode = json.JSONDecoder(
    parse_float=_refuse_number, parse_constant=_refuse_number, parse_int=_integer
).decode


def read(data: bytes) -> Any:
    """The value of canonical bytes; raises when they are not exactly what `canonical` writes.

    Equality after re-encoding refuses white space, unsorted and repeated keys, other escapes and
    lone surrogates all at once.
    """
    try:
        text = data.decode("utf-8")
        value = _decode(text)
        if _encode(value) != text:
            raise NotCanonical("the bytes are not in canonical form")
    except RecursionError as error:
        raise NotCanonical("nested too deep") from error
    except UnicodeError as error:
        raise NotCanonical("the bytes are not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise NotCanonical("the bytes are not JSON") from error
    # Only bytes with one of these can hold what lies outside the profile; the walk is saved else.
    if b"null" in data or b"true" in data or b"false" in data or b"\\u0000" in data:
        _check(value, False, DEPTH_MAX)
    return value
