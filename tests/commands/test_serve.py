"""``aid serve``: migrates, answers, stays at home in development, and goes when it is told."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.commands.aid import Aid

PATIENCE_S = 60.0  # longer than a worker may take over the calls in hand


@contextmanager
def serving(aid: Aid, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server on a free port, and its address once it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = aid.start("serve", "--port", str(port), *options)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address, process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=PATIENCE_S)


def _wait(address: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        try:
            if get(address, "/readyz")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"not ready: {process.communicate(timeout=5)}")


def get(address: str, path: str, token: str = "") -> tuple[int, Any]:
    """Status and body."""
    host, _, port = address.removeprefix("http://").partition(":")
    with closing(HTTPConnection(host, int(port), timeout=5)) as connection:
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        return answer.status, json.load(answer)


def test_an_empty_database_is_migrated_and_served(aid: Aid) -> None:
    with serving(aid) as (address, _):
        assert get(address, "/healthz") == (200, {"status": "ok"})
        assert get(address, "/readyz") == (200, {"status": "ready", "log_size": 1})
        assert get(address, "/v1/unions")[0] == 401


def test_a_token_of_the_command_opens_the_door_of_the_server(seeded_aid: Aid) -> None:
    token = seeded_aid("token", "clerk-1").stdout.strip()
    with serving(seeded_aid) as (address, _):
        status, found = get(address, "/v1/unions", token)
    assert (status, found["items"][0]["id"]) == (200, "360722001")


def test_it_ends_in_peace_when_told(bare_aid: Aid) -> None:
    with serving(bare_aid) as (_, process):
        process.send_signal(signal.SIGTERM)
        stdout, stderr = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, stdout) == (0, "")
    assert all(json.loads(line) for line in stderr.splitlines())


def test_a_call_in_hand_is_answered_before_the_end(bare_aid: Aid) -> None:
    with serving(bare_aid, "--workers", "1") as (address, process):
        host, _, port = address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=10) as open_call:
            open_call.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
            time.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            open_call.sendall(b"\r\n")
            assert open_call.recv(100).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", ""])
def test_in_development_it_listens_at_home_only(bare_aid: Aid, host: str) -> None:
    refused = bare_aid("serve", "--host", host, "--port", "0")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "loopback" in refused.stderr
    assert not (bare_aid.folder / "home" / "aid.db").exists()


@pytest.mark.parametrize("host", ["localhost", "::1"])
def test_every_name_of_home_will_do(bare_aid: Aid, host: str) -> None:
    process = bare_aid.start("serve", "--host", host, "--port", "0")
    assert process.stderr
    lines = iter(process.stderr.readline, "")
    assert any("Listening at" in line for line in lines)
    process.terminate()
    process.communicate(timeout=PATIENCE_S)


def test_in_production_it_listens_where_it_is_told(production_aid: Aid) -> None:
    with serving(production_aid, "--host", "0.0.0.0") as (address, _):
        assert get(address, "/readyz")[1]["status"] == "ready"


def test_nothing_from_outside_steers_it(bare_aid: Aid, tmp_path: Path) -> None:
    (tmp_path / "gunicorn.conf.py").write_text("raise SystemExit('a stranger')\n")
    bare_aid.environment.update(
        GUNICORN_CMD_ARGS="--workers nonsense", FORWARDED_ALLOW_IPS="*", HOME=str(tmp_path)
    )
    with serving(bare_aid) as (address, _):
        assert get(address, "/healthz") == (200, {"status": "ok"})
    assert not list(tmp_path.rglob("gunicorn.ctl"))


def test_it_speaks_no_more_than_it_must(bare_aid: Aid) -> None:
    with serving(bare_aid) as (address, process):
        get(address, "/healthz")
        process.terminate()
        _, stderr = process.communicate(timeout=PATIENCE_S)
    calls = [json.loads(line) for line in stderr.splitlines()]
    routes = {line.get("route") for line in calls if line["event"] == "call"}
    assert routes == {"/healthz", "/readyz"}
