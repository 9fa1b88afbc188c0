"""The shared strings, scanned before they are parsed: how many there are, and how long each is.

A string of two thousand characters may stand in a million cells, and calamine makes a copy for each
of them: seven gigabytes out of two megabytes. So the lengths are kept, for the sheets to add up.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Final

from service.sheets.cut import Cut, cut_out
from service.sheets.limits import Limits
from service.sheets.markup import Markup
from service.sheets.refusal import SheetRefused
from service.sheets.rich_text import RichText

__all__ = ["StringsScan"]

_ROOT, _ITEM = 1, 2  # depths
_TAGS: Final = len("<si><t></t>")


class StringsScan(Markup):
    """`lengths`, in bytes and at least those of the text, hold once `content` has been walked."""

    __slots__ = ("_begun_at", "_cut", "_limits", "_shape", "lengths")

    def __init__(self, part: str, limits: Limits) -> None:
        super().__init__(part)
        self._cut, self._shape = Cut(), RichText()
        self._limits, self._begun_at = limits, 0
        self.lengths = array("I")
        self.watch(self._start, self._end, split=self._split)

    def content(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        return cut_out(self, self._cut, chunks)

    def _start(self, name: str, _attributes: object) -> None:
        self.depth = depth = self.depth + 1
        local = self.locals.get(name) or self.local(name)
        if depth > _ITEM:
            if not self._shape.fits(depth - _ITEM, local):
                raise self.unexpected()
        elif local != ("si" if depth == _ITEM else "sst"):
            raise self.unexpected()
        elif depth == _ITEM:
            self._cut.open(self)
            self._shape.begin()
            self._begun_at = self.parser.CurrentByteIndex
            if len(self.lengths) == self._limits.cells:
                raise SheetRefused("too_many_cells", limit=self._limits.cells)

    def _end(self, _name: str) -> None:
        if self.depth == _ITEM:
            spelled = self.parser.CurrentByteIndex - self._begun_at
            self.lengths.append(max(spelled - _TAGS, 0))
        elif self.depth == _ROOT:
            self._cut.close(self)
        self.depth -= 1

    def _split(self, *_found: object) -> None:
        """They would split a text in two, and parsers differ about what is left of it."""
        if self.depth:
            raise self.unexpected()
