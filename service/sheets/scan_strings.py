"""The shared strings, scanned before they are parsed: how many there are, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.sheets.cut import Cut, cut_out
from service.sheets.limits import Limits
from service.sheets.markup import Markup
from service.sheets.refusal import SheetRefused
from service.sheets.rich_text import RichText

__all__ = ["StringsScan"]

_ROOT, _ITEM = 1, 2  # depths


class StringsScan(Markup):
    """`count` holds once `content` has been walked to its end."""

    __slots__ = ("_cut", "_limits", "_shape", "count")

    def __init__(self, part: str, limits: Limits) -> None:
        super().__init__(part)
        self._cut, self._shape = Cut(), RichText()
        self._limits, self.count = limits, 0
        self.watch(self._start, self._end, split=self._split)

    def content(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        return cut_out(self, self._cut, chunks)

    def _start(self, name: str, _attributes: object) -> None:
        self.depth = depth = self.depth + 1
        local = self.locals.get(name) or self.local(name)
        if depth > _ITEM:
            if not self._shape.fits(depth - _ITEM, local):
                raise self.unexpected()
        elif depth == _ITEM:
            self._cut.open(self)
            self._shape.begin()
            self.count += local == "si"
            if self.count > self._limits.cells:
                raise SheetRefused("too_many_cells", limit=self._limits.cells)
        elif local != "sst":
            raise self.unexpected()

    def _end(self, _name: str) -> None:
        if self.depth == _ROOT:
            self._cut.close(self)
        self.depth -= 1

    def _split(self, *_found: object) -> None:
        """They would split a text in two, and parsers differ about what is left of it."""
        if self.depth:
            raise self.unexpected()
