"""A form as Excel will show it: looked up in the parts of the file, as no library reads them all."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from service.sheets.new_sheet import Column, NewSheet
from service.sheets.read_table import read_table
from service.sheets.refusal import SheetRefused
from service.sheets.write_xlsx import write_xlsx
from tests.sheets.books import MAIN, texts

COLUMNS = (
    Column("姓名", required=True, help="与身份证一致"),
    Column("关系", width=20, choices=("本人", "配偶", "子女")),
    Column("是否在校", choices=("是", "否")),
    Column("户主关系", choices=("本人", "配偶", "子女")),
)
FORM = NewSheet("家庭成员", COLUMNS, [["李梅", "本人"], ["王强", "", "否"]])


def part(data: bytes, name: str) -> ElementTree.Element:
    with ZipFile(io.BytesIO(data)) as package:
        return ElementTree.fromstring(package.read(name))  # noqa: S314 - of our own making


def every(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return list(root.iter(f"{{{MAIN}}}{name}"))


def looks(data: bytes) -> dict[str, tuple[str, bool, str]]:
    """For each cell of the first sheet: number format, bold or not, colour of its ground."""
    style = part(data, "xl/styles.xml")
    fills = [
        "".join(color.get("rgb", "") for color in every(fill, "fgColor"))
        for fill in every(style, "fill")
    ]
    bold = [bool(every(font, "b")) for font in every(style, "font")]
    (formats,) = every(style, "cellXfs")
    made = [
        (
            one.get("numFmtId", ""),
            bold[int(one.get("fontId", "0"))],
            fills[int(one.get("fillId", "0"))],
        )
        for one in formats
    ]
    cells = every(part(data, "xl/worksheets/sheet1.xml"), "c")
    return {cell.get("r", ""): made[int(cell.get("s", "0"))] for cell in cells}


def comments(data: bytes, number: int = 1) -> dict[str, str]:
    found = every(part(data, f"xl/comments{number}.xml"), "comment")
    return {one.get("ref", ""): "".join(one.itertext()) for one in found}


def test_the_header_is_bold_coloured_where_required_and_stays_in_sight() -> None:
    data = write_xlsx([FORM])
    found = looks(data)
    assert found["A1"] == ("49", True, "FFFFD966")
    assert found["B1"] == ("49", True, "FFE7E6E6")
    assert found["A2"] == ("49", False, "")
    (pane,) = every(part(data, "xl/worksheets/sheet1.xml"), "pane")
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    assert comments(data) == {"A1": "与身份证一致"}


def test_what_is_typed_into_the_form_later_is_text() -> None:
    sheet = part(write_xlsx([FORM]), "xl/worksheets/sheet1.xml")
    style = part(write_xlsx([FORM]), "xl/styles.xml")
    (formats,) = every(style, "cellXfs")
    for column in every(sheet, "col"):
        assert formats[int(column.get("style", "0"))].get("numFmtId") == "49"  # @
    widths = [(column.get("min"), column.get("max")) for column in every(sheet, "col")]
    assert widths == [("1", "1"), ("2", "2"), ("3", "4")]


def test_choices_stand_once_on_a_sheet_of_their_own_and_nothing_else_is_taken() -> None:
    data = write_xlsx([FORM])
    rules = every(part(data, "xl/worksheets/sheet1.xml"), "dataValidation")
    assert [(rule.get("sqref"), rule[0].text) for rule in rules] == [
        ("B2:B20001", "'代码'!$A$2:$A$4"),
        ("C2:C20001", "'代码'!$B$2:$B$3"),
        ("D2:D20001", "'代码'!$A$2:$A$4"),
    ]
    assert {rule.get("type") for rule in rules} == {"list"}
    assert {rule.get("showErrorMessage") for rule in rules} == {"1"}
    codes = read_table(data, "xlsx").sheets[1]
    assert (codes.name, codes.hidden) == ("代码", True)
    assert [[cell.text for cell in line.cells] for line in codes.lines] == [
        ["关系", "是否在校"], ["本人", "是"], ["配偶", "否"], ["子女"],
    ]  # fmt: skip
    assert not read_table(write_xlsx([FORM], hide_codes=False), "xlsx").sheets[1].hidden


def test_a_list_may_be_longer_than_a_rule() -> None:
    choices = tuple(f"第{number}种困难情形" for number in range(300))
    data = write_xlsx([NewSheet("表", [Column("情形", choices=choices)])])
    (rule,) = every(part(data, "xl/worksheets/sheet1.xml"), "dataValidation")
    assert rule[0].text == "'代码'!$A$2:$A$301"
    assert len(read_table(data, "xlsx").sheets[1].lines) == 301


def test_without_choices_there_is_no_further_sheet() -> None:
    assert len(read_table(write_xlsx([NewSheet("表", [Column("一")])]), "xlsx").sheets) == 1


def test_what_is_wrong_in_an_upload_is_marked_where_it_stands() -> None:
    remarks = {(2, 1): "与身份证不符", (3, 2): "必填", (1, 4): "没有这一列", (6, 3): "缺少一行"}
    data = write_xlsx([NewSheet("表", COLUMNS, FORM.lines, remarks)])
    found = looks(data)
    assert [found[at][2] for at in ("A2", "B3", "D1", "C6")] == ["FFFFC7CE"] * 4
    assert found["A3"][2] == ""
    assert comments(data) == {
        "A1": "与身份证一致", "A2": "与身份证不符", "B3": "必填", "D1": "没有这一列", "C6": "缺少一行",
    }  # fmt: skip
    assert texts(data) == texts(write_xlsx([FORM]))


def test_the_same_sheets_are_the_same_bytes() -> None:
    assert write_xlsx([FORM]) == write_xlsx([FORM])
    core = part(write_xlsx([FORM]), "docProps/core.xml")
    assert set(re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "".join(core.itertext()))) == {
        "2000-01-01T00:00:00Z"
    }


def test_lines_are_taken_one_by_one() -> None:
    """Nothing waits for the last line: each is written before the next one is asked for."""
    asked: list[int] = []

    def lines() -> Iterator[Sequence[str]]:
        for number in range(1, 4):
            asked.append(number)
            yield [f"{number}"]

    data = write_xlsx([NewSheet("表", [Column("序号")], lines())])
    assert texts(data) == [["序号"], ["1"], ["2"], ["3"]]
    assert asked == [1, 2, 3]


@pytest.mark.parametrize("character", ["\x00", "\ud800", "\uffff"])
def test_a_character_that_would_be_lost_is_refused(character: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        write_xlsx([NewSheet("表", [Column("一"), Column("二")], [["a", f"b{character}"]])])
    assert refused.value.reason == "cell_unwritable"
    assert refused.value.values["cell"] == "B2"


def test_a_text_that_excel_would_cut_off_is_refused() -> None:
    longest = "𠮷" * 16_383 + "x"
    assert len(write_xlsx([NewSheet("表", [Column("一")], [[longest]])])) > 0
    with pytest.raises(SheetRefused) as refused:
        write_xlsx([NewSheet("表", [Column("一")], [[f"{longest}x"]])])
    assert refused.value.reason == "cell_too_long"
    assert refused.value.values["characters"] == 32_768


@pytest.mark.parametrize(
    ("lines", "reason"),
    [(repeat((), 1_048_576), "too_many_rows"), ([("",) * 16_385], "too_many_columns")],
)
def test_a_line_that_would_be_left_out_is_refused(
    lines: Iterable[Sequence[str]], reason: str
) -> None:
    with pytest.raises(SheetRefused) as refused:
        write_xlsx([NewSheet("表", [Column("一")], lines)])
    assert refused.value.reason == reason


def test_no_line_is_left_on_the_disk_also_after_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def lines() -> Iterator[Sequence[str]]:
        yield ["李梅"]
        (folder,) = tmp_path.iterdir()
        assert folder.stat().st_mode & 0o077 == 0
        assert list(folder.iterdir())
        raise ValueError("the database is gone")

    with pytest.raises(ValueError, match="gone"):
        write_xlsx([NewSheet("表", [Column("姓名")], lines())])
    assert list(tmp_path.iterdir()) == []
    write_xlsx([FORM])
    assert list(tmp_path.iterdir()) == []
