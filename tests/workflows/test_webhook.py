"""Messages to finance systems: signed as Standard Webhooks says, tried for days, to addresses that are one."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.webhook import PAUSES, address_of, headers_of, pause_after, secret_of

VECTORS = Path(__file__).resolve().parents[2] / ".." / "shared" / "vectors"


def test_the_published_vectors_give_the_published_signatures() -> None:
    path = VECTORS / "standard-webhooks-signatures.json"
    for case in json.loads(path.read_text("utf-8")):
        told = headers_of([case["secret"]], case["id"], case["timestamp"], case["payload"].encode())
        assert told["webhook-signature"] == case["signature"]


def taken() -> Callable[[Mapping[str, str], bytes, str], bool]:
    """The ten lines of the manual: another hand's reading of Standard Webhooks."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "money.md").read_text("utf-8")
    source = next(part for part in page.split("```python\n")[1:] if "def taken" in part)
    told: dict[str, Any] = {}
    exec(source.partition("```")[0], told)  # noqa: S102 the code of our own manual
    check: Callable[[Mapping[str, str], bytes, str], bool] = told["taken"]
    return check


CHECK = taken()


@given(st.binary(min_size=24, max_size=64), st.binary(max_size=200))
def test_whoever_checks_as_the_manual_says_takes_ours_and_nothing_else(
    raw: bytes, body: bytes
) -> None:
    secret, stamp = secret_of(raw), int(datetime.now(UTC).timestamp())
    headers = headers_of([secret_of(b"n" * 32), secret], "evt_1", stamp, body)
    assert CHECK(headers, body, secret)
    assert not CHECK(headers, body + b" ", secret)
    assert not CHECK(headers, body, secret_of(b"x" * 32))
    assert not CHECK({**headers, "webhook-id": "evt_2"}, body, secret)
    assert not CHECK(headers_of([secret], "evt_1", stamp - 600, body), body, secret)


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
        "https://books.example?x", "https://books.example:443@evil.example/", "https://books.example/#x",
    ],
)  # fmt: skip
def test_what_two_readers_could_read_as_two_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        address_of(url)


def test_http_is_for_developers() -> None:
    assert address_of("http://localhost:9000/x", plain=True) == ("http", "localhost", 9000)
