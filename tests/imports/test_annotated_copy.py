"""The caller's own table back: every wrong cell marked, and what is wrong said in the last column."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from service.sheets.read_table import read_table
from service.sheets.table import address
from service.sheets.write_csv import write_csv
from tests.county import XLSX, County, Reply
from tests.household_tables import CSV, NUMBER, RELATION, Home, csv_of, home, person, xlsx_of
from tests.snapshot import snapshot

COPY = "/v1/imports/annotated-copy"


def copied(county: County, content: bytes, media: str = XLSX, **more: str) -> Reply:
    reply = county.upload("clerk-1", COPY, content, media, headers=more)
    assert reply.status == 200
    assert reply.headers["Content-Type"] == XLSX
    return reply


def lines(content: bytes) -> dict[str, list[list[str]]]:
    return {
        sheet.name: [[cell.text for cell in line.cells] for line in sheet.lines]
        for sheet in read_table(content, "xlsx").sheets
    }


def remarks(content: bytes) -> dict[str, str]:
    """What is remarked on the first sheet, by cell."""
    with ZipFile(BytesIO(content)) as book:
        text = book.read("xl/comments1.xml").decode()
    found = re.findall(r'<comment ref="([A-Z]+[0-9]+)".*?<t[^>]*>(.*?)</t>', text, re.DOTALL)
    return dict(found)


def highlighted(content: bytes) -> set[str]:
    """Cells in the style of a wrong one, the fourth the writer makes."""
    with ZipFile(BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    cells = re.findall(r"<xf [^>]*/?>", styles.partition("<cellXfs")[2])
    filled = {n for n, xf in enumerate(cells) if 'applyFont="1"' in xf and 'applyFill="1"' in xf}
    used = re.findall(r'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"', sheet)
    return {cell for cell, style in used if int(style) in filled and not cell.endswith("1")}


def test_every_wrong_cell_is_marked_and_the_last_column_says_all_of_the_line(
    county: County,
) -> None:
    table = [home([]), home([], 手机号码="1", 工作状态="躺平"), home([])]
    content = copied(county, xlsx_of(table)).body
    heads, *rows = lines(content)["档案"]
    assert heads[-1] == "问题"
    phone, work = (chr(ord("A") + heads.index(name)) for name in ("手机号码", "工作状态"))
    assert set(remarks(content)) == highlighted(content) == {f"{phone}3", f"{work}3"}
    assert "下拉列表" in remarks(content)[f"{work}3"]
    assert rows[1][-1].count("\n") == 1
    assert all(name in rows[1][-1] for name in ("手机号码：", "工作状态："))
    assert [row[: len(heads) - 1] for row in rows] == [
        [one.worker[name] for name in heads[:-1]] for one in table
    ]


def test_what_stands_beyond_the_headings_is_marked_where_it_stands_and_not_left_out(
    sqlite_county: County,
) -> None:
    heads, line = csv_of([home([])]).decode("utf-8-sig").splitlines()
    content = copied(sqlite_county, f"{heads}\r\n{line},,留意\r\n".encode(), CSV).body
    titles, row = lines(content)["CSV"]
    width = len(heads.split(","))
    assert titles[width:] == ["", "", "问题"]
    assert row[width : width + 2] == ["", "留意"]
    beyond = address(2, width + 2)
    assert set(remarks(content)) == highlighted(content) == {beyond}


def test_the_copy_says_what_the_import_says(county: County) -> None:
    shared = person()
    table = [home([shared]), home([dict(shared), person(**{NUMBER: "1"})])]
    told = county.upload("clerk-1", "/v1/imports?dry_run=true", csv_of(table), CSV)
    (rows,) = lines(copied(county, csv_of(table), CSV).body).values()
    said = {(row, one) for row, cells in enumerate(rows, 1) if row > 1
            for one in (cells[-1].splitlines() if len(cells) == len(rows[0]) else ())}  # fmt: skip
    assert said == {(f["row"], f"{f['column']}：{f['title']}") for f in told["faults"]}


def test_it_speaks_the_language_of_the_caller(sqlite_county: County) -> None:
    content = copied(
        sqlite_county, xlsx_of([home([], 工作状态="躺平")]), **{"Accept-Language": "en"}
    ).body
    heads, row = lines(content)["档案"]
    assert heads[-1] == "Faults"
    assert "drop-down list" in row[-1]


def test_wrong_headings_are_marked_where_they_stand_or_at_the_end(sqlite_county: County) -> None:
    content = copied(
        sqlite_county, write_csv([[RELATION, "姓名", "颜色"], ["本人", "李梅", "红"]]), CSV
    ).body
    told = remarks(content)
    assert "模板中没有这一列" in told["C1"]
    assert "身份证号码" in told["D1"]
    assert "主要致困原因" in told["D1"]


def test_it_only_looks(county: County) -> None:
    engine = county.house.transactions.engine
    before = snapshot(engine)
    copied(county, xlsx_of([home(), home(手机号码="1")]))
    assert snapshot(engine) == before


def test_a_table_that_is_right_comes_back_without_a_mark(sqlite_county: County) -> None:
    content = copied(sqlite_county, xlsx_of([home(), home()])).body
    assert highlighted(content) == set()
    with ZipFile(BytesIO(content)) as book:
        assert not [name for name in book.namelist() if "comments" in name]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "@SUM(A1)", "-2"])
def test_what_looks_like_a_formula_comes_back_as_the_text_it_was(
    sqlite_county: County, text: str
) -> None:
    content = copied(sqlite_county, csv_of([Home(home([], 姓名=text).worker, [])]), CSV).body
    with ZipFile(BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    rows = lines(content)["CSV"]
    assert rows[1][rows[0].index("姓名")] == text
