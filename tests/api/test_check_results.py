"""The results of an economic check as a table: every line that is wrong is named, and none is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from service.sheets import Column, NewSheet, read_table, write_csv, write_xlsx
from tests.api.test_file_procedure import reviewed
from tests.county import XLSX, County, Reply
from tests.file_steps import ENTERING, FullFiling
from tests.household_tables import CSV, CSV_GB18030
from tests.sheets.books import hidden
from tests.sheets.hostile import Hostile
from tests.sheets.hostile_archives import ARCHIVES
from tests.sheets.hostile_sheets import SHEETS
from tests.snapshot import snapshot

HEAD = (
    "行号", "档案编号", "住房套数", "机动车辆数", "工商登记数", "年收入", "金融资产", "家庭成员死亡",
    "他处参保", "说明",
)  # fmt: skip


class Checking:
    """A list of two households that wait for what the checking centre says."""

    def __init__(self, county: County) -> None:
        self.filing = FullFiling(county)
        self.county = county
        self.files = [reviewed(self.filing) for _ in range(2)]
        self.check = self.filing.asked(*self.files)
        self.path = f"/v1/economic-checks/{self.check['id']}"
        self.serials = [county.get("auditor-1", file)["number"] for file in self.files]

    def send(
        self, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD, who: str = ENTERING
    ) -> Reply:
        return self.upload(csv(rows, head), CSV, who)

    def upload(self, content: bytes, media: str = XLSX, who: str = ENTERING, **more: Any) -> Reply:
        return self.county.upload(who, f"{self.path}/result-file", content, media, **more)

    def lines(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.county.get("auditor-1", self.path)["lines"]
        return found


@pytest.fixture
def checking(county: County) -> Checking:
    return Checking(county)


@pytest.fixture(scope="module")
def hostile_list(
    sqlite_templates: dict[str, Path], keys: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Checking]:  # fmt: skip
    """One list for the whole corpus: each test sees that it left nothing behind."""
    folder = tmp_path_factory.mktemp("hostile")
    copy(sqlite_templates["seeded"], folder / "aid.db")
    with County(f"sqlite:///{folder / 'aid.db'}", folder, keys) as county:
        yield Checking(county)


@pytest.fixture
def sqlite_checking(sqlite_county: County) -> Checking:
    return Checking(sqlite_county)


def csv(rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> bytes:
    return write_csv([head, *rows])


def book(rows: Sequence[Sequence[str]], name: str = "核对结果") -> bytes:
    return write_xlsx([NewSheet(name, [Column(one) for one in HEAD], rows)])


def line(number: int, serial: str, *found: str) -> list[str]:
    return [str(number), serial, *found, *[""] * (8 - len(found))]


def test_a_table_answers_every_household_of_the_list(checking: Checking) -> None:
    content = book(
        [
            line(1, checking.serials[0], "1", "0", "0", "36000.01", "0", "否", "否", "无其他记录"),
            line(2, checking.serials[1], "2", "1"),
        ]
    )
    told = checking.upload(content)
    assert told.status == 200, told.body
    assert told["state"] == "answered"
    assert [(one["result"], one["doubts"]) for one in told["lines"]] == [
        ("applied", ["income", "other"]),
        ("applied", ["dwellings", "vehicles", "incomplete"]),
    ]  # fmt: skip
    first, second = checking.lines()
    assert first["result"] == {
        "dwellings": 1, "vehicles": 0, "businesses": 0, "annual_income_fen": 3_600_001,
        "financial_assets_fen": 0, "deceased": False, "insured_elsewhere": False,
        "note": "无其他记录",
    }  # fmt: skip
    assert second["result"] == {"dwellings": 2, "vehicles": 1}
    digest = hashlib.sha256(content).hexdigest()
    assert {first["document_sha256"], second["document_sha256"]} == {digest}


def test_the_template_comes_back_filled_in(checking: Checking) -> None:
    told = checking.county.get("county-reviewer-1", f"{checking.path}/result-template")
    (sheet, *_) = read_table(told.body, "xlsx").sheets
    head, *rows = [[cell.text for cell in row.cells] for row in sheet.lines]
    assert [title.removesuffix("*").strip() for title in head] == list(HEAD)
    assert [row[:2] for row in rows] == [["1", checking.serials[0]], ["2", checking.serials[1]]]
    untouched = checking.upload(told.body)
    assert (untouched.status, untouched["values"]["reason"]) == (422, "no_results")
    answer = checking.send([line(2, checking.serials[1], "1")])
    assert answer["state"] == "open"
    left = checking.county.get("county-reviewer-1", f"{checking.path}/result-template")
    (sheet, *_) = read_table(left.body, "xlsx").sheets
    assert [row.cells[0].text for row in sheet.lines][1:] == ["1"]


def test_the_same_table_again_changes_nothing_and_a_longer_one_adds(checking: Checking) -> None:
    first, second = (line(at, checking.serials[at - 1], "1") for at in (1, 2))
    assert checking.send([first, line(2, checking.serials[1])])["lines"][0]["result"] == "applied"
    etag = checking.county.get("auditor-1", checking.path).etag
    again = checking.send([first, line(2, checking.serials[1])])
    assert [one["result"] for one in again["lines"]] == ["repeated"]
    assert checking.county.get("auditor-1", checking.path).etag == etag
    longer = checking.send([first, second])
    assert [one["result"] for one in longer["lines"]] == ["repeated", "applied"]
    documents = [one["document_sha256"] for one in checking.lines()]
    assert documents[0] != documents[1]
    other = checking.send([line(1, checking.serials[0], "2")])
    assert (other.status, other.codes) == (409, {"check_answered"})


def test_every_cell_that_is_wrong_is_named_and_no_line_is_kept(checking: Checking) -> None:
    before = snapshot(checking.county.house.transactions.engine)
    told = checking.send(
        [
            line(1, checking.serials[0], "一套", "-1", "", "三万", "", "也许"),
            line(2, checking.serials[1], "1"),
            ["", checking.serials[1], "1", *[""] * 7],
            ["2", "", "1", *[""] * 7],
        ]
    )
    assert (told.status, told.codes) == (422, {"table_refused"})
    assert told["values"]["reason"] == "lines_wrong"
    assert [(one["at"], one["values"]["row"], one["code"]) for one in told["errors"]] == [
        ("/CSV/住房套数", 2, "not_whole"),
        ("/CSV/机动车辆数", 2, "not_whole"),
        ("/CSV/年收入", 2, "not_money"),
        ("/CSV/家庭成员死亡", 2, "not_yes_or_no"),
        ("/CSV/行号", 4, "required"),
        ("/CSV/档案编号", 5, "required"),
        ("/CSV/行号", 3, "line_repeated"),
        ("/CSV/行号", 5, "line_repeated"),
    ]
    assert snapshot(checking.county.house.transactions.engine) == before


def test_rows_that_slipped_are_refused(checking: Checking) -> None:
    here, there = checking.serials
    told = checking.send([line(1, there, "1"), line(2, here, "9"), line(3, here, "1")])
    assert [(one["at"], one["values"]["row"], one["code"]) for one in told["errors"]] == [
        ("/CSV/档案编号", 2, "serial_differs"),
        ("/CSV/档案编号", 3, "serial_differs"),
        ("/CSV/行号", 4, "line_unknown"),
    ]
    assert {one["state"] for one in checking.lines()} == {"asked"}


def test_a_value_beyond_what_the_api_takes_is_a_fault_of_its_cell(
    sqlite_checking: Checking,
) -> None:
    checking = sqlite_checking
    told = checking.send([line(1, checking.serials[0], "100", *[""] * 6, "长" * 501)])
    assert [(one["at"], one["values"]["row"]) for one in told["errors"]] == [
        ("/CSV/住房套数", 2), ("/CSV/说明", 2),
    ]  # fmt: skip
    english = checking.upload(
        csv([line(1, "X", "1")]), CSV, headers={"Accept-Language": "en"}
    )  # fmt: skip
    assert all(one["title"].isascii() for one in english["errors"])


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (HEAD[1:], "heading_missing"), ((*HEAD[:-1], "备考"), "heading_unknown"),
        ((*HEAD[:-1], "行号"), "heading_twice"),
    ],
)  # fmt: skip
def test_headings_of_another_table_are_refused(
    sqlite_checking: Checking, head: Sequence[str], code: str
) -> None:
    told = sqlite_checking.send([["1"] * len(head)], head)
    assert told["values"]["reason"] == "headings_wrong"
    assert code in {one["code"] for one in told["errors"]}


def test_a_sheet_that_would_be_left_unread_is_refused(sqlite_checking: Checking) -> None:
    checking = sqlite_checking
    rows = [line(1, checking.serials[0], "1")]
    told = checking.upload(book(rows, "Sheet1"))
    assert (told.status, told["values"]["reason"]) == (422, "sheet_unknown")


@pytest.mark.parametrize("name", ["核对结果", "CSV"])
def test_results_on_a_sheet_that_nobody_sees_are_refused(
    sqlite_checking: Checking, name: str
) -> None:
    checking = sqlite_checking
    rows = [line(1, checking.serials[0], "1")]
    told = checking.upload(hidden(book(rows, name), name))
    assert (told.status, told["values"]["reason"]) == (422, "sheet_hidden")


def test_a_table_in_gb18030_is_read_as_one_in_utf_8(sqlite_checking: Checking) -> None:
    checking = sqlite_checking
    content = csv([line(1, checking.serials[0], "1")]).decode("utf-8-sig").encode("gb18030")
    assert checking.upload(content, CSV_GB18030).status == 200


def test_who_has_a_hand_in_the_case_brings_no_results(checking: Checking) -> None:
    rows = [line(1, checking.serials[0], "1")]
    told = checking.send(rows, who="county-reviewer-1")
    assert (told.status, told.codes) == (403, {"separation_of_duties"})
    assert checking.send(rows, who="reviewer-1").status == 404
    assert {one["state"] for one in checking.lines()} == {"asked"}


@pytest.mark.parametrize("hostile", [*ARCHIVES, *SHEETS], ids=lambda one: one.name)
def test_a_hostile_workbook_brings_no_results(hostile_list: Checking, hostile: Hostile) -> None:
    content = hostile.made()
    told = hostile_list.upload(content)
    assert told.status in (400, 413, 422), told.body
    assert told.codes <= {"unreadable", "too_large", "table_refused"}
    assert {one["state"] for one in hostile_list.lines()} == {"asked"}
