"""Messages to finance systems: signed as Standard Webhooks says, tried for days, to addresses that are one."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from workflows.webhook import PAUSES, address_of, headers_of, pause_after, secret_of

VECTORS = Path(__file__).resolve().parents[2] / ".." / "shared" / "vectors"
NOW = datetime.now(UTC)


def test_the_published_vectors_give_the_published_signatures() -> None:
    path = VECTORS / "standard-webhooks-signatures.json"
    for case in json.loads(path.read_text("utf-8")):
        told = headers_of([case["secret"]], case["id"], case["timestamp"], case["payload"].encode())
        assert told["webhook-signature"] == case["signature"]


@given(st.binary(min_size=24, max_size=64), st.text(max_size=200))
def test_another_implementation_signs_the_same_and_takes_ours(raw: bytes, text: str) -> None:
    secret, body = secret_of(raw), json.dumps({"text": text})
    told = headers_of([secret], "evt_1", int(NOW.timestamp()), body.encode())
    other = Webhook(secret)
    assert told["webhook-signature"] == other.sign("evt_1", NOW, body)
    assert other.verify(body, told) == {"text": text}


def test_with_two_secrets_each_receiver_finds_its_own() -> None:
    new, old = secret_of(b"n" * 32), secret_of(b"o" * 32)
    told = headers_of([new, old], "evt_1", int(NOW.timestamp()), b"{}")
    for secret in (new, old):
        Webhook(secret).verify("{}", told)
    with pytest.raises(Exception, match="No matching signature"):
        Webhook(secret_of(b"x" * 32)).verify("{}", told)


@pytest.mark.parametrize("secret", ["whsec_" + base64.b64encode(b"short").decode(), "whsec_!"])
def test_a_secret_that_is_none_signs_nothing(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        headers_of([secret], "evt_1", 1, b"{}")


def test_a_message_is_tried_for_more_than_a_day_and_not_for_ever() -> None:
    assert sum(PAUSES, timedelta()) > timedelta(hours=24)
    assert list(PAUSES) == sorted(PAUSES)
    assert max(PAUSES) <= timedelta(hours=24)
    assert pause_after(1) == timedelta(seconds=5)
    assert pause_after(len(PAUSES) + 1) is None


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://books.example/aid?x=1", ("https", "books.example", 443)),
        ("https://books.example:8443/aid", ("https", "books.example", 8443)),
    ],
)
def test_an_address_is_taken_apart(url: str, target: tuple[str, str, int]) -> None:
    assert address_of(url) == target


@pytest.mark.parametrize(
    "url",
    [
        "http://books.example/", "ftp://books.example/", "//books.example/", "https:///x", "books.example",
        "https://me:secret@books.example/", "https://books.example@evil.example/",
        "https://books.example#@evil.example/", "https://books.example\\@evil.example/",
        "https://Books.example/", "https://[::1]/", "https://bücher.example/", "https://books.example/ x",
        "https://books.example:0x1bb/", "https://books.example:99999/", "https://books.example:/",
        "https://books.example/\r\nX: y", "https://books.example/" + "x" * 500, "https://books..example/",
    ],
)  # fmt: skip
def test_what_two_readers_could_read_as_two_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        address_of(url)


def test_http_is_for_developers() -> None:
    assert address_of("http://localhost:9000/x", plain=True) == ("http", "localhost", 9000)


def test_the_ten_lines_of_the_manual_take_what_is_ours_and_nothing_else() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "money.md").read_text("utf-8")
    source = next(part for part in page.split("```python\n")[1:] if "def taken" in part)
    told: dict[str, Any] = {}
    exec(source.partition("```")[0], told)  # noqa: S102 the code of our own manual
    secret, stamp = secret_of(b"s" * 32), int(NOW.timestamp())
    headers = headers_of([secret_of(b"n" * 32), secret], "evt_1", stamp, b"{}")
    assert told["taken"](headers, b"{}", secret)
    assert not told["taken"](headers, b"{ }", secret)
    assert not told["taken"](headers, b"{}", secret_of(b"x" * 32))
    old = headers_of([secret], "evt_1", stamp - 600, b"{}")
    assert not told["taken"](old, b"{}", secret)
