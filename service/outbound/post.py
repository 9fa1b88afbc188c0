"""One POST to a stranger's server: to the address that was looked at, and never longer than it may take.

No redirects, no proxies, no cookies, no second try. Of the answer no more is read than is needed to
know its status, and never more than 64 kB. An alarm closes the connection when the time is up, so a
server that sends one byte a second gains nothing.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

from service.outbound.reach import Reach, Unreachable

__all__ = ["ANSWER_BYTES_MAX", "SECONDS", "Post", "post_by", "resolve"]

SECONDS: Final = 5.0
ANSWER_BYTES_MAX: Final = 65_536
PIECE: Final = 8_192
Post = Callable[[str, Mapping[str, str], bytes], int]
"""Address, headers, body; the status of the answer, or ``Unreachable``."""
Resolve = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> Sequence[str]:
    """Every address a name has, asked once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


def post_by(
    reach: Reach,
    *,
    seconds: float = SECONDS,
    asks: Resolve = resolve,
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
) -> Post:
    """A way to post within ``reach``; ``seconds`` is for all of it, the name and the answer too."""

    def post(url: str, headers: Mapping[str, str], body: bytes) -> int:
        until = time.monotonic() + seconds
        scheme, host, port = reach.target(url)
        address = reach.chosen(_in_time(asks, host, port, seconds))
        try:
            left = max(until - time.monotonic(), 0.001)
            plain = socket.create_connection((address, port), timeout=left)
        except OSError:
            raise Unreachable("no_connection") from None
        twin = plain.dup()
        alarm = threading.Timer(max(until - time.monotonic(), 0.001), _cut, [twin])
        alarm.daemon = True
        alarm.start()
        try:
            wire = trust().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
            with wire:
                wire.sendall(_request(url, host, port, scheme, headers, body))
                status = _status(wire)
                if time.monotonic() >= until:  # cut off, not ended
                    raise Unreachable("too_slow")
                return status
        except ssl.SSLCertVerificationError:
            raise Unreachable("certificate") from None
        except (OSError, http.client.HTTPException, ValueError):
            late = time.monotonic() >= until
            raise Unreachable("too_slow" if late else "no_answer") from None
        finally:
            alarm.cancel()
            twin.close()
            plain.close()

    return post


def _in_time(asks: Resolve, host: str, port: int, seconds: float) -> Sequence[str]:
    """The resolver of a machine has no time limit of its own; whoever waits for it has one."""
    told: Future[Sequence[str]] = Future()

    def ask() -> None:
        try:
            told.set_result(asks(host, port))
        except OSError as error:
            told.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        return told.result(timeout=seconds)
    except TimeoutError:
        raise Unreachable("too_slow") from None
    except (OSError, UnicodeError):
        raise Unreachable("host_unknown") from None


def _cut(plain: socket.socket) -> None:
    with suppress(OSError):
        plain.shutdown(socket.SHUT_RDWR)


def _request(
    url: str, host: str, port: int, scheme: str, headers: Mapping[str, str], body: bytes
) -> bytes:
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = host if port == {"https": 443, "http": 80}[scheme] else f"{host}:{port}"
    told = {
        "Host": named, "Content-Type": "application/json", "Content-Length": str(len(body)),
        "User-Agent": "hardship-aid", "Accept-Encoding": "identity", "Connection": "close",
        **headers,
    }  # fmt: skip
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


class _Bounded(io.RawIOBase):
    """A stream that ends in an error behind so many bytes, whatever the headers announce."""

    def __init__(self, wire: socket.socket) -> None:
        self._wire, self._left = wire, ANSWER_BYTES_MAX

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._wire.recv_into(buffer, min(len(buffer), PIECE))
        self._left -= found
        if self._left < 0:
            raise Unreachable("answer_too_large")
        return found


class _Answered:
    """What the standard reader of answers asks of a socket."""

    def __init__(self, wire: socket.socket) -> None:
        self._wire = wire

    def makefile(self, *_: Any) -> io.BufferedReader:
        return io.BufferedReader(_Bounded(self._wire), PIECE)


def _status(wire: socket.socket) -> int:
    """The status, once the whole answer has been seen to be no larger than it may be."""
    answer = http.client.HTTPResponse(_Answered(wire), method="POST")  # type: ignore[arg-type]
    answer.begin()
    while answer.read(PIECE):
        pass
    return answer.status
