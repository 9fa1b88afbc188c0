"""Categories of older lists, read as those of today.

Files of 2016 and before still come in by import (domain.md §2.1 «Legacy categories», §2.5). A label
nobody knows is no category: whoever reads the list asks a person.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from workflows.vocabulary import codes, label

__all__ = ["LEGACY", "category_of"]

LEGACY: Final[Mapping[str, str]] = {
    # rule of 2016 (S04, S06, S12): below the line; up to 1.5 × with a cause; after an event
    "低保户": "severe",
    "低保边缘户": "relative",
    "意外致困户": "accidental",
    # forms before it (S51): above the line; below it with the state's allowance, and without
    "低保线以上": "relative",
    "享受低保": "severe",
    "未享受低保": "severe",
}
_KNOWN: Final = {**LEGACY, **{label("category", code, "zh"): code for code in codes("category")}}


def category_of(written: str) -> str | None:
    """The code of today's category, or None; outer blanks and full-width forms do not matter."""
    return _KNOWN.get(unicodedata.normalize("NFKC", written).strip())
