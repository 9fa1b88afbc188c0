"""The floor: pgbench with the very statements of one state change, and nothing around them.

The statements are not written here but overheard while the service makes one state change. Values
that differ from call to call (the application, its household, the number taken under the lock)
become variables; all others stay what they were. The order is the service's own: the head is
locked, asked, written and held to the commit.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import sql
from sqlalchemy import Engine, event

from tests.performance.cases import FIRST, PREFIX
from tests.postgres.binaries import postgres_binaries

__all__ = ["Floor", "Overheard", "overhear", "run_pgbench", "script"]

_PLACE = re.compile(r"%\((\w+)\)s")
LOCK, GLANCE = "FOR UPDATE", "SELECT (SELECT size"


@dataclass(frozen=True)
class Overheard:
    """One statement with the values of each time it was run at once."""

    words: str
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Floor:
    """What pgbench measured."""

    per_second: float
    took: list[float]


def overhear(engine: Engine, call: Callable[[], object]) -> list[Overheard]:
    """What the service says to the database during one call."""
    heard: list[Overheard] = []

    def listen(_c: Any, _cursor: Any, words: str, told: Any, _x: Any, many: bool) -> None:
        rows = tuple(dict(one) for one in told) if many else (dict(told or {}),)
        heard.append(Overheard(" ".join(words.split()), rows))

    event.listen(engine, "before_cursor_execute", listen)
    try:
        call()
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return heard


def script(heard: list[Overheard], case: tuple[str, int], cases: int) -> str:
    """The transaction for pgbench, of any of so many cases; ``case`` is the one that was heard."""
    application, version = case
    file = f"{PREFIX}{int(application.removeprefix(PREFIX)) + FIRST}"
    number = next(row["number"] for one in heard for row in one.rows if "old_size" not in row
                  and one.words.startswith("INSERT INTO audit_entry"))  # fmt: skip
    known = {
        application: f"'{PREFIX}' || (:place)::text",
        file: f"'{PREFIX}' || (:place + {FIRST})::text",
        number: ":h_size",
        number + 1: ":h_size + 1",
    }
    lines = [f"\\set place random({FIRST}, {FIRST + cases - 1})", "BEGIN;"]
    for one in heard:
        lines += [_line(one.words, row, known, version) for row in one.rows]
    return "\n".join([*lines, "COMMIT;", ""])


def _line(words: str, told: Mapping[str, Any], known: Mapping[Any, str], version: int) -> str:
    def value(place: re.Match[str]) -> str:
        name, one = place[1], told[place[1]]
        if name in ("old_size", "size"):
            return ":h_size" if name == "old_size" else ":g_size"
        if name == "key":
            return "md5(random()::text)"
        if name in ("entry", "leaf_hash"):
            entry = _entry(bytes(getattr(told["entry"], "obj", b"")), int(told["number"]))
            return entry if name == "entry" else f"sha256('\\x00'::bytea || {entry})"
        if one == version and name.endswith("_number"):
            return "application.number"
        if isinstance(one, str | int) and not isinstance(one, bool) and one in known:
            return known[one]
        return _literal(one)

    said = _PLACE.sub(value, words).replace("%%", "%")
    kept = " \\gset g_" if words.startswith(GLANCE) else " \\gset h_" if LOCK in words else ";"
    return said + kept


def _entry(words: bytes, number: int) -> str:
    """The entry's bytes with the number taken under the lock: a trigger compares number and hash."""
    before, mark, after = words.partition(b'"seq":' + str(number).encode())
    if not mark:
        raise ValueError("an entry without its number")
    parts = (_literal(before + b'"seq":'), "convert_to((:h_size)::text, 'UTF8')", _literal(after))
    return f"({' || '.join(parts)})"


def _literal(one: object) -> str:
    """As PostgreSQL reads it; without a colon, which pgbench would take for a variable."""
    one = getattr(one, "obj", one)  # psycopg wraps bytes
    if isinstance(one, bytes):
        return f"'\\x{one.hex()}'::bytea"
    text = sql.Literal(one).as_string(None)
    if ":" not in text.replace("::", ""):
        return text
    return "E" + sql.Literal(str(one)).as_string(None).replace("\\", "\\\\").replace(":", "\\x3A")


def run_pgbench(
    url: str, text: str, folder: Path, clients: int, seconds: float, *, prepared: bool = True
) -> Floor:
    """The transactions per second of so many clients, and how long each took."""
    path = folder / "state_change.sql"
    path.write_text(text, "utf-8")
    for old in folder.glob("pgbench_log*"):
        old.unlink()
    command = [
        str(postgres_binaries() / "pgbench"), "-n", "-l", "-c", str(clients), "-j", "2",
        "-T", str(max(1, round(seconds))), "-M", "prepared" if prepared else "extended",
        "-f", str(path), url,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode:
        raise RuntimeError(f"pgbench: {done.stderr[-2000:]}")
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if found is None:
        raise RuntimeError(f"pgbench said nothing: {done.stdout}")
    took = [
        int(line.split()[2]) / 1e6
        for log in folder.glob("pgbench_log*")
        for line in log.read_text("ascii").splitlines()
    ]
    return Floor(float(found[1]), took)
