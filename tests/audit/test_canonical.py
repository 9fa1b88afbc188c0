"""Canonical JSON: the very bytes of RFC 8785, and nothing outside the narrow profile."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from service.audit.canonical import (
    DEPTH_MAX,
    INTEGER_MAX,
    NotCanonical,
    canonical,
    read,
    without_nulls,
)

KEYS = st.text(st.characters(min_codepoint=1, max_codepoint=127), max_size=6)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
INTEGERS = st.integers(-INTEGER_MAX, INTEGER_MAX)
ENTRIES = st.dictionaries(
    KEYS,
    st.recursive(
        TEXTS | INTEGERS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=6,
)


@given(ENTRIES)
def test_the_bytes_are_those_of_rfc_8785(entry: dict[str, object]) -> None:
    assert canonical(entry) == rfc8785.dumps(entry)  # type: ignore[arg-type]


@given(ENTRIES)
def test_what_was_written_is_read_back(entry: dict[str, object]) -> None:
    assert read(canonical(entry)) == entry


def test_rare_characters_and_controls_are_written_as_rfc_8785_writes_them() -> None:
    entry = {"name": '𠮷䶮·\u2028\u007f\u001f\b\t\n\f\r"\\/é', "b": ["é", -1], "a": {}}
    assert canonical(entry) == rfc8785.dumps(entry)  # type: ignore[arg-type]


def nested(depth: int) -> object:
    value: object = "core"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        {"fen": 1.0},
        {"fen": float("nan")},
        {"absent": None},
        {"large": INTEGER_MAX + 1},
        {"large": -INTEGER_MAX - 1},
        {"flag": True},
        {"text": "a\0b"},
        {"text": "\ud800"},
        {"金额": 1},
        {"a\0b": 1},
        {1: "number as key"},
        {"bytes": b"raw"},
        {"set": {1}},
        nested(DEPTH_MAX),
    ],
    ids=repr,
)
def test_what_lies_outside_the_profile_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_the_limits_themselves_are_within_the_profile() -> None:
    assert canonical([INTEGER_MAX, -INTEGER_MAX]) == b"[9007199254740991,-9007199254740991]"
    assert canonical(nested(DEPTH_MAX - 1)).endswith(b"]")


def test_a_circle_ends_at_the_depth_limit() -> None:
    circle: list[object] = []
    circle.append(circle)
    with pytest.raises(NotCanonical):
        canonical(circle)


def test_a_state_may_hold_booleans_and_they_are_no_numbers() -> None:
    assert canonical({"urgent": True}, booleans=True) == b'{"urgent":true}'
    assert canonical({"urgent": True}, booleans=True) != canonical({"urgent": 1}, booleans=True)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":01}',
        b'{"a":-0}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":null}',
        b'{"a":true}',
        b'{"a":"\\u0000"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\u4e2d"}',
        b'{"a":"\\/"}',
        b'{"a":"\xff"}',
        b"\xef\xbb\xbf{}",
        b'{"a":1',
        b"",
        b"[" * 100_000,
    ],
    ids=lambda data: repr(data[:24]),
)
def test_bytes_in_any_other_form_are_not_read(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        read(data)


def test_words_like_null_within_a_text_are_read() -> None:
    assert read(b'{"a":"null, true or false"}') == {"a": "null, true or false"}


def test_a_state_leaves_out_what_is_absent_at_any_depth() -> None:
    state = {"a": None, "b": [{"c": None, "d": 0}, ""], "e": {"f": None}, "g": False}
    assert without_nulls(state) == {"b": [{"d": 0}, ""], "e": {}, "g": False}
