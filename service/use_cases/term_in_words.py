"""A term as a letter says it: ``5 个工作日``, ``15 days``."""

from __future__ import annotations

from typing import Final

from workflows.term import DAYS, Term

__all__ = ["term_in_words"]

_LENGTH: Final = {
    "zh": {True: " {0} 日", False: " {0} 个工作日"},
    "en": {True: "{0} days", False: "{0} working days"},
}


def term_in_words(within: str, word: str) -> str:
    """``word`` is ``zh`` or ``en``."""
    term = Term.read(within)
    return _LENGTH[word][term.unit == DAYS].format(term.length)
