"""The very statements of one state change, as a transaction for pgbench.

They are not written here but overheard while the service makes one. Values that differ from call to
call (the application, its household, the number taken under the lock) become variables, all others
stay what they were. The order is the service's own: the head is locked, asked, written, and held to
the commit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import sql
from sqlalchemy import Engine, event

from tests.performance.cases import FIRST, PREFIX

__all__ = ["Said", "overhear", "script"]

_PLACE = re.compile(r"%\((\w+)\)s")
_ALWAYS = {
    "old_size": "(:h_size)::bigint",
    "new_at": "(:h_at)::bigint + 1",
    "size": "(:g_size)::bigint",
    "key": "md5(random()::text)",
}
LOCK, GLANCE = "FOR UPDATE", "SELECT (SELECT size"


@dataclass(frozen=True)
class Said:
    """One statement with its values."""

    words: str
    values: Mapping[str, Any]


def overhear(engine: Engine, call: Callable[[], object]) -> list[list[Said]]:
    """What the service says to the database during one call: each statement, each time it is run."""
    heard: list[list[Said]] = []

    def listen(_c: Any, _cursor: Any, words: str, told: Any, _x: Any, many: bool) -> None:
        said = " ".join(words.split())
        heard.append([Said(said, dict(one)) for one in (told if many else [told or {}])])

    event.listen(engine, "before_cursor_execute", listen)
    try:
        call()
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return heard


def script(heard: list[list[Said]], case: tuple[str, int], cases: int) -> str:
    """The transaction of any of so many cases; ``case`` is the one that was heard, and its version."""
    application, version = case
    place = int(application.removeprefix(PREFIX))
    told = [one for statement in heard for one in statement]
    (number,) = next(one.values["e_number"] for one in told if "e_number" in one.values)
    known: dict[object, str] = {
        application: f"'{PREFIX}' || (:place)::text",
        f"{PREFIX}{place + FIRST}": f"'{PREFIX}' || (:place + {FIRST})::text",
        number: "(:h_size)::bigint",
        number + 1: "(:h_size)::bigint + 1",
    }
    lines = [_line(one, known, version) for one in told]
    chosen = f"\\set place random({FIRST}, {FIRST + cases - 1})"
    return "\n".join([chosen, "BEGIN;", *lines, "COMMIT;", ""])


def _line(said: Said, known: Mapping[object, str], version: int) -> str:
    def value(place: re.Match[str]) -> str:
        name, one = place[1], said.values[place[1]]
        if name in _ALWAYS:
            return _ALWAYS[name]
        if name in ("e_entry", "e_leaf_hash"):
            entry = _entry(_bytes(said.values["e_entry"][0]), said.values["e_number"][0])
            return f"ARRAY[{entry if name == 'e_entry' else _leaf(entry)}]"
        if one == version and name.endswith("_number"):
            return "application.number"
        if isinstance(one, list):
            return f"ARRAY[{', '.join(_told(item, known) for item in one)}]"
        return _told(one, known)

    words = _PLACE.sub(value, said.words).replace("%%", "%")
    if words.startswith(GLANCE):
        return f"{words} \\gset g_"
    return f"{words} \\gset h_" if words.endswith(LOCK) else f"{words};"


def _told(one: object, known: Mapping[object, str]) -> str:
    if isinstance(one, str | int) and not isinstance(one, bool) and one in known:
        return known[one]
    return _literal(one)


def _entry(words: bytes, number: int) -> str:
    """The entry with the number taken under the lock: a trigger compares number and hash."""
    before, mark, after = words.partition(b'"seq":' + str(number).encode())
    if not mark:
        raise ValueError("an entry without its number")
    parts = (_literal(before + b'"seq":'), "convert_to((:h_size)::text, 'UTF8')", _literal(after))
    return f"({' || '.join(parts)})"


def _leaf(entry: str) -> str:
    return f"sha256('\\x00'::bytea || {entry})"


def _bytes(one: Any) -> bytes:
    return bytes(getattr(one, "obj", one))  # psycopg's wrapper, or the bytes themselves


def _literal(one: object) -> str:
    """As PostgreSQL reads it; without a colon, which pgbench would take for a variable."""
    if isinstance(one, bytes) or hasattr(one, "obj"):
        return f"'\\x{_bytes(one).hex()}'::bytea"
    text = sql.Literal(one).as_string(None)
    if ":" not in text.replace("::", ""):
        return text
    return "E" + sql.Literal(str(one)).as_string(None).replace("\\", "\\\\").replace(":", "\\x3A")
