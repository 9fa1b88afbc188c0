"""Checks of single values: numbers, decimals in strings, codes, short texts, days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from workflows.policy.check import Check, Problem

__all__ = ["UNION", "day", "decimal", "flag", "one_of", "plain_text", "text", "whole"]


def whole(minimum: int, maximum: int) -> Check:
    """A whole number within limits; true and 1.0 are none."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if type(value) is not int or not minimum <= value <= maximum:
            zh, en = (
                f"须为 {minimum} 至 {maximum} 的整数",
                f"Write a whole number {minimum}…{maximum}",
            )
            yield Problem(pointer, "whole_number", zh, en)

    return check


def decimal(minimum: Fraction, maximum: Fraction) -> Check:
    """A decimal in a string, so that no reader makes a binary fraction of it."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
            yield Problem(
                pointer, "decimal", '须为小数字符串，如 "0.80"', 'Write a decimal in quotes: "0.80"'
            )
        elif not minimum <= Fraction(value) <= maximum:
            least, most = f"{float(minimum):g}", f"{float(maximum):g}"
            zh, en = f"须在 {least} 与 {most} 之间", f"Write a decimal from {least} to {most}"
            yield Problem(pointer, "out_of_range", zh, en)

    return check


_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,2})(\.[0-9]{1,6})?")


def flag(value: Any, pointer: str) -> Iterator[Problem]:
    """True or false."""
    if not isinstance(value, bool):
        yield Problem(pointer, "flag", "须为 true 或 false", "Write true or false")


def one_of(codes: Collection[str]) -> Check:
    """One of a closed list."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, str) or value not in codes:
            known = ", ".join(codes)
            yield Problem(
                pointer, "unknown_code", f"须为其中之一：{known}", f"Write one of: {known}"
            )

    return check


def text(pattern: str, zh: str, en: str) -> Check:
    """A short string of a given shape."""
    shape = re.compile(pattern)

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, str) or not shape.fullmatch(value):
            yield Problem(pointer, "text", zh, en)

    return check


def plain_text(longest: int) -> Check:
    """A sentence or name that people read, on a screen, in a terminal and on paper: what it shows is
    what it holds."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        sound = isinstance(value, str) and 1 <= len(value) <= longest and value.strip()
        if not sound or any(map(_unseen, value)):
            zh = f"须为 1 至 {longest} 字的文字，不含不可见字符"
            en = f"Write a text of 1 to {longest} characters, each of which can be seen"
            yield Problem(pointer, "text", zh, en)

    return check


def _unseen(character: str) -> bool:
    return character in _BLANK or unicodedata.category(character) in _UNSEEN


_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Drawn as nothing, yet letters."""
UNION = text(r"[0-9A-Za-z._-]{1,32}", "须为工会编号", "Write the code of a union")


def day(value: Any, pointer: str) -> Iterator[Problem]:
    """A day of the calendar, ISO 8601."""
    try:
        sound = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        sound = False
    if not sound:
        yield Problem(pointer, "date", "须为日期，如 2026-01-01", "Write a date such as 2026-01-01")
