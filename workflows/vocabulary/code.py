"""The shape of every word of the house: an English code and what a person reads for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One word: the code is stored and sent, the labels are only ever shown."""

    code: str
    zh: str
    en: str


def words(*rows: tuple[str, str, str]) -> tuple[Code, ...]:
    """A list written as a plain table of (code, zh, en)."""
    return tuple(Code(*row) for row in rows)
