"""Instants of the log: microseconds since 1970 in the table, RFC 3339 text in UTC in the entry.

Integers keep SQLite from losing the zone, and the text has one length, so that it sorts as time
does (reliability.md §2.3, `ts`).
"""

from datetime import UTC, datetime, timedelta

__all__ = ["CLOCKS", "from_micros", "stamp", "to_micros"]

# Each database's own clock in microseconds, as it stands now and not when the transaction began.
CLOCKS = {
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)",
    "sqlite": (
        "CAST(strftime('%s', 'now') AS INTEGER) * 1000000"
        " + CAST(substr(strftime('%f', 'now'), 4, 3) AS INTEGER) * 1000"
    ),
}

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(at: datetime) -> int:
    if at.tzinfo is None:
        raise ValueError("an instant must carry a zone")
    return (at - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


def stamp(at: datetime) -> str:
    """`2026-11-22T02:00:00.123456Z`"""
    if at.tzinfo is None:
        raise ValueError("an instant must carry a zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
