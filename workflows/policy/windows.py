"""What a window must be: two dates, or two days of every year; one, several, or none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from workflows.policy.check import Problem, at, in_turn, listed, record

__all__ = ["WINDOW"]

MOST_WINDOWS: Final = 12
_LEAP: Final = "2024-"
"""A day of every year may be 29 February; in other years the window ends on the 28th all the same."""
_LONG, _SHORT = len("2026-07-01"), len("07-01")


def _day(value: Any, pointer: str) -> Iterator[Problem]:
    """``2026-07-01`` or ``07-01``."""
    full = f"{_LEAP}{value}" if isinstance(value, str) and len(value) == _SHORT else value
    try:
        sound = isinstance(full, str) and date.fromisoformat(full).isoformat() == full
    except ValueError:
        sound = False
    if not sound:
        zh, en = "须为 2026-07-01 或每年的 07-01", "Write 2026-07-01, or 07-01 for every year"
        yield Problem(pointer, "window_day", zh, en)


def _alike(value: Any, pointer: str) -> Iterator[Problem]:
    """Both of a date or both of every year; dates in their order."""
    first, last = value["from"], value["to"]
    if len(first) != len(last):
        zh, en = "起止须同为日期或同为每年的日子", "Write two dates, or two days of every year"
        yield Problem(at(pointer, "to"), "window_mixed", zh, en)
    elif len(first) == _LONG and first > last:
        yield Problem(
            at(pointer, "to"),
            "window_crossed",
            "截止不得早于开始",
            "Let it end no earlier than it begins",
        )


_WINDOW = in_turn(record({"from": _day, "to": _day}), _alike)


def _one_or_several(value: Any, pointer: str) -> Iterator[Problem]:
    """One window, a list of them, or null for always."""
    if isinstance(value, list):
        yield from listed(_WINDOW, 1, MOST_WINDOWS)(value, pointer)
    elif value is not None:
        yield from _WINDOW(value, pointer)


WINDOW: Final = _one_or_several
