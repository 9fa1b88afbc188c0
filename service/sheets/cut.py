"""What stands between the tags of one element, cut out of a part while it is being scanned.

calamine is given our own root around these bytes and nothing else of the part: no `uniqueCount`, by
which it would reserve terabytes and abort the process, no `dimension`, no merged cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.sheets.markup import Markup

__all__ = ["Cut", "cut_out"]


class Cut:
    """Offsets in bytes: of the first child's tag, and of the tag that closes the element."""

    __slots__ = ("begin", "closed", "end")

    def __init__(self) -> None:
        self.begin: int | None = None
        self.end: int | None = None
        self.closed = False

    def open(self, markup: Markup) -> None:
        """At the start of each child; only the first one counts."""
        if self.begin is None:
            self.begin = markup.parser.CurrentByteIndex

    def close(self, markup: Markup) -> None:
        self.closed = True
        if self.begin is not None:
            self.end = markup.parser.CurrentByteIndex


def cut_out(markup: Markup, cut: Cut, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The part is scanned to its end, also where nothing is left to cut."""
    held, at = bytearray(), 0  # `held` begins at offset `at`
    for chunk in chunks:
        markup.feed(chunk)
        held += chunk
        reached = max(markup.parser.CurrentByteIndex, at)  # a tag that is not whole yet begins here
        if cut.begin is not None:
            stop = reached if cut.end is None else cut.end
            yield bytes(held[max(cut.begin - at, 0) : max(stop - at, 0)])
        del held[: reached - at]
        at = reached
    markup.close()
