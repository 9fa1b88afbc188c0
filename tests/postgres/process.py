"""A server process of our own: made in a second, gone with the process that made it.

It listens on a Unix socket in a folder only its owner may enter, so tests on one machine never
meet. As root it runs under an unprivileged user, because PostgreSQL refuses root. A shell stands
between us and the server and reads a pipe that nobody writes to: when this process ends, however
it ends, the pipe closes, and the shell stops the server and removes the folder.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

import psycopg

from tests.postgres.binaries import postgres_binaries, readable_copy

START_SECONDS = 60
STOP_SECONDS = 60
MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes it private
ROOMY = 4 * 2**30
SOCKET_PATH_LIMIT = 90  # the kernel's 107 bytes less the socket's own name

# $0 is the folder of this server, "$@" the command that starts it.
KEEPER = """
( "$@" >"$0/log" 2>&1; : >"$0/ended" ) &
read -r _
while [ ! -e "$0/ended" ]; do
  kill -INT "$(head -n 1 "$0/data/postmaster.pid")" 2>/dev/null
  sleep 0.1
done
rm -rf "$0"
"""


class Identity(TypedDict, total=False):
    """Whom a started program runs as, in the words of `subprocess`."""

    user: int
    group: int
    extra_groups: list[int]


def unprivileged() -> Identity:
    """Empty unless we are root; then the user that PostgreSQL will accept."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    chosen = known.get("postgres") or known["nobody"]
    return {"user": chosen.pw_uid, "group": chosen.pw_gid, "extra_groups": []}


class PostgresProcess:
    """`initdb` and `postgres` in a folder of their own, until `stop` or our own end."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.settings = {"listen_addresses": "", "max_connections": "200", **settings}
        self.identity = unprivileged()
        self.keeper: subprocess.Popen[bytes] | None = None
        self.room = Path()

    def start(self) -> str:
        """The address of the database `postgres`, once it answers."""
        found = postgres_binaries()
        self.room = self._folder()
        try:
            programs = found if self._reaches(found) else readable_copy(found, self.room)
            self._initialise(programs / "initdb")
            self.keeper = self._keep(programs / "postgres")
        except BaseException:
            shutil.rmtree(self.room, ignore_errors=True)
            raise
        address = f"postgresql://postgres@/postgres?host={quote(str(self.room), safe='')}"
        self._await(address)
        return address

    def stop(self) -> None:
        if self.keeper and self.keeper.stdin:
            self.keeper.stdin.close()
            self.keeper.wait(STOP_SECONDS)
            self.keeper = None

    def _folder(self) -> Path:
        """A short path, since a socket's is limited, and one that the server's user can reach.

        In memory where the data is thrown away: a copy of a database is some hundreds of files.
        """
        for parent in (*self._quick(), tempfile.gettempdir(), "/tmp"):  # noqa: S108 - mkdtemp makes it private
            room = Path(tempfile.mkdtemp(prefix="aid-postgres-", dir=parent))
            if self.identity:
                os.chown(room, self.identity["user"], self.identity["group"])
            if len(str(room)) <= SOCKET_PATH_LIMIT and self._reaches(room):
                return room
            room.rmdir()
        raise OSError("no temporary folder short and open enough for a server's socket")

    def _quick(self) -> tuple[str, ...]:
        roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOMY
        return (str(MEMORY),) if roomy and self.settings.get("fsync") == "off" else ()

    def _reaches(self, folder: Path) -> bool:
        """Whether the server's user, who is not always ours, can look into a folder."""
        command = ["/bin/ls", str(folder)]
        return not subprocess.run(
            command, capture_output=True, cwd="/", check=False, **self.identity
        ).returncode

    def _initialise(self, initdb: Path) -> None:
        command = [str(initdb), "--pgdata", str(self.room / "data"), "--no-sync", "--auth=trust"]
        command += ["--username=postgres", "--encoding=UTF8", "--locale=C"]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=self.room, check=False, **self.identity
        )
        if done.returncode:
            raise RuntimeError(f"{initdb} ended with {done.returncode}: {done.stderr}")

    def _keep(self, postgres: Path) -> subprocess.Popen[bytes]:
        command = [str(postgres), "-D", str(self.room / "data"), "-k", str(self.room)]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        return subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, str(self.room), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,  # Ctrl-C is for the tests; the server goes after them
            **self.identity,
        )

    def _await(self, address: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(address).close()
            except psycopg.OperationalError as error:
                if (self.room / "ended").exists() or time.monotonic() > deadline:
                    log = (self.room / "log").read_text("utf-8", errors="replace")
                    self.stop()
                    raise RuntimeError(f"PostgreSQL did not start: {log}") from error
                time.sleep(0.02)
            else:
                return
