"""What a file can hold: a character that would be lost is refused, and never written as `?`."""

from __future__ import annotations

import re
from typing import Final

from service.sheets.refusal import SheetRefused
from service.sheets.table import address

__all__ = ["CHARACTERS_MAX", "refuse_unwritable"]

CHARACTERS_MAX: Final = 32_767  # of a cell in Excel, which counts a rare character as two
# U+0000, half a surrogate pair, and the two that are no characters of XML 1.0
_LOST: Final = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")


def refuse_unwritable(text: str, file: str, sheet: str, row: int, column: int) -> None:
    """`file` is the kind of file as a person calls it. The same texts go into every kind."""
    if found := _LOST.search(text):
        code = f"U+{ord(found[0]):04X}"
        cell = address(row, column)
        raise SheetRefused("cell_unwritable", sheet=sheet, cell=cell, format=file, character=code)
    units = len(text.encode("utf-16-le")) // 2
    if units > CHARACTERS_MAX:
        raise SheetRefused(
            "cell_too_long",
            sheet=sheet,
            cell=address(row, column),
            characters=units,
            limit=CHARACTERS_MAX,
        )
