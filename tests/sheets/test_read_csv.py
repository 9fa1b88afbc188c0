"""CSV in either charset is read to its last rare character, and hostile CSV is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.sheets.limits import Limits
from service.sheets.read_table import read_table
from service.sheets.refusal import SheetRefused
from tests.sheets.books import texts
from tests.sheets.hostile import Hostile
from tests.sheets.hostile_csv import HONEST_CSV, HOSTILE_CSV, Honest


@pytest.mark.parametrize("hostile", HOSTILE_CSV, ids=[one.name for one in HOSTILE_CSV])
def test_a_hostile_csv_is_refused_for_its_reason(hostile: Hostile) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_table(hostile.made(), "csv")
    assert refused.value.reason == hostile.reason


@pytest.mark.parametrize("honest", HONEST_CSV, ids=[one.name for one in HONEST_CSV])
def test_an_honest_csv_is_read(honest: Honest) -> None:
    assert texts(honest.data, "csv", honest.charset) == honest.expected


@pytest.mark.parametrize(
    ("data", "charset", "reason"),
    [
        ("李".encode("gb18030"), "utf-8", "csv_undecodable"),
        ("李".encode(), "gb18030", "csv_undecodable"),
        ("李".encode("utf-8-sig"), "gb18030", "csv_undecodable"),
        (b"x", "latin-1", "csv_charset"),
        (b"x", "utf-16", "csv_charset"),
        (b"x", "", "csv_charset"),
    ],
)
def test_where_a_charset_is_said_no_other_is_tried(data: bytes, charset: str, reason: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_table(data, "csv", charset)
    assert refused.value.reason == reason


def test_a_row_has_the_number_that_excel_shows() -> None:
    lines = read_table(b'a\n\n"b\nc\nd"\ne\n', "csv").sheets[0].lines
    assert [(line.number, [cell.text for cell in line.cells]) for line in lines] == [
        (1, ["a"]), (2, []), (3, ["b\nc\nd"]), (4, ["e"]),
    ]  # fmt: skip
    assert len(lines) == 4
    assert list(lines) == list(lines)


def test_the_place_of_a_fault_is_told() -> None:
    with pytest.raises(SheetRefused) as quotes:
        read_table(b'a\n"b\nc"\n"d', "csv")
    assert quotes.value.values == {"row": 3}
    with pytest.raises(SheetRefused) as undecodable:
        read_table("困难\n职工\n".encode() * 20_000 + b"\xff", "csv", "utf-8")
    assert undecodable.value.values == {"charset": "utf-8", "line": 40_001}
    with pytest.raises(SheetRefused) as long:
        read_table(b"a\nb," + b"x" * 2_001, "csv")
    assert long.value.values == {"sheet": "CSV", "cell": "B2", "characters": 2_001, "limit": 2_000}


@pytest.mark.parametrize("text", ["6.217E+15", "1.10105E+17", "-1E+16", "1.10105e+017"])
def test_a_number_that_excel_shortened_is_lost(text: str) -> None:
    (line,) = read_table(f"{text},1.5,E+17,x1E+17".encode(), "csv").sheets[0].lines
    assert [cell.kind for cell in line.cells] == ["lossy", "text", "text", "text"]


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(rows=2), "too_many_rows"),
        (Limits(columns=2), "too_many_columns"),
        (Limits(cells=8), "too_many_cells"),
        (Limits(characters=1), "cell_too_long"),
        (Limits(upload_bytes=10), "file_too_large"),
    ],
)
def test_every_limit_is_kept(limits: Limits, reason: str) -> None:
    data = b"ab,cd,ef\r\n" * 3
    assert len(texts(data, "csv")) == 3
    with pytest.raises(SheetRefused) as refused:
        read_table(data, "csv", limits=limits)
    assert refused.value.reason == reason


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200) | st.text("ab,\"\n\r\u3000困='\x00", max_size=60).map(str.encode))
def test_whatever_bytes_come_nothing_but_a_refusal_is_raised(data: bytes) -> None:
    try:
        lines = read_table(data, "csv").sheets[0].lines
    except SheetRefused:
        return
    assert len(list(lines)) == len(lines)
