"""Raw bytes against the server as it runs: one answer or none, never two (reliability.md §7.4).

Each request carries a second one behind it. If the two ends of a connection disagree where the
first one stops, the second is answered as well, in somebody else's name. A flag of gunicorn or an
older version would show here.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.api.reading import BODY_BYTES_MAX
from tests.commands.aid import Aid

PATIENCE_S = 20.0
SILENCE_S = 3.0
SECOND = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST /v1/hardship-files HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
REFUSED = frozenset({400, 413, 414, 431, 501, 505})

# What is malformed in how long the request is, where its lines end, or what it asks for.
HOSTILE: dict[str, bytes] = {
    "a length and chunks": POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and a length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
    "chunked, identity": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "identity, chunked, identity": POST
    + b"Transfer-Encoding: identity, chunked, identity\r\n\r\n0\r\n\r\n",
    "chunked twice": POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "two encodings": POST
    + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two encodings that differ": POST
    + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "an unknown encoding": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "an encoding behind a vertical tab": POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    "an encoding in quotes": POST + b'Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n',
    "two lengths": POST + b"Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}",
    "two lengths in one": POST + b"Content-Length: 2, 4\r\n\r\n{}",
    "the same length twice in one": POST + b"Content-Length: 2, 2\r\n\r\n{}",
    "a length with a plus": POST + b"Content-Length: +2\r\n\r\n{}",
    "a negative length": POST + b"Content-Length: -2\r\n\r\n{}",
    "a hexadecimal length": POST + b"Content-Length: 0x2\r\n\r\n{}",
    "a fractional length": POST + b"Content-Length: 2.0\r\n\r\n{}",
    "a length with an underscore": POST + b"Content-Length: 1_0\r\n\r\n{}",
    "a length of words": POST + b"Content-Length: two\r\n\r\n{}",
    "an empty length": POST + b"Content-Length: \r\n\r\n{}",
    "a length in full-width digits": POST + "Content-Length: ２\r\n\r\n{}".encode(),
    "a space before the colon": POST + b"Content-Length : 2\r\n\r\n{}",
    "a space before the colon of the encoding": POST
    + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded header": POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "a header that begins with a space": GET + b" X: y\r\n\r\n",
    "a header without a name": GET + b": y\r\n\r\n",
    "a header without a colon": GET + b"nonsense\r\n\r\n",
    "a header with NUL": GET + b"X: a\x00b\r\n\r\n",
    "a header with a bare return": GET + b"X: a\rY: b\r\n\r\n",
    "a name with a slash": GET + b"X/Y: a\r\n\r\n",
    "a name beyond ASCII": GET + "X–Y: a\r\n\r\n".encode(),
    "bare line feeds": b"GET /healthz HTTP/1.1\nHost: localhost\n\n",
    "a bare line feed in the head": b"GET /healthz HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n",
    "chunks in HTTP/1.0": CHUNKED.replace(b"HTTP/1.1", b"HTTP/1.0") + b"0\r\n\r\n",
    "two hosts": GET + b"Host: evil.example\r\n\r\n",
    "NUL in the path": b"GET /health\x00z HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a space in the path": b"GET /health z HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a tab in the request line": b"GET\t/healthz\tHTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no version": b"GET /healthz\r\n\r\n",
    "version 0.9": b"GET /healthz HTTP/0.9\r\n\r\n",
    "version 1.2.3": b"GET /healthz HTTP/1.2.3\r\nHost: localhost\r\n\r\n",
    "version 2": b"GET /healthz HTTP/2.0\r\nHost: localhost\r\n\r\n",
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a version in small letters": b"GET /healthz http/1.1\r\nHost: localhost\r\n\r\n",
    "a method that is none": b"GE(T /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an endless path": b"GET /" + b"a" * 8_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an endless header": GET + b"X: " + b"a" * 20_000 + b"\r\n\r\n",
    "a thousand headers": GET + b"".join(b"X-%d: y\r\n" % n for n in range(1_000)) + b"\r\n",
    "the start of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64 + b"\r\n\r\n",
    "bytes that mean nothing": bytes(range(256)) + b"\r\n\r\n",
}  # fmt: skip

# Chunks that are cut wrong; the caller then says no more.
BROKEN_CHUNKS: dict[str, bytes] = {
    "a chunk with a sign": b"+2\r\n{}\r\n0\r\n\r\n",
    "a chunk with a prefix": b"0x2\r\n{}\r\n0\r\n\r\n",
    "a chunk with an underscore": b"0_2\r\n{}\r\n0\r\n\r\n",
    "a chunk with a space before": b" 2\r\n{}\r\n0\r\n\r\n",
    "a negative chunk": b"-2\r\n{}\r\n0\r\n\r\n",
    "a chunk of nothing": b"\r\n{}\r\n0\r\n\r\n",
    "a chunk of words": b"two\r\n{}\r\n0\r\n\r\n",
    "a chunk longer than it says": b"1\r\n{}\r\n0\r\n\r\n",
    "a chunk without its end": b"2\r\n{}0\r\n\r\n",
    "a chunk that ends in a line feed": b"2\n{}\n0\n\n",
    "a chunk that never comes": b"ffffffff\r\n{}",
    "a size without end": b"f" * 10_000,
    "an extension with a bare return": b"2;a=\rb\r\n{}\r\n0\r\n\r\n",
    "an extension with a bare line feed": b"2;a=\nb\r\n{}\r\n0\r\n\r\n",
    "an extension without end": b"2;" + b"a" * 20_000,
    "no last chunk": b"2\r\n{}\r\n",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The server of ``aid serve`` on an empty database, as a person starts it."""
    folder: Path = tmp_path_factory.mktemp("smuggling")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    aid = Aid(folder, {"AID_HOME": str(folder / "home")})
    process = aid.start("serve", "--port", str(number), "--workers", "2")
    try:
        until = time.monotonic() + PATIENCE_S
        while b" 200 " not in said(number, SECOND)[:20]:
            assert time.monotonic() < until, process.poll()
            time.sleep(0.1)
        yield number
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def said(port: int, request: bytes, *, ended: bool = False) -> bytes:
    """All the server says to these bytes until it closes or falls silent."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=SILENCE_S) as connection:
            connection.sendall(request)
            if ended:
                connection.shutdown(socket.SHUT_WR)
            told = b""
            while part := connection.recv(65_536):
                told += part
            return told
    except (TimeoutError, ConnectionError):
        return b""


def statuses(told: bytes) -> list[int]:
    return [int(code) for code in re.findall(rb"HTTP/1\.[01] ([0-9]{3}) ", told)]


def test_the_second_request_would_be_seen_if_it_were_answered(port: int) -> None:
    assert statuses(said(port, SECOND)) == [200]
    assert statuses(b"HTTP/1.1 400 Bad Request\r\n\r\nHTTP/1.1 200 OK\r\n\r\n") == [400, 200]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_malformed_request_is_refused_and_nothing_behind_it_is_answered(
    port: int, name: str
) -> None:
    answers = statuses(said(port, HOSTILE[name] + SECOND))
    assert len(answers) <= 1
    assert set(answers) <= REFUSED


@pytest.mark.parametrize("name", BROKEN_CHUNKS)
def test_a_broken_chunk_is_refused_and_nothing_behind_it_is_answered(port: int, name: str) -> None:
    answers = statuses(said(port, CHUNKED + BROKEN_CHUNKS[name] + SECOND, ended=True))
    assert len(answers) <= 1
    assert set(answers) <= REFUSED | {401}  # who has no token is refused before the body is read


HARMLESS: dict[str, bytes] = {
    "an underscore in a name": GET + b"Content_Length: 400\r\nTransfer_Encoding: chunked\r\n\r\n",
    "two requests in one go": GET + b"\r\n",
    "a whole address": b"GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_harmless_gets_one_answer(port: int, name: str) -> None:
    assert statuses(said(port, HARMLESS[name] + SECOND)) in ([200], [400])


def test_a_body_without_a_length_is_limited_as_any_other(port: int) -> None:
    block = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    head = b"POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    body = block * (BODY_BYTES_MAX // 0x10000 + 2) + b"0\r\n\r\n"
    answer = said(port, head + b"Transfer-Encoding: chunked\r\n\r\n" + body)
    assert statuses(answer) in ([413], [])  # it may close on who goes on talking
    small = b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    assert statuses(said(port, head + small + SECOND)) == [400]


def test_what_the_server_lets_through_is_refused_behind_it(port: int) -> None:
    head = b"POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    packed = b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
    assert statuses(said(port, head + packed + SECOND)) == [415]
    endless = b"Content-Length: " + b"9" * 400 + b"\r\n\r\n{}"
    assert statuses(said(port, head + endless + SECOND)) == [413]


def test_the_server_does_not_say_what_it_is_made_of(port: int) -> None:
    head = said(port, SECOND).partition(b"\r\n\r\n")[0].decode()
    assert not re.search(r"werkzeug|python|[0-9]+\.[0-9]+\.[0-9]+", head, re.IGNORECASE)


def test_the_corpus_is_large() -> None:
    assert len(HOSTILE) + len(BROKEN_CHUNKS) >= 60
