"""Where messages may go, and what a hostile receiver gets out of us: one refusal each, against real servers."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from service.outbound.post import post_by
from service.outbound.reach import Reach, Unreachable, outside
from tests.outbound import receiver as behaviours
from tests.outbound.receiver import Receiver, certificate

HERE = Reach(("localhost", "books.example", ".gh.example"), loopback=True)
OUT = Reach(("books.example",))


def here(_host: str, _port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def sent(url: str, reach: Reach = HERE, **more: Any) -> int:
    more.setdefault("asks", here)
    return post_by(reach, **more)(url, {"webhook-id": "evt_1"}, b"{}")


def refused(url: str, reach: Reach = HERE, **more: Any) -> str:
    with pytest.raises(Unreachable) as caught:
        sent(url, reach, **more)
    return caught.value.reason


INSIDE = (
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.9.9.9", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.1.1", "198.18.0.1", "203.0.113.5", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
    "::7f00:1", "64:ff9b::a00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2001:db8::1", "2002:a00:1::1",
    "2001::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "nonsense", "",
    "::ffff:0:7f00:1", "1::1", "4000::1", "100:0:0:1::1",
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_never_called_not_even_behind_a_good_one(address: str) -> None:
    assert not outside(address)
    for found in ([address], ["93.184.216.34", address], [address, "93.184.216.34"]):
        with pytest.raises(Unreachable, match="address_inside"):
            OUT.chosen(found)
    assert refused("https://books.example/", OUT, asks=lambda *_: [address]) == "address_inside"


@pytest.mark.parametrize("address", ["93.184.216.34", "223.5.5.5", "2400:3200::1"])
def test_an_address_of_the_open_network_may_be_called(address: str) -> None:
    assert OUT.chosen([address]) == address


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://evil.example/", "host_not_allowed"),
        ("https://xgh.example/", "host_not_allowed"),
        ("https://gh.example/", "host_not_allowed"),
        ("https://books.example.evil.example/", "host_not_allowed"),
        ("https://127.0.0.1/", "host_not_allowed"),
        ("ftp://books.example/", "scheme_unfit"),
        ("https://books.example@evil.example/", "address_unfit"),
    ],
)
def test_only_hosts_that_are_named_are_called(url: str, reason: str) -> None:
    assert refused(url) == reason
    assert refused(url, Reach()) in (reason, "host_not_allowed")


def test_http_and_this_machine_are_for_developers_only() -> None:
    with Receiver() as there:
        assert sent(there.url()) == 204
        assert refused(there.url(), Reach(("localhost",))) == "scheme_unfit"
        closed = there.url().replace("http:", "https:")
        assert refused(closed, Reach(("localhost",))) == "address_inside"
        assert len(there.got) == 1


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with Receiver() as inner:

        def away(handler: Any) -> None:
            handler.send_response(307)
            handler.send_header("Location", inner.url())
            handler.end_headers()

        with Receiver(away) as there:
            assert sent(there.url()) == 307
        assert inner.got == []


@pytest.mark.parametrize("behave", [behaviours.huge, behaviours.huge_head])
def test_of_a_huge_answer_no_more_is_read_than_64_kb(behave: Any) -> None:
    with Receiver(behave) as there:
        assert refused(there.url()) == "answer_too_large"


def test_a_slow_answer_is_cut_off_when_the_time_is_up() -> None:
    with Receiver(behaviours.one_byte_at_a_time) as there:
        begun = time.monotonic()
        assert refused(there.url(), seconds=0.4) == "too_slow"
        assert time.monotonic() - begun < 1.5


def test_a_slow_name_is_not_waited_for() -> None:
    def slow(_host: str, _port: int) -> Sequence[str]:
        time.sleep(2)
        return ["127.0.0.1"]

    assert refused("https://books.example/", seconds=0.2, asks=slow) == "too_slow"


def test_nobody_there_and_no_such_name() -> None:
    with Receiver() as there:
        url = there.url()
    assert refused(url) == "no_connection"

    def unknown(_host: str, _port: int) -> Sequence[str]:
        raise OSError("no such name")

    assert refused("https://books.example/", asks=unknown) == "host_unknown"
    assert refused("https://books.example/", asks=lambda *_: []) == "host_unknown"


def test_the_certificate_must_be_that_of_the_host(tmp_path: Path) -> None:
    pem = certificate(tmp_path, "books.example")
    trust = partial(ssl.create_default_context, cafile=str(pem))
    with Receiver(pem=pem) as there:
        url = there.url("books.example")
        assert sent(url, trust=trust) == 204
        assert there.got[0][0]["host"] == f"books.example:{there.port}"
        assert refused(url) == "certificate"  # signed by nobody we trust
        assert refused(there.url("aid.gh.example"), trust=trust) == "certificate"
        assert len(there.got) == 1


def test_a_handshake_that_is_never_answered_is_cut_off_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://books.example:{silent.getsockname()[1]}/"
        begun = time.monotonic()
        assert refused(url, seconds=0.3) == "too_slow"
        assert time.monotonic() - begun < 1.5
