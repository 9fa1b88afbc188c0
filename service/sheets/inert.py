"""Text that a spreadsheet would run when it opens a CSV, made harmless and back (CWE-1236).

A cell that begins with `= + - @`, their full-width forms, a tab or a line break, also after blanks,
gets an apostrophe before it (OWASP ASVS 5.0, 1.2.10). So does an honest `-5`, because a CSV has no
types: a column of numbers is read back by `as_typed`, or by a person who sees the apostrophe.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["as_typed", "inert"]

# Apostrophes before it count too: otherwise `'=1` could not be told from what `=1` becomes.
_LIVE: Final = re.compile(r"'*+[ \x0b\x0c\u00a0\u3000]*+[=+\-@＝＋－＠\t\r\n]")


def inert(text: str) -> str:
    """What is written for a cell: itself, or with one apostrophe more."""
    return f"'{text}" if _LIVE.match(text) else text


def as_typed(text: str) -> str:
    """The inverse: an apostrophe goes only where `inert` would have set one."""
    return text[1:] if text.startswith("'") and _LIVE.match(text, 1) else text
