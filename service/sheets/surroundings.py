"""What stands around the cells of a sheet: counted, not read, and asked which of them nobody sees.

Nothing here spreads a value over a merged area, but whoever does must not drown in one.
"""

from __future__ import annotations

import re
from typing import Final

from service.sheets.limits import Limits
from service.sheets.refusal import SheetRefused
from service.sheets.table import column_number

__all__ = ["Surroundings"]

_ELEMENTS_MAX: Final = 200_000  # links, rules, widths of columns
_AREA: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")
_AREA_CELLS_MAX: Final = 50_000
_YES: Final = ("1", "true")
_NO: Final = ("0", "false")
_NOTHING: Final = re.compile(r"0+(\.0*)?|\.0+")


class Surroundings:
    """Told of every tag of a sheet outside its data."""

    __slots__ = ("_elements", "_limits", "_merged", "_part", "_rows_unseen", "_sheet", "_unseen")

    def __init__(self, sheet: str, part: str, limits: Limits) -> None:
        self._sheet, self._part, self._limits = sheet, part, limits
        self._elements = self._merged = 0
        self._rows_unseen, self._unseen = False, list[tuple[int, int]]()

    def met(self, local: str, of: dict[str, str]) -> None:
        """Raises SheetRefused for too many elements, and for merged areas too many or too large."""
        self._elements += 1
        if self._elements > _ELEMENTS_MAX:
            raise SheetRefused("markup_too_complex", part=self._part)
        if local == "mergeCell":
            self._merged += 1
            if self._merged > self._limits.merged or not _is_small(of.get("ref", "")):
                raise SheetRefused("merged_cells", sheet=self._sheet, limit=self._limits.merged)
        elif local == "sheetFormatPr":
            self._rows_unseen = of.get("zeroHeight") in _YES
        elif local == "col" and unseen(of, "width"):
            first, last = of.get("min", ""), of.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self._unseen.append((int(first), int(last)))

    def row_unseen(self, of: dict[str, str]) -> bool:
        """Whether nobody sees the row: hidden, filtered out, or of no height."""
        return unseen(of, "ht") or (self._rows_unseen and of.get("hidden") not in _NO)

    def column_unseen(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self._unseen)


def unseen(of: dict[str, str], size: str) -> bool:
    """A row or column that is hidden, or has no size."""
    return of.get("hidden") in _YES or _NOTHING.fullmatch(of.get(size, "1")) is not None


def _is_small(reference: str) -> bool:
    """Whether `A1:D20` is an area of a sheet that covers no more than some thousand cells."""
    found = _AREA.fullmatch(reference)
    if not found:
        return False
    left, right = column_number(found[1]), column_number(found[3])
    height, width = int(found[4]) - int(found[2]) + 1, right - left + 1
    return left > 0 and height > 0 and width > 0 and height * width <= _AREA_CELLS_MAX
