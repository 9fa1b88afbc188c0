"""Checks of a document that compose: each names the line and says what to write there.

A check looks at one value at one JSON pointer (RFC 6901) and yields what is wrong with it. Checks
are total: whatever was decoded from JSON may be handed in, and nothing raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeAlias

__all__ = ["MOST_PROBLEMS", "Check", "Problem", "at", "first_of", "in_turn", "listed", "nullable"]
__all__ += ["record"]

MOST_PROBLEMS: Final = 1_000
"""Told of one document: nobody reads more, and a body of a megabyte could ask for a thousandfold."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one line of a document, and what to write instead."""

    pointer: str
    code: str
    zh: str
    en: str

    def title(self, language: str) -> str:
        """The sentence in one language."""
        return {"zh": self.zh, "en": self.en}[language]


Check: TypeAlias = Callable[[Any, str], Iterator[Problem]]


def at(pointer: str, key: str | int) -> str:
    """The pointer one step further down."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def nullable(check: Check) -> Check:
    """The same, or null."""

    def nothing_or(value: Any, pointer: str) -> Iterator[Problem]:
        if value is not None:
            yield from check(value, pointer)

    return nothing_or


def first_of(found: Iterator[Problem]) -> tuple[Problem, ...]:
    """The first of what is wrong; what lies beyond is looked at once these are mended."""
    return tuple(islice(found, MOST_PROBLEMS))


def in_turn(*checks: Check) -> Check:
    """Each check only where those before it found nothing: a later one may rely on them."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        for one in checks:
            found = first_of(one(value, pointer))
            if found:
                yield from found
                return

    return check


def listed(item: Check, least: int, most: int, distinct: bool = False) -> Check:
    """A list of so many items, each of them checked at its own line."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            zh, en = (
                f"须为 {least} 至 {most} 项的列表",
                f"Write a list of {least} to {most} entries",
            )
            yield Problem(pointer, "list", zh, en)
            return
        for index, one in enumerate(value):
            yield from item(one, at(pointer, index))
            if distinct and one in value[:index]:
                yield Problem(
                    at(pointer, index), "repeated", "重复，请删去", "Repeated: leave it out"
                )

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others: a misspelt field must not be taken for none."""
    known = {**required, **(optional or {})}

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(pointer, "object", "须为对象", "Write an object")
            return
        for name in (name for name in required if name not in value):
            yield Problem(at(pointer, name), "missing", f"缺少 {name}", f"Give {name}")
        for name in value:
            if name in known:
                yield from known[name](value[name], at(pointer, name))
            else:
                fields = ", ".join(known)
                zh, en = f"没有此项，可用：{fields}", f"No such field; there are: {fields}"
                yield Problem(at(pointer, name), "unknown_field", zh, en)

    return check
