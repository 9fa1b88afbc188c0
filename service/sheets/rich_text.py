"""The shape of a text that may be in pieces: of a shared string, or inline in a cell.

A parser that is lenient about it joins pieces that another one drops, so a text is either one `t`
or runs `r` of one `t` each; how it is pronounced (`rPh`) is no part of it.
"""

from __future__ import annotations

from typing import Final

__all__ = ["RichText"]

_CHILD, _GRANDCHILD, _STYLING = 1, 2, 3  # levels below `si` or `is`
_TEXTUAL: Final = frozenset({"t", "r", "rPh", "si", "is"})


class RichText:
    """Told of each tag inside a text; `begin` at each new one."""

    __slots__ = ("_child", "_filled", "_grandchild", "_shape")

    def __init__(self) -> None:
        self._shape = self._child = self._grandchild = ""
        self._filled = False

    def begin(self) -> None:
        self._shape = ""

    def fits(self, level: int, local: str) -> bool:
        """Whether an element may stand here."""
        if level == _CHILD:
            self._child, self._filled = local, False
            before = self._shape
            if local in ("t", "r"):
                self._shape = local
                return before == "" or before == local == "r"
            return local in ("rPh", "phoneticPr")
        if level == _GRANDCHILD:
            self._grandchild = local
            second, self._filled = self._filled, self._filled or local == "t"
            if local == "t":
                return self._child in ("r", "rPh") and not second
            return local == "rPr" and self._child == "r"
        return level == _STYLING and self._grandchild == "rPr" and local not in _TEXTUAL
