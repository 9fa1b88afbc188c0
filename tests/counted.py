"""How often the database is asked: the statements of what is done meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.county import County

__all__ = ["counted"]


@contextmanager
def counted(county: County) -> Iterator[list[str]]:
    """The statements, in their order; one with many rows of values is one."""
    heard: list[str] = []
    engine = county.house.transactions.engine

    def listen(_connection: Any, _cursor: Any, words: str, *_more: Any) -> None:
        heard.append(" ".join(words.split()))

    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", listen)
