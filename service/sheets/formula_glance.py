"""A look for formulas before anything is parsed: a sheet may hold a million cells before its first.

Only what is beyond doubt is told here: an `f` without a prefix within a cell that says where it
stands. Whatever is not seen so is found, with its place, by the scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["seen_formula"]

_CELL: Final = re.compile(
    rb'<c(?:\s[^<>]*?)?\sr="([A-Z]{1,3}[1-9][0-9]{0,6})"[^<>]*>(?:<v>[^<>]*</v>)?<f[\s/>]'
)
_LONGEST: Final = 40_000  # a cell with its value before the formula; one that is longer is scanned


def seen_formula(chunks: Iterable[bytes]) -> str | None:
    """The reference of a cell that holds a formula, or None where none was seen."""
    held = b""
    for chunk in chunks:
        held += chunk
        if b"<f" in held:
            found = _CELL.search(held)
            if found:
                return found[1].decode("ascii")
        held = held[-_LONGEST:]
    return None
