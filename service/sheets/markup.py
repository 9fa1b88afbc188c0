"""XML of a stranger, read once from front to back by expat and by no other parser before it.

No document type, so no entity; UTF-8 only, whatever the declaration says. What makes expat itself
grow without end is bounded too: depth, distinct names (it keeps every one), and the length of a tag
(it keeps the whole of it, and looks at it again with every piece that comes).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple
from xml.parsers import expat

from service.sheets.refusal import SheetRefused

__all__ = ["Element", "Markup", "elements"]

DEPTH_MAX: Final = 64
NAMES_MAX: Final = 2_000
TAGS_MAX: Final = 8_000_000  # six for each of 1.2 million cells: <c><is><t></t></is></c>
TAG_BYTES_MAX: Final = 262_144
_NOT_UTF8: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")


class Markup:
    """One part of the package. Whoever reads it watches its tags, keeps `depth`, and feeds it."""

    __slots__ = ("_fed", "_tags", "depth", "locals", "parser", "part")

    def __init__(self, part: str) -> None:
        self.part = part
        self.depth = 0  # elements open; kept by the handlers that `watch` was given
        self.locals: dict[str, str] = {}  # names that `local` has seen
        self._fed = self._tags = 0
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.XmlDeclHandler = self._declared

    def watch(
        self,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        characters: Callable[[str], None] | None = None,
        split: Callable[..., None] | None = None,
    ) -> None:
        """`split` hears of what may stand amid a text: comments, instructions, CDATA."""
        parser = self.parser
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = characters
        parser.CommentHandler = parser.ProcessingInstructionHandler = split
        parser.StartCdataSectionHandler = split

    def feed(self, chunk: bytes) -> None:
        """Raises SheetRefused; so may the handlers, and it comes through."""
        if self._fed == 0 and chunk.startswith(_NOT_UTF8):
            raise SheetRefused("not_utf8_xml", part=self.part)
        self._fed += len(chunk)
        self._tags += chunk.count(b"<")
        self._parse(chunk, last=False)
        if (
            self._fed - self.parser.CurrentByteIndex > TAG_BYTES_MAX
            or len(self.parser.intern) > NAMES_MAX
            or self._tags > TAGS_MAX
            or self.depth > DEPTH_MAX
        ):
            raise SheetRefused("markup_too_complex", part=self.part)

    def close(self) -> None:
        self._parse(b"", last=True)

    def local(self, name: str) -> str:
        """The name without its prefix: `x:c` and `c` are the same thing under two spellings."""
        return self.locals.setdefault(name, name.rpartition(":")[2])

    def unexpected(self) -> SheetRefused:
        return SheetRefused("markup_unexpected", part=self.part, line=self.parser.CurrentLineNumber)

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        try:
            self.parser.Parse(chunk, last)
        except expat.ExpatError as fault:
            raise SheetRefused("markup_malformed", part=self.part, line=fault.lineno) from fault

    def _doctype(self, *_named: object) -> None:
        raise SheetRefused("document_type", part=self.part)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8"):
            raise SheetRefused("not_utf8_xml", part=self.part)


class Element(NamedTuple):
    """The beginning of an element; names without prefix, attributes as they are written."""

    parent: str
    name: str
    attributes: dict[str, str]


def elements(part: str, chunks: Iterable[bytes]) -> Iterator[Element]:
    """For the small parts, whose text means nothing: every element with the one it stands in."""
    markup = Markup(part)
    above, found = [""], list[Element]()

    def start(name: str, attributes: dict[str, str]) -> None:
        markup.depth += 1
        found.append(Element(above[-1], markup.local(name), attributes))
        above.append(markup.local(name))

    def end(_name: str) -> None:
        markup.depth -= 1
        above.pop()

    markup.watch(start, end)
    for chunk in chunks:
        markup.feed(chunk)
        yield from found
        found.clear()
    markup.close()
    yield from found
