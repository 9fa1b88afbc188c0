"""What is scanned by one parser and read by another is the same, or it is refused.

An honest sheet is broken with tags, entities and splits in any place. Where the reader accepts what
comes out, it must read what ElementTree reads; no other exception may leave it (ASVS 5.0, 1.5.3).
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.sheets.read_table import read_table
from service.sheets.refusal import SheetRefused
from tests.sheets.books import DECLARATION, book, row, sheet, strings

TEXTS = ("甲", "乙", "丙")
HONEST = sheet(
    row('<c r="A1" t="s"><v>0</v></c>', '<c r="B1"><v>12</v></c>', '<c t="b"><v>1</v></c>')
    + row('<c r="A2" t="inlineStr"><is><t>丁</t></is></c>', '<c r="C2" t="str"><v>戊</v></c>', number=2)
    + row("<c><v>7</v></c>", '<c t="e"><v>#N/A</v></c>', number=4)
).removeprefix(DECLARATION)  # fmt: skip
TOKENS = [piece for piece in re.split(r"(<[^>]*>)", HONEST) if piece]
BREAKS = (
    "<!--x-->", "<?x y?>", "<![CDATA[7]]>", "&#49;", "&amp;", "&lt;", " ", "\n", "1", "庚",
    "<v>9</v>", "<v>", "</v>", "<c>", "</c>", "<c/>", '<c r="B1"><v>8</v></c>', '<c r="&#66;1"/>',
    '<c t="s"><v>1</v></c>', '<c t="inlineStr"><is><t>辛</t></is></c>', "<is>", "</is>", "<t>", "</t>",
    "<row>", "</row>", '<row r="2">', '<row r="9"/>', "<x/>", "<f>1</f>", "</sheetData>", "<sheetData>",
    "<r><t>壬</t></r>", "<rPh><t>癸</t></rPh>",
)  # fmt: skip


def local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def children(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [child for child in element if local(child) == name]


def said(cell: ElementTree.Element) -> str:
    """What a cell says, by the letter of the format."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        (text,) = children(cell, "is")
        pieces = children(text, "t") + [t for r in children(text, "r") for t in children(r, "t")]
        assert len(pieces) < 2 or not children(text, "t")
        return "".join(piece.text or "" for piece in pieces)
    value = "".join(child.text or "" for child in children(cell, "v"))
    if kind == "s" and value:
        return TEXTS[int(value)]
    if kind == "b" and value:
        return {"1": "TRUE", "0": "FALSE"}[value]
    return str(int(value)) if kind == "n" and value else value


def oracle(text: str) -> dict[tuple[int, int], str]:
    (data,) = children(ElementTree.fromstring(text), "sheetData")  # noqa: S314 - of our own making
    found, number = {}, 0
    for line in children(data, "row"):
        number = int(line.get("r", number + 1))
        column = 0
        for cell in children(line, "c"):
            reference = cell.get("r", "")
            column = ord(reference[0]) - ord("A") + 1 if reference else column + 1
            if kept := said(cell).strip(" \n"):
                found[number, column] = kept
    return found


def read(text: str) -> dict[tuple[int, int], str]:
    (only,) = read_table(book(text, strings=strings(*TEXTS)), "xlsx").sheets
    return {
        (line.number, column): cell.text
        for line in only.lines
        for column, cell in enumerate(line.cells, start=1)
        if cell.kind != "empty"
    }


def broken(breaks: list[tuple[int, int, bool]]) -> str:
    """Each break goes in before a token, or in its place."""
    tokens = list(TOKENS)
    for at, which, instead in sorted(breaks, reverse=True):
        tokens[at : at + instead] = [BREAKS[which]]
    return "".join(tokens)


def test_the_honest_sheet_is_read_as_it_is_written() -> None:
    assert read(HONEST) == oracle(HONEST)
    assert len(oracle(HONEST)) == 7


PLACES = st.tuples(
    st.integers(1, len(TOKENS) - 2), st.integers(0, len(BREAKS) - 1), st.booleans()
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@example(breaks=[(8, BREAKS.index("&#49;"), False)])
@example(breaks=[(8, BREAKS.index("<!--x-->"), False)])
@given(breaks=st.lists(PLACES, min_size=1, max_size=3))
def test_a_broken_sheet_is_refused_or_read_as_another_parser_reads_it(
    breaks: list[tuple[int, int, bool]],
) -> None:
    text = broken(breaks)
    try:
        found = read(text)
    except SheetRefused:
        return
    assert found == oracle(text)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_bytes_are_changed_nothing_but_a_refusal_is_raised(data: st.DataObject) -> None:
    whole = bytearray(book(HONEST, strings=strings(*TEXTS)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        read_table(bytes(whole), "xlsx")
    except SheetRefused:
        return
