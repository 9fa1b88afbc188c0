"""Household files as a table: the columns of the template, masked, inert, page by page, and noted."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import event

from service.sheets.read_table import TableKind, read_table
from tests.audit_trail import entries_since, log_size
from tests.county import County, Reply
from tests.household_tables import CSV, NUMBER, csv_of, home, homes, person

EXPORT = "/v1/exports/hardship-files"


def exported(county: County, query: str = "", who: str = "reviewer-1") -> Reply:
    return county.get(who, f"{EXPORT}?{query}")


def table(reply: Reply, kind: TableKind = "csv", sheet: int = 0) -> list[dict[str, str]]:
    content = reply.body if isinstance(reply.body, bytes) else reply.body.encode()
    found = read_table(content, kind).sheets[sheet].lines
    heads, *rows = [[cell.text for cell in line.cells] for line in found]
    return [dict(zip(heads, row, strict=False)) for row in rows]


def filled(county: County, count: int) -> None:
    county.upload("clerk-1", "/v1/imports", csv_of(homes(count)), CSV)


def test_numbers_accounts_and_telephones_are_masked_as_in_every_answer(county: County) -> None:
    worker = home([person()], 其他联系电话="0797-3312345")
    county.upload("clerk-1", "/v1/imports", csv_of([worker]), CSV)
    (file,) = county.get("clerk-1", "/v1/hardship-files")["items"]
    for kind in ("csv", "xlsx"):
        reply = exported(county, f"format={kind}")
        line = table(reply, kind)[0]
        assert line[NUMBER] == file["worker"]["identity_number"]
        assert line["手机号码"] == file["worker"]["phone"] == "138****0000"
        assert line["其他联系电话"] == file["worker"]["other_phone"]
        assert line["银行账号"] == file["worker"]["account"]["number"]
        text = reply.body if kind == "csv" else unpacked(reply.body)
        for whole in (worker.worker[NUMBER], worker.members[0][NUMBER], worker.worker["银行账号"]):
            assert whole not in text


def unpacked(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_two_sheets_hold_what_one_csv_holds(county: County) -> None:
    filled(county, 3)
    whole = table(exported(county, "format=csv"))
    book = exported(county, "format=xlsx")
    workers, members = table(book, "xlsx"), table(book, "xlsx", 1)
    assert [line["档案编号"] for line in whole] == [n for w in workers for n in [w["档案编号"]] * 2]
    assert [line["姓名"] for line in whole if line["与职工关系"] != "本人"] == [
        line["姓名"] for line in members
    ]
    assert {line["职工身份证号码"] for line in members} == {line[NUMBER] for line in workers}


def test_gb18030_is_written_where_it_is_asked_for(county: County) -> None:
    county.upload(
        "clerk-1",
        "/v1/imports",
        csv_of([home([], 姓名="李𠮷·买买提", 账户户名="李𠮷·买买提")]),
        CSV,
    )
    headers = {"Authorization": f"Bearer {county.token('clerk-1')}"}
    told = county.client.get(f"{EXPORT}?format=csv&charset=gb18030", headers=headers)
    assert told.content_type == "text/csv; charset=gb18030"
    assert "李𠮷·买买提" in told.data.decode("gb18030")


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "＝1"])
def test_what_looks_like_a_formula_is_inert(county: County, text: str) -> None:
    form = county.file_form()
    form["worker"] |= {"address": text, "unit_name": text}
    assert county.post("clerk-1", "/v1/hardship-files", form).status == 201
    told = exported(county, "format=csv").body
    assert f"'{text}" in told
    assert f",{text}," not in told
    book = exported(county, "format=xlsx").body
    with ZipFile(BytesIO(book)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert table(exported(county, "format=xlsx"), "xlsx")[0]["住址"] == text


def test_a_page_tells_where_the_next_one_begins(county: County) -> None:
    filled(county, 5)
    seen: list[list[str]] = []
    after: str | None = "0"
    while after is not None:
        page = exported(county, f"format=csv&limit=2&after={after}")
        seen.append([line["档案编号"] for line in table(page) if line["与职工关系"] == "本人"])
        after = page.headers.get("X-Next-After")
        assert (f"after={after}" in page.headers.get("Link", "")) is (after is not None)
    assert [len(page) for page in seen] == [2, 2, 1]
    everything = county.get("clerk-1", "/v1/hardship-files")["items"]
    assert [number for page in seen for number in page] == [one["number"] for one in everything]


def test_files_are_chosen_by_state_and_union_and_never_beyond_the_scope(county: County) -> None:
    filled(county, 2)
    active = county.active_file()["number"]
    county.draft_file("clerk-2")
    assert [line["档案编号"] for line in table(exported(county, "format=csv&state=active"))] == [
        active, active,
    ]  # fmt: skip
    by_union = exported(county, "format=csv&union=360722002", "approver-1")
    assert {line["所属工会"] for line in table(by_union)} == {"360722002"}
    assert table(exported(county, "format=csv&union=360722002")) == []
    assert table(exported(county, "format=csv", "outsider-clerk-1")) == []


def test_each_reading_is_noted_with_its_count(county: County) -> None:
    filled(county, 3)
    size = log_size(county)
    exported(county, "format=csv&limit=2")
    exported(county, "format=xlsx&union=360722001")
    noted: list[dict[str, Any]] = entries_since(county, size)
    assert [(e["act"], e["who"]["sub"], e["dec"]["rule"]) for e in noted] == [
        ("personal.export", "reviewer-1", "files:2"),
        ("personal.export", "reviewer-1", "files:3"),
    ]


def test_who_may_not_export_is_refused_before_anything_is_read(county: County) -> None:
    for who in ("maker-1", "fund-1", "finance", "system-1"):
        assert exported(county, who=who).status == 403


def test_statements_grow_by_pages_of_five_hundred_and_not_by_files(county: County) -> None:
    counts = []
    engine = county.house.transactions.engine
    for more in (20, 30):
        filled(county, more)
        heard: list[str] = []

        def hear(*told: Any, heard: list[str] = heard) -> None:
            heard.append(told[2])

        event.listen(engine, "before_cursor_execute", hear)
        exported(county, "format=csv")
        event.remove(engine, "before_cursor_execute", hear)
        counts.append(len(heard))
    assert counts[0] == counts[1]
