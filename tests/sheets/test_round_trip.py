"""What is written is read back equal, and no spreadsheet would run any of it (ASVS 5.0, 1.2.10)."""

from __future__ import annotations

import csv
import io
import re
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.sheets.cells import trimmed
from service.sheets.new_sheet import Column, NewSheet
from service.sheets.write_csv import CsvCharset, write_csv
from service.sheets.write_xlsx import write_xlsx
from tests.sheets.books import texts

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WRITABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff")
ANY_TEXT = st.text(WRITABLE, max_size=30)
BEGINNINGS = st.sampled_from(
    [*LIVE, "'", "''", " =", "\u3000-", '"', "_x0041_", "{=", "http://", "𠮷"]
)
CELLS = st.builds("{}{}".format, BEGINNINGS, ANY_TEXT) | ANY_TEXT
TABLES = st.lists(st.lists(CELLS, max_size=5), max_size=6)
CHARSETS: tuple[CsvCharset, ...] = ("utf-8-sig", "gb18030")


def kept(table: list[list[str]]) -> list[list[str]]:
    """A table as reading leaves it: blanks around a text, and empty cells and lines at the end."""
    lines = [[trimmed(text) for text in line] for line in table]
    for line in lines:
        while line and not line[-1]:
            line.pop()
    while lines and not lines[-1]:
        lines.pop()
    return lines


@settings(max_examples=300, deadline=None)
@example(
    table=[["=cmd|'/C calc'!A0", "+1", "-5", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "' =1"]]
)
@example(table=[["a\r\nb", 'a"b', "a,b", "", "x"], [], ["\r"]])
@given(table=TABLES)
@pytest.mark.parametrize("charset", CHARSETS)
def test_no_cell_of_a_csv_is_run_and_each_is_read_back(
    charset: CsvCharset, table: list[list[str]]
) -> None:
    table = [["表头"], *table]
    data = write_csv(table, charset)
    text = data.decode("utf-8-sig" if charset == "utf-8-sig" else charset)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert [cell for row in rows for cell in row if cell.lstrip(" \u3000").startswith(LIVE)] == []
    assert texts(data, "csv", charset) == kept(table)


@settings(max_examples=300, deadline=None)
@example(table=[["=cmd|'/C calc'!A0", "{=1+1}", '=HYPERLINK("http://x")', "http://example.org"]])
@example(table=[["_x0041_", "a\rb", "a\r\nb\x01", "<f>1+1</f>", "&#61;1", "mailto:a@example.org"]])
@given(table=TABLES)
def test_no_cell_of_an_xlsx_is_a_formula_and_each_is_read_back(table: list[list[str]]) -> None:
    header = ["一", "二", "三", "四", "五"]
    data = write_xlsx([NewSheet("表", [Column(title) for title in header], table)])
    with ZipFile(io.BytesIO(data)) as package:
        written = package.read("xl/worksheets/sheet1.xml").decode()
    assert not re.search(r"<f[ >/]|<hyperlink|<v>", written)
    assert set(re.findall(r'<c r="[A-Z]+[0-9]+" s="[0-9]+" t="(\w+)">', written)) == {"inlineStr"}
    assert texts(data) == kept([header, *table])


def test_a_blank_before_a_sign_does_not_hide_it() -> None:
    (row,) = csv.reader(io.StringIO(write_csv([["  =1+1", "\u00a0@x"]]).decode("utf-8-sig")))
    assert row == ["'  =1+1", "'\u00a0@x"]


@pytest.mark.parametrize("charset", CHARSETS)
def test_ten_thousand_texts_come_back_in_their_order(charset: CsvCharset) -> None:
    table = [[f"{row}", "困难职工" * (row % 7), f"=A{row}", "𠮷"] for row in range(1, 2_501)]
    assert texts(write_csv(table, charset), "csv") == kept(table)
