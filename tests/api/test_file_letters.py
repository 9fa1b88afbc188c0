"""The letters a household gets: each tells of what was decided, not of what its action often is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.county import County
from tests.file_steps import demanding
from tests.notice_steps import id_of

SHOWN = [
    {"stage": "review", "level": "grassroots"},
    {"stage": "notice", "working_days": 5},
    {"stage": "confirm", "level": "county"},
]
NO = {"opinion": "理由不充分"}


def letters(county: County, file: str, language: str = "zh-CN") -> list[dict[str, Any]]:
    told = county.get("clerk-1", f"{file}/letters", headers={"Accept-Language": language})
    items: list[dict[str, Any]] = told["items"]
    return items


def active(county: County) -> str:
    return f"/v1/hardship-files/{county.active_file()['id']}"


def refused_end(county: County, action: str, more: dict[str, str]) -> str:
    file = active(county)
    county.act("clerk-1", file, action, {"opinion": "请审定", **more})
    assert county.act("approver-1", file, "return", NO)["state"] == "active"
    return file


@pytest.mark.parametrize(
    ("action", "more", "kind", "word", "english"),
    [
        ("propose_exit", {"told_on": "2026-03-02"}, "exit_refused", "不予脱困", "is not closed"),
        ("propose_cancel", {"reason": "left"}, "cancel_refused", "不予注销", "is not cancelled"),
    ],
)
def test_where_the_county_refuses_the_end_the_household_reads_that_its_file_stands(
    county: County, action: str, more: dict[str, str], kind: str, word: str, english: str
) -> None:
    file = refused_end(county, action, more)
    (letter,) = letters(county, file)
    assert (letter["kind"], letter["reasons"]) == (kind, NO["opinion"])
    assert word in letter["text"]
    assert "档案继续有效" in letter["text"]
    assert "补正" not in letter["text"]
    assert english in letters(county, file, "en")[0]["text"]


@pytest.mark.parametrize(
    ("said", "occasion"),
    [({}, "（年度复核）"), ({"reason": "changed"}, "（家庭情况变化）")],
)
def test_what_is_sent_back_while_a_file_is_verified_again_is_no_application(
    county: County, said: dict[str, str], occasion: str
) -> None:
    file = active(county)
    county.act("clerk-1", file, "reverify", said)
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "return", {"opinion": "请补充收入证明"})
    (letter,) = letters(county, file)
    assert letter["kind"] == "reverification_returned"
    assert f"复核{occasion}" in letter["text"]
    assert "补正后重新提交复核" in letter["text"]
    assert "建档" not in letter["text"].partition("\n")[0]


def test_a_household_that_came_back_is_told_of_its_return(county: County) -> None:
    file = active(county)
    county.act("clerk-1", file, "propose_exit", {"opinion": "已就业", "told_on": "2026-03-02"})
    county.act("approver-1", file, "exit", {"opinion": "同意"})
    county.act("clerk-1", file, "return_to_hardship", {"opinion": "再次失业"})
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "return", {"opinion": "请补充失业证明"})
    ended, sent_back = letters(county, file)
    assert (ended["kind"], sent_back["kind"]) == ("exit", "reverification_returned")
    assert "复核（返困）" in sent_back["text"]


def test_an_objection_that_is_upheld_while_a_file_is_verified_again_refuses_no_file(
    county: County,
) -> None:
    file = active(county)
    demanding(county, SHOWN, evidence=[], evidence_by_cause={})
    county.act("clerk-1", file, "reverify")
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    form = {"hardship_file_ids": [id_of(file)], "place": "厂门公示栏"}
    notice = county.post("reviewer-1", "/v1/notices", form, key=county.new_key())
    objection = county.post(
        None, f"/public/notices/{notice['id']}/objections",
        {"line": 1, "reason": "其家有门面出租", "name": None},
    ).headers["Location"]  # fmt: skip
    upheld = county.act("county-reviewer-1", objection, "uphold", {"opinion": "经查属实"})
    assert upheld["state"] == "upheld"
    assert county.get("clerk-1", file)["state"] == "reverifying"
    (letter,) = letters(county, file)
    assert letter["kind"] == "reverification_objected"
    assert "公示异议成立" in letter["text"]
    assert "不予建档" not in letter["text"]
    assert "refused" not in letters(county, file, "en")[0]["text"]
