"""Every kind of fault is told with its sheet, its line, its column, its code and a sentence."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from service.sheets.new_sheet import Column, NewSheet
from service.sheets.write_csv import write_csv
from service.sheets.write_xlsx import write_xlsx
from service.use_cases.check_table import said_twice
from service.use_cases.import_draft import Draft
from tests.audit_trail import entries_since, log_size
from tests.county import County, Reply, account_number, identity_number
from tests.household_tables import (
    CSV,
    KEY,
    NUMBER,
    RELATION,
    Home,
    csv_of,
    home,
    homes,
    person,
    xlsx_of,
)
from tests.sheets.books import hidden
from workflows.identity_number import check_character

Told = tuple[str, int, str, str]


def looked(county: County, content: bytes, media: str | None = None, who: str = "clerk-1") -> Reply:
    """A dry run: what is found, and nothing written."""
    query = "/v1/imports?dry_run=true&mode=good_rows"
    return county.upload(who, query, content, *([media] if media else []))


def told(reply: Reply) -> list[Told]:
    return [(f["sheet"], f["row"], f["column"], f["code"]) for f in reply["faults"]]


def old_number(number: str) -> str:
    """A number of 18 as an old list has it: 15 digits, of the last century."""
    return number[:6] + number[8:17]


OF_WORKER: list[tuple[dict[str, str], str, str]] = [
    ({"姓名": ""}, "姓名", "required"),
    ({"姓名": "李2"}, "姓名", "not_name"),
    ({NUMBER: "360722198503120"[:14]}, NUMBER, "identity_number_length"),
    ({NUMBER: "36072219850312002X"}, NUMBER, "identity_number_check_digit"),
    ({"手机号码": "12345"}, "手机号码", "not_phone_number"),
    ({"工作状态": "躺平"}, "工作状态", "not_on_list"),
    ({"工会会员": ""}, "工会会员", "required"),
    ({"工会会员": "也许"}, "工会会员", "not_yes_or_no"),
    ({"银行账号": "123"}, "银行账号", "not_digits"),
    ({"银行账号": ""}, "银行账号", "required"),
    ({"家庭年总收入（元）": "三万"}, "家庭年总收入（元）", "not_money"),
    ({"家庭年总收入（元）": ""}, "家庭年总收入（元）", "required"),
    ({"收入：工资性收入": "36000"}, "收入：工资性收入", "said_twice"),
    ({"参加工作日期": "某年"}, "参加工作日期", "not_day"),
    ({"住房套数": "一"}, "住房套数", "not_whole"),
    ({"住房套数": "100"}, "住房套数", "too_large"),
    ({"残疾类别": "肢体残疾"}, "残疾等级", "required"),
    ({"主要致困原因": ""}, "主要致困原因", "required"),
    ({"次要致困原因1": "子女上学", "次要致困原因2": "子女上学"}, "次要致困原因1", "repeated"),
    ({"人群标签": "富裕"}, "人群标签", "not_on_list"),
    ({"申报困难类别": "特困"}, "申报困难类别", "not_category"),
    ({"机动车数量": "2", "机动车明细": "普通机动车/80000/是"}, "机动车数量", "said_twice"),
]


@pytest.mark.parametrize("kind", ["档案", "CSV"])
@pytest.mark.parametrize(("cells", "column", "code"), OF_WORKER)
def test_a_wrong_cell_of_the_worker(
    sqlite_county: County, cells: dict[str, str], column: str, code: str, kind: str
) -> None:
    members = [] if NUMBER in cells else [person()]  # on two sheets they would have nobody
    table = [home(), home(members, **cells), home()]
    told_of = looked(sqlite_county, *((csv_of(table), CSV) if kind == "CSV" else (xlsx_of(table),)))
    row = 4 if kind == "CSV" else 3
    if code == "repeated":  # the list as a whole: its first column stands for it
        assert (kind, row, column, code) in told(told_of)
    else:
        assert told(told_of) == [(kind, row, column, code)]
    assert (told_of["total"], told_of["right"], told_of["wrong"]) == (3, 2, 1)
    assert told_of["faults"][0]["title"]


@pytest.mark.parametrize("kind", ["家庭成员", "CSV"])
@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"姓名": ""}, "姓名", "required"),
        ({NUMBER: "1"}, NUMBER, "identity_number_length"),
        ({RELATION: ""}, RELATION, "required"),
        ({RELATION: "邻居"}, RELATION, "not_on_list"),
        ({"在读学生": "读"}, "在读学生", "not_yes_or_no"),
        ({"入学年份": "1900"}, "入学年份", "too_small"),
        ({"健康状况": "差"}, "健康状况", "not_on_list"),
    ],
)
def test_a_wrong_cell_of_a_member(
    sqlite_county: County, cells: dict[str, str], column: str, code: str, kind: str
) -> None:
    table = [home(), home([person(), person(**cells)])]
    told_of = looked(sqlite_county, *((csv_of(table), CSV) if kind == "CSV" else (xlsx_of(table),)))
    row = 6 if kind == "CSV" else 4
    assert told(told_of) == [(kind, row, column, code)]


def test_everything_wrong_is_told_at_once_and_where_it_stands(sqlite_county: County) -> None:
    """Two cells of one line, a member, and a second household that shares a person with the first."""
    shared = person()
    table = [home([shared], 工作状态="躺平", 手机号码="1"), home([dict(shared)])]
    assert told(looked(sqlite_county, xlsx_of(table))) == [
        ("档案", 2, "手机号码", "not_phone_number"),
        ("档案", 2, "工作状态", "not_on_list"),
        ("家庭成员", 2, NUMBER, "person_repeated"),
        ("家庭成员", 3, NUMBER, "person_repeated"),
    ]


def spelled(number: str) -> list[str]:
    """One number in every way a list may have it."""
    wide = number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})
    return [number, number.lower(), wide, f"{number[:6]} {number[6:14]} {number[14:]}"]


def somebody_of_old() -> str:
    """A number that ends in X, of the last century, so that every spelling of it differs."""
    for sequence in range(1, 999):
        first = f"36072219850312{sequence:03d}"
        if check_character(first) == "X":
            return f"{first}X"
    raise AssertionError("eleven in a row without one")


@pytest.mark.parametrize("place", range(5))
def test_a_person_under_any_spelling_of_their_number_is_the_same_person(
    sqlite_county: County, place: int
) -> None:
    number = somebody_of_old()
    other = [*spelled(number), old_number(number)][place]
    table = [home([person(**{NUMBER: number})]), home([person(**{NUMBER: other})])]
    assert told(looked(sqlite_county, csv_of(table), CSV)) == [
        ("CSV", 3, NUMBER, "person_repeated"),
        ("CSV", 5, NUMBER, "person_repeated"),
    ]
    sqlite_county.upload("clerk-1", "/v1/imports", csv_of(table[:1]), CSV)
    assert told(looked(sqlite_county, csv_of(table[1:]), CSV)) == [
        ("CSV", 3, NUMBER, "person_on_file")
    ]


def test_the_same_account_under_two_persons_is_told_at_both(sqlite_county: County) -> None:
    account = account_number()
    table = [
        home([], 银行账号=account),
        home([]),
        home([], 银行账号=f"{account[:4]} {account[4:]}"),
    ]
    found = looked(sqlite_county, csv_of(table), CSV)
    assert told(found) == [
        ("CSV", 2, "银行账号", "account_repeated"),
        ("CSV", 4, "银行账号", "account_repeated"),
    ]
    assert [fault["values"]["row"] for fault in found["faults"]] == [4, 2]


def test_who_stands_on_another_file_is_told_as_far_as_the_clerk_may_see(county: County) -> None:
    ours, theirs = county.file_form(), county.file_form()
    mine = county.post("clerk-1", "/v1/hardship-files", ours)
    county.post("clerk-2", "/v1/hardship-files", theirs)
    table = [
        home([person(**{NUMBER: ours["members"][0]["identity_number"]})]),
        home([], **{NUMBER: theirs["worker"]["identity_number"]}),
    ]
    found = looked(county, csv_of(table), CSV)
    assert told(found) == [
        ("CSV", 3, NUMBER, "person_on_file"),
        ("CSV", 4, NUMBER, "person_on_file"),
    ]
    assert found["faults"][0]["values"] == {"files": [mine["id"]]}
    assert found["faults"][1]["values"] == {"files": ["another_union_of_this_county"]}
    assert "360722002" not in str(found.body)


def test_an_account_that_somebody_else_uses_is_told(county: County) -> None:
    form = county.file_form()
    county.post("clerk-2", "/v1/hardship-files", form)
    table = [home([], 银行账号=form["worker"]["account"]["number"])]
    assert told(looked(county, csv_of(table), CSV)) == [("CSV", 2, "银行账号", "account_shared")]


def test_nobody_imports_their_own_household(county: County) -> None:
    number = identity_number()
    officer = {"id": "clerk-7", "name": "钟明", "identity_number": number, "union": "360722001"}
    county.post("security-1", "/v1/officers", officer)
    post = {"role": "clerk", "union": "360722001", "from": "2026-01-01", "to": None}
    county.post("security-1", "/v1/officers/clerk-7/appointments", post)
    table = [home([person(**{NUMBER: number})])]
    assert told(looked(county, csv_of(table), CSV, "clerk-7")) == [("CSV", 3, NUMBER, "recusal")]
    assert looked(county, csv_of(table), CSV)["right"] == 1
    size = log_size(county)
    imported = county.upload("clerk-7", "/v1/imports", csv_of(table), CSV)
    begun, denied = entries_since(county, size)
    assert (begun["act"], denied["act"]) == ("file_import.begin", "authz.deny")
    assert (denied["obj"]["id"], denied["dec"]["rule"]) == (imported["id"], "recusal")


def test_the_example_of_the_template_is_nobody(sqlite_county: County) -> None:
    for kind, media in (("csv", CSV), ("xlsx", None)):
        template = sqlite_county.get("clerk-1", f"/v1/imports/template?format={kind}").body
        content = template.encode() if isinstance(template, str) else template
        found = looked(sqlite_county, content, media)
        assert [fault["code"] for fault in found["faults"]] == ["example_line"]


def test_a_number_that_excel_has_shortened_says_that_the_column_must_be_text(
    sqlite_county: County,
) -> None:
    table = csv_of([home([], **{NUMBER: "3.60722E+17"})])
    found = looked(sqlite_county, table, CSV)
    assert told(found) == [("CSV", 2, NUMBER, "cell_lossy")]
    assert "文本格式" in found["faults"][0]["title"]


# --- lines out of place -----------------------------------------------------------------------------


def test_a_member_whose_worker_is_nowhere_is_told(sqlite_county: County) -> None:
    table = [home([])]
    table[0].members.append(person())
    content = xlsx_of([*table, Home({}, [])])
    lost = xlsx_sheets(档案=[home([]).worker], 家庭成员=[{KEY: identity_number(), **person()}])
    assert told(looked(sqlite_county, lost)) == [("家庭成员", 2, KEY, "member_without_worker")]
    assert told(looked(sqlite_county, content)) == []


@pytest.mark.parametrize("mode", ["good_rows", "all_or_nothing"])
def test_no_household_is_written_without_a_member_whose_worker_is_mistyped(
    county: County, mode: str
) -> None:
    """It stands on one of these households, and nobody can say on which."""
    one, other = home([person(), person("配偶")]), home([])
    members = [{KEY: one.worker[NUMBER], **member} for member in one.members]
    members[1][KEY] = identity_number()
    content = xlsx_sheets(档案=[one.worker, other.worker], 家庭成员=members)
    report = looked(county, content)
    assert (report["right"], report["wrong"]) == (0, 2)
    made = county.upload("clerk-1", f"/v1/imports?mode={mode}", content)
    assert told(made) == [("家庭成员", 3, KEY, "member_without_worker")]
    assert (made["state"], made["written"], made["wrong"]) == ("refused", 0, 2)
    assert county.get("auditor-1", "/v1/hardship-files")["items"] == []


def xlsx_sheets(**sheets: list[dict[str, str]]) -> bytes:
    made = []
    for name, lines in sheets.items():
        headings = list(dict.fromkeys(heading for line in lines for heading in line))
        cells = [[line.get(heading, "") for heading in headings] for line in lines]
        made.append(NewSheet(name, [Column(heading) for heading in headings], cells))
    return write_xlsx(made)


def test_a_member_above_every_worker_and_a_column_of_the_other_line_are_told(
    sqlite_county: County,
) -> None:
    one = home([person(手机号码="13800000000")], 在读学生="是")
    text = csv_of([Home({}, []), one]).decode("utf-8-sig").splitlines()
    assert told(looked(sqlite_county, csv_of([one]), CSV)) == [
        ("CSV", 2, "在读学生", "not_for_worker"),
        ("CSV", 3, "手机号码", "not_for_member"),
    ]
    alone = write_csv([[RELATION, "姓名", NUMBER, "工作状态", "工会会员", "主要致困原因"],
                       ["子", "王小明", identity_number(), "", "", ""]])  # fmt: skip
    told_of = looked(sqlite_county, alone, CSV)
    assert (told_of.status, told_of["values"]["reason"]) == (422, "no_households")
    assert text


def test_a_second_self_in_a_household_of_two_sheets_is_told(sqlite_county: County) -> None:
    one = home([])
    content = xlsx_sheets(
        档案=[one.worker], 家庭成员=[{KEY: one.worker[NUMBER], **person(), RELATION: "本人"}]
    )
    assert ("家庭成员", 2, RELATION, "relation_is_self") in told(looked(sqlite_county, content))


def test_a_cell_without_a_heading_is_not_passed_over(sqlite_county: County) -> None:
    lines = csv_of(homes(1)).decode("utf-8-sig").splitlines()
    content = "\r\n".join([lines[0], f"{lines[1]},留意", *lines[2:]]).encode()
    assert told(looked(sqlite_county, content, CSV)) == [("CSV", 2, "", "heading_missing_here")]


def test_columns_may_stand_in_any_order(sqlite_county: County) -> None:
    one = home()
    turned = Home(
        dict(reversed(one.worker.items())), [dict(reversed(m.items())) for m in one.members]
    )
    for content, media in ((csv_of([turned]), CSV), (xlsx_of([turned]), None)):
        assert looked(sqlite_county, content, media)["right"] == 1


# --- a table that is none of ours -------------------------------------------------------------------


def refused(reply: Reply) -> tuple[Any, ...]:
    return reply.status, reply["type"], reply["values"]["reason"]


def test_headings_that_are_unknown_missing_or_twice_are_all_named(sqlite_county: County) -> None:
    heads = [RELATION, "姓名", "姓名", "颜色", "工作状态"]
    reply = looked(sqlite_county, write_csv([heads, ["本人", "李梅", "", "红", "在岗"]]), CSV)
    assert refused(reply) == (422, "/problems/table-refused", "headings_wrong")
    assert {(e["values"]["column"], e["code"]) for e in reply["errors"]} == {
        ("姓名", "heading_twice"), ("颜色", "heading_unknown"), (NUMBER, "heading_missing"),
        ("工会会员", "heading_missing"), ("主要致困原因", "heading_missing"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: xlsx_sheets(名单=[home([]).worker]), "sheet_unknown"),
        (lambda: xlsx_sheets(档案=[home([]).worker], 附表=[{"备注": "无"}]), "sheet_unknown"),
        (lambda: xlsx_sheets(家庭成员=[{KEY: identity_number(), **person()}]), "sheet_missing"),
        (lambda: xlsx_sheets(档案=[dict.fromkeys(home([]).worker, "")]), "no_households"),
        (lambda: b"not a workbook", "not_xlsx"),
    ],
)
def test_a_workbook_of_another_kind_is_refused(
    sqlite_county: County, content: Callable[[], bytes], reason: str
) -> None:
    for language, word in (("zh-CN", "表"), ("en", "table")):
        reply = sqlite_county.upload(
            "clerk-1", "/v1/imports", content(), headers={"Accept-Language": language}
        )
        assert refused(reply) == (422, "/problems/table-refused", reason)
        assert word in reply["title"]
        assert reply["detail"] != reply["title"]
    assert sqlite_county.get("clerk-1", "/v1/imports")["items"] == []


@pytest.mark.parametrize("name", ["档案", "家庭成员", "CSV"])
def test_a_sheet_that_nobody_sees_is_refused(sqlite_county: County, name: str) -> None:
    one = home()
    if name == "CSV":
        worker = {RELATION: "本人", **one.worker}
        content = xlsx_sheets(CSV=[worker])
    else:
        content = xlsx_of([one])
    assert refused(looked(sqlite_county, hidden(content, name)))[2] == "sheet_hidden"


def test_more_households_than_one_import_takes_are_refused(sqlite_county: County) -> None:
    line = ",".join(["本人", "某", "1", "在岗", "是", "其他"])
    head = ",".join([RELATION, "姓名", NUMBER, "工作状态", "工会会员", "主要致困原因"])
    content = "\n".join([head, *[line] * 10_001]).encode()
    assert refused(looked(sqlite_county, content, CSV))[2] == "too_many_households"


def test_of_many_faults_the_first_are_shown_and_all_are_counted(sqlite_county: County) -> None:
    table = [home([], 手机号码="1", 工作状态="躺平") for _ in range(260)]
    for found in (looked(sqlite_county, csv_of(table), CSV),
                  sqlite_county.upload("clerk-1", "/v1/imports", csv_of(table), CSV)):  # fmt: skip
        assert (found["faults_total"], found["wrong"]) == (520, 260)
        assert 200 < len(found["faults"]) <= 300
        assert found["faults"][0]["row"] == 2


def test_one_person_on_every_line_is_told_on_each_without_comparing_each_with_each(
    sqlite_county: County,
) -> None:
    """Twenty times the lines take twenty times as long, and not four hundred times."""
    one = home([])
    table = csv_of([one] * 100)
    found = looked(sqlite_county, table, CSV)
    assert {fault["code"] for fault in found["faults"]} == {"person_repeated", "account_repeated"}
    assert found["faults_total"] == 200
    draft = Draft((("CSV", 2),), (one.worker[NUMBER],), None, b"")
    begun = time.process_time()
    assert len(said_twice([draft] * 40_000)) == 40_000
    assert time.process_time() - begun < 2.0


def test_faults_are_told_in_the_language_of_whoever_reads(sqlite_county: County) -> None:
    place = sqlite_county.upload(
        "clerk-1", "/v1/imports", csv_of([home([], 工作状态="躺平")]), CSV
    ).headers["Location"]
    chinese = sqlite_county.get("clerk-1", place)["faults"][0]["title"]
    english = sqlite_county.get("clerk-1", place, headers={"Accept-Language": "en"})
    assert "下拉列表" in chinese
    assert "drop-down list" in english["faults"][0]["title"]
