"""Strict reading: the whole corpus is refused for its own reason, and quickly."""

import time

import pytest

from service.api.reading import (
    BODY_BYTES_MAX,
    read_content_encoding,
    read_etag,
    read_idempotency_key,
    read_json,
    read_language,
    read_transfer_encoding,
)
from service.api.unreadable import REASONS
from tests.api.hostile_bodies import BODIES, HEADERS, IDS, LANGUAGES, QUERIES, VALUES, Body, Header
from workflows.errors import DomainError

JSON = "application/json"
READERS = {"If-Match": read_etag, "Idempotency-Key": read_idempotency_key}
LIMIT_S = 0.2


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.name)
def test_a_hostile_body_is_refused_for_its_reason_within_200_ms(body: Body) -> None:
    began = time.perf_counter()
    with pytest.raises(DomainError) as caught:
        read_json(body.raw, body.content_type)
    assert time.perf_counter() - began < LIMIT_S
    assert (caught.value.status, caught.value.values["reason"]) == (body.status, body.reason)


@pytest.mark.parametrize("hostile", HEADERS, ids=lambda hostile: hostile.name)
def test_a_hostile_header_is_refused_for_its_reason_within_200_ms(hostile: Header) -> None:
    began = time.perf_counter()
    with pytest.raises(DomainError) as caught:
        READERS[hostile.header](hostile.value)
    assert time.perf_counter() - began < LIMIT_S
    assert (caught.value.status, caught.value.values["reason"]) == (hostile.status, hostile.reason)


@pytest.mark.parametrize("text", LANGUAGES, ids=lambda text: repr(text)[:30])
def test_no_accept_language_is_refused_or_slow(text: str) -> None:
    began = time.perf_counter()
    assert read_language(text) in ("zh-CN", "en")
    assert time.perf_counter() - began < LIMIT_S


def test_the_corpus_is_large_and_its_names_are_its_own() -> None:
    assert len(BODIES) >= 150
    assert len(BODIES) + len(HEADERS) + len(VALUES) + len(QUERIES) + len(IDS) >= 300
    names = [body.name for body in BODIES] + [header.name for header in HEADERS]
    assert len(set(names)) == len(names)
    reasons = {body.reason for body in BODIES} | {header.reason for header in HEADERS}
    elsewhere = {"content_encoding", "upload_type"}  # the server's own, and that of files
    assert reasons | elsewhere == set(REASONS)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.name)
def test_a_refusal_repeats_nothing_of_what_was_sent(body: Body) -> None:
    with pytest.raises(DomainError) as caught:
        read_json(body.raw, body.content_type)
    assert set(caught.value.values) <= {"reason", "zh", "en", "limit"}
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"{}", {}),
        (b' \r\n\t{"a": 1} \n', {"a": 1}),
        (b'{"a": -9007199254740991, "b": 9007199254740991}', {"a": -(2**53) + 1, "b": 2**53 - 1}),
        (b'{"a": 1.5, "b": -0, "c": 1e3}', {"a": 1.5, "b": 0, "c": 1000.0}),
        (b'{"a": "\\ud842\\udfb7"}', {"a": "𠮷"}),
        (b'{"a": "\\u674e\\/\\n\\\\\\""}', {"a": '李/\n\\"'}),
        (
            '{"姓名": "李梅", "b": [true, false, null]}'.encode(),
            {"姓名": "李梅", "b": [True, False, None]},
        ),
        (b'{"a": "[[[[[[{{{{{{\\"[[[[["}', {"a": '[[[[[[{{{{{{"[[[[['}),
        (b'{"' + b"k" * 100 + b'": 1}', {"k" * 100: 1}),
        (b'{"__proto__": 1, "constructor": 2}', {"__proto__": 1, "constructor": 2}),
    ],
)
def test_a_good_body_is_read_as_it_was_meant(raw: bytes, found: object) -> None:
    assert read_json(raw, JSON) == found


def test_thirty_two_levels_are_read() -> None:
    raw = b'{"a":' + b"[" * 31 + b"]" * 31 + b"}"
    assert read_json(raw, JSON)


@pytest.mark.parametrize(
    "text",
    [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        'application/json;charset="UTF-8"',
        " application/json ; charset=UTF-8 ",
    ],
)
def test_json_in_utf8_is_taken_however_it_is_said(text: str) -> None:
    assert read_json(b"{}", text) == {}


