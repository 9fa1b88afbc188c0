"""How the text of a setting becomes its value; what is wrong is said without repeating the text."""

import base64
import binascii
import re
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

DEVELOPMENT = "development"
PRODUCTION = "production"
CLOCK_OFFSET_MAX_S = 20 * 366 * 86_400
KEY_BYTES = 32

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{2,199}", re.ASCII)
_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII)
_SECONDS = re.compile(r"[+-]?[0-9]{1,10}", re.ASCII)


def environment(text: str) -> str:
    if text not in (DEVELOPMENT, PRODUCTION):
        raise ValueError(f"must be '{DEVELOPMENT}' or '{PRODUCTION}'.")
    return text


def database_url(text: str) -> str:
    """Judged by the parser that will use it; both names of PostgreSQL mean the psycopg driver."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError("is not a database address (sqlite:///… or postgresql://…).") from None
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        if not url.database:
            raise ValueError("names no database after the host.")
        return rendered(url.set(drivername="postgresql+psycopg"))
    if url.drivername != "sqlite":
        raise ValueError("must begin with sqlite:///, postgresql:// or postgres://.")
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise ValueError("must name a file: a database in memory is another one in each process.")
    return rendered(url)


def folder(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise ValueError("names the home of a user who is not known here.") from None


def rendered(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def clock_offset(text: str) -> timedelta:
    if not _SECONDS.fullmatch(text):
        raise ValueError("must be a whole number of seconds.")
    if abs(int(text)) > CLOCK_OFFSET_MAX_S:
        raise ValueError(f"must lie within {CLOCK_OFFSET_MAX_S} seconds of the real clock.")
    return timedelta(seconds=int(text))


def old_keys(text: str) -> tuple[bytes, ...]:
    return tuple(key_of(part.strip()) for part in text.split(","))


def name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError("must be 3 to 200 letters, digits or . _ : / - (ASCII).")
    return text


def hosts(text: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in text.split(","))
    if not all(_HOST.fullmatch(host) for host in names):
        raise ValueError("must be host names in lower case without a port, separated by commas.")
    return names


def no_hosts_or(text: str) -> tuple[str, ...]:
    return () if text == "none" else hosts(text)


def yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("must be 'yes' or 'no'.")
    return text == "yes"


def key_of(text: str) -> bytes:
    """A key as it is written in a setting: 32 bytes in standard base64."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError("must be 32 bytes in base64 (44 characters); the value is not shown.")
    return key
