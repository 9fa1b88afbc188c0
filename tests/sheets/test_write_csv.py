"""The bytes of a CSV, and what it cannot hold."""

from __future__ import annotations

import pytest

from service.sheets.inert import as_typed, inert
from service.sheets.refusal import SheetRefused
from service.sheets.write_csv import CsvCharset, write_csv


def test_the_file_is_these_bytes() -> None:
    assert write_csv([["姓名", "金额"], ["李,梅", '5"']]) == (
        b"\xef\xbb\xbf" + '姓名,金额\r\n"李,梅","5"""\r\n'.encode()
    )
    assert write_csv([["李", "𠮷"]], "gb18030") == b"\xc0\xee,\x95\x34\xb2\x35\r\n"


@pytest.mark.parametrize("sign", "=+-@\t\r\n＝＋－＠")
def test_a_cell_that_begins_with_a_sign_gets_an_apostrophe(sign: str) -> None:
    assert inert(f"{sign}1") == f"'{sign}1"
    assert as_typed(f"'{sign}1") == f"{sign}1"


@pytest.mark.parametrize("text", ["", "5", "a=1", "'abc", "(5)", "·", "李-梅", "2026-01-05"])
def test_any_other_cell_stays_as_it_is(text: str) -> None:
    assert inert(text) == text == as_typed(text)


@pytest.mark.parametrize("charset", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("character", ["\x00", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_would_be_lost_is_refused(charset: CsvCharset, character: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        write_csv([["a"], ["b", f"c{character}"]], charset)
    assert refused.value.reason == "cell_unwritable"
    assert refused.value.values["cell"] == "B2"
    assert refused.value.values["character"] == f"U+{ord(character):04X}"


def test_a_nul_before_a_sign_is_refused_and_not_only_defused() -> None:
    with pytest.raises(SheetRefused, match="U\\+0000"):
        write_csv([["\x00=1+1"]])


def test_no_lines_are_no_bytes_and_an_empty_line_is_a_line() -> None:
    assert write_csv([]) == b""
    assert write_csv([[], ["a"]]) == b"\xef\xbb\xbf\r\na\r\n"
