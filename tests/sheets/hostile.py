"""What a hostile file is: its name, how it is made, and the reason for which it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Hostile(NamedTuple):
    """Made when it is asked for: some are large, and each is wanted once."""

    name: str
    made: Callable[[], bytes]
    reason: str
    values: dict[str, str | int] = {}  # noqa: RUF012 - never changed; those of the refusal to look at


def each(reason: str, files: dict[str, Callable[[], bytes]]) -> list[Hostile]:
    return [Hostile(name, made, reason) for name, made in files.items()]