def test_the_limit_is_that_of_the_call() -> None:
    body = b'{"a": "' + b"x" * 90 + b'"}'
    assert read_json(body, JSON, 99)
    with pytest.raises(DomainError) as caught:
        read_json(body, JSON, 98)
    assert caught.value.status == 413
    assert caught.value.values["limit"] == 98


def test_a_full_megabyte_of_good_json_is_read() -> None:
    raw = b'{"lines": [' + b",".join([b'{"reference": "a", "fen": 1}'] * 33_000) + b"]}"
    assert len(raw) < BODY_BYTES_MAX
    assert len(read_json(raw, JSON)["lines"]) == 33_000


def test_an_action_may_come_without_a_body_where_that_is_said() -> None:
    assert read_json(b"", None, empty_is_object=True) == {}
    with pytest.raises(DomainError) as caught:
        read_json(b" ", None, empty_is_object=True)
    assert caught.value.status == 415


def test_the_order_is_type_then_size_then_words() -> None:
    with pytest.raises(DomainError) as caught:
        read_json(b"[" * 2_000_000, "text/plain")
    assert caught.value.status == 415
    with pytest.raises(DomainError) as caught:
        read_json(b"[" * 2_000_000, JSON)
    assert caught.value.status == 413


@pytest.mark.parametrize("value", [None, "", "identity", " Identity "])
def test_a_plain_body_is_taken(value: str | None) -> None:
    read_content_encoding(value)


@pytest.mark.parametrize("value", ["gzip", "br", "deflate", "identity, gzip", "x", "*"])
def test_a_compressed_body_is_not(value: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_content_encoding(value)
    assert caught.value.status == 415


@pytest.mark.parametrize("value", ["gzip, chunked", "chunked, gzip", "identity", "", "x"])
def test_a_body_in_any_coding_but_chunks_is_not_taken(value: str) -> None:
    read_transfer_encoding(None)
    read_transfer_encoding(" Chunked ")
    with pytest.raises(DomainError) as caught:
        read_transfer_encoding(value)
    assert caught.value.status == 415


@pytest.mark.parametrize(
    ("value", "version"),
    [
        (None, None),
        ('"1042"', 1042),
        (' "1042"\t', 1042),
        ('"1"', 1),
        (f'"{10**18 - 1}"', 10**18 - 1),
        ('"0"', 0),
        ('"abc"', 0),
        ('"01042"', 0),
        ('"-1"', 0),
        ('"1042.0"', 0),
        ('""', 0),
        (f'"{10**18}"', 0),
    ],
)
def test_a_tag_names_a_version_and_a_foreign_one_names_none(
    value: str | None, version: int | None
) -> None:
    assert read_etag(value) == version


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (None, None),
        ("abc", "abc"),
        ('"abc"', "abc"),
        (" 8e03978e-40d5-43e8-bc93-6894a57f9324 ", "8e03978e-40d5-43e8-bc93-6894a57f9324"),
        ('"8e03978e-40d5-43e8-bc93-6894a57f9324"', "8e03978e-40d5-43e8-bc93-6894a57f9324"),
        ('"a\\"b\\\\c"', 'a"b\\c'),
        ("k" * 255, "k" * 255),
        ('"' + '\\"' * 255 + '"', '"' * 255),
        ("!#$%&'()*+,-./:;<=>?@[]^_`{|}~", "!#$%&'()*+,-./:;<=>?@[]^_`{|}~"),
    ],
)
def test_a_key_is_the_same_bare_and_quoted(value: str | None, key: str | None) -> None:
    assert read_idempotency_key(value) == key


@pytest.mark.parametrize(
    ("value", "language"),
    [
        (None, "zh-CN"),
        ("", "zh-CN"),
        ("*", "zh-CN"),
        ("zh-CN", "zh-CN"),
        ("zh-Hant-TW, en;q=0.5", "zh-CN"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("en-US,en;q=0.9", "en"),
        ("en-US,en;q=0.9,zh-CN;q=0.8", "en"),
        ("zh;q=0.8, en;q=0.9", "en"),
        ("en;q=0.8, zh;q=0.9", "zh-CN"),
        ("en, zh", "en"),
        ("zh, en", "zh-CN"),
        ("fr, de;q=0.9", "zh-CN"),
        ("fr, en;q=0.2", "en"),
        ("en;q=0", "zh-CN"),
        ("en;q=0.000, zh;q=0", "zh-CN"),
        ("english", "zh-CN"),
        ("en ; q=0.5", "en"),
    ],
)
def test_english_is_spoken_where_it_is_asked_for(value: str | None, language: str) -> None:
    assert read_language(value) == language
