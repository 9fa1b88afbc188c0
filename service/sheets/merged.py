"""Merged areas: nothing here spreads a value over one, but whoever does must not drown in it."""

from __future__ import annotations

import re
from typing import Final

from service.sheets.table import column_number

__all__ = ["is_small_area"]

_AREA: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")
_CELLS_MAX: Final = 50_000


def is_small_area(reference: str) -> bool:
    """Whether `A1:D20` is an area of a sheet that covers no more than some thousand cells."""
    found = _AREA.fullmatch(reference)
    if not found:
        return False
    left, right = column_number(found[1]), column_number(found[3])
    height, width = int(found[4]) - int(found[2]) + 1, right - left + 1
    return left > 0 and height > 0 and width > 0 and height * width <= _CELLS_MAX
