"""What would make the parser itself grow without end is bounded, and told as a refusal."""

from __future__ import annotations

import pytest

from service.sheets.markup import TAGS_MAX, Markup, elements
from service.sheets.refusal import SheetRefused

PIECE = b"<a/>" * 16_384


def test_tags_without_end_are_refused() -> None:
    markup = Markup("xl/sharedStrings.xml")
    markup.feed(b"<sst>")
    for _ in range(TAGS_MAX // 16_384):
        markup.feed(PIECE)
    with pytest.raises(SheetRefused, match="markup_too_complex"):
        markup.feed(PIECE)


def test_text_without_end_is_no_tag() -> None:
    markup = Markup("x")
    markup.feed(b"<a>")
    for _ in range(100):
        markup.feed(b"x" * 65_536)
    markup.feed(b"</a>")
    markup.close()


def test_each_element_comes_with_the_one_it_stands_in() -> None:
    pieces = [b"<a><x:b c='1", b"'><d/></x:b", b"><d/></a>"]
    assert [tuple(found) for found in elements("x", pieces)] == [
        ("", "a", {}), ("a", "b", {"c": "1"}), ("b", "d", {}), ("a", "d", {}),
    ]  # fmt: skip


def test_the_line_of_a_fault_is_told() -> None:
    with pytest.raises(SheetRefused) as refused:
        list(elements("xl/workbook.xml", [b"<a>\n<b>\n</a>"]))
    assert refused.value.values == {"part": "xl/workbook.xml", "line": 3}
