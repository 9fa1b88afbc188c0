"""The ground the other tests stand on: a real server, found, private, and gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgres import PostgresMissing, PostgresServer
from tests.postgres.binaries import postgres_binaries
from tests.postgres.process import PostgresProcess

ROOT = Path(__file__).resolve().parents[2]
START_AND_WAIT = """
import time
from tests.postgres import PostgresServer
print(PostgresServer().start().process.room, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as running:
        yield running


def fill(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE fund (available_fen bigint)")
        connection.execute("INSERT INTO fund VALUES (4200000)")


def names(server: PostgresServer) -> set[str]:
    with psycopg.connect(server.address) as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


def setting(server: PostgresServer, name: str) -> str:
    with psycopg.connect(server.address) as connection:
        return str(connection.execute("SELECT current_setting(%s)", [name]).fetchall()[0][0])


def becomes(condition: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def test_each_test_has_a_copy_of_the_template_of_its_own(server: PostgresServer) -> None:
    template = server.template(fill)
    with server.database(template) as first, server.database(template) as second:
        with psycopg.connect(first) as connection:
            connection.execute("UPDATE fund SET available_fen = 0")
        with psycopg.connect(second) as connection:
            assert connection.execute("SELECT available_fen FROM fund").fetchall() == [(4200000,)]


def test_a_database_is_dropped_while_somebody_is_still_connected(server: PostgresServer) -> None:
    url = server.create()
    with psycopg.connect(url):
        before = names(server)
        server.drop(url)
    assert len(before - names(server)) == 1


def test_the_server_listens_on_no_network(server: PostgresServer) -> None:
    assert setting(server, "listen_addresses") == ""


def test_only_a_durable_server_waits_for_the_disk(server: PostgresServer) -> None:
    with PostgresServer(durable=True) as durable:
        assert (setting(server, "fsync"), setting(durable, "fsync")) == ("off", "on")
        assert setting(durable, "synchronous_commit") == "on"


def test_a_given_server_is_left_as_it_was_found(
    server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(server)
    sqlalchemys = server.address.replace("postgresql://", "postgresql+psycopg://")
    monkeypatch.setenv("TEST_DATABASE_URL", sqlalchemys)
    with PostgresServer() as given:
        given.create(given.template(fill))
        assert len(names(server)) == len(before) + 2
    assert names(server) == before


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGTERM])
def test_the_server_goes_with_a_process_that_is_killed(signal_number: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("TEST_DATABASE_URL", None)
    command = [sys.executable, "-c", START_AND_WAIT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as owner:
        assert owner.stdout
        room = Path(owner.stdout.readline().strip())
        assert (room / "data").is_dir()
        owner.send_signal(signal_number)
    assert becomes(lambda: not room.exists())


def test_programs_the_servers_user_cannot_reach_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    programs = postgres_binaries()
    package = programs.parent.parent
    shutil.copytree(programs.parent, closed / package.name / programs.parent.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, closed / libraries.name)
    monkeypatch.setenv("PG_BINDIR", str(closed / package.name / programs.parent.name / "bin"))
    process = PostgresProcess({})
    psycopg.connect(process.start()).close()
    process.stop()
    assert not process.room.exists()
    assert closed.stat().st_mode & 0o777 == 0o700


def test_a_machine_without_a_server_is_an_error_and_not_a_skip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.postgres.binaries.candidates", lambda: iter([tmp_path]))
    monkeypatch.delenv("PG_BINDIR", raising=False)
    with pytest.raises(PostgresMissing, match="TEST_DATABASE_URL"):
        postgres_binaries()


def test_a_server_that_does_not_start_says_why_and_leaves_nothing() -> None:
    process = PostgresProcess({"no_such_setting": "on"})
    with pytest.raises(RuntimeError, match="no_such_setting"):
        process.start()
    assert becomes(lambda: not process.room.exists())
