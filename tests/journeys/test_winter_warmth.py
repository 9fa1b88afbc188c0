"""送温暖: a list of households, one notice, one batch, ¥300 each."""

from __future__ import annotations

from tests.county import County
from tests.payments import Payments


def test_a_list_of_households_is_visited_in_one_batch(county: County) -> None:
    payments = Payments(county)
    cases = payments.approved(4, "warmth")  # several deeds on one balance in one call
    assert payments.total_fen(cases) == 4 * 30_000
    assert payments.figures() == (20_000_000 - 120_000, 120_000, 0, 0)
    batch = payments.dispatched(cases)
    assert len(payments.lines(batch)) == 4
    assert payments.said(batch) == ["applied"] * 4
    assert {payments.state_of(case) for case in cases} == {"paid"}
    assert county.get("maker-1", batch)["state"] == "settled"
    assert payments.figures() == (20_000_000 - 120_000, 0, 120_000, 0)
    assert payments.said(batch) == ["repeated"] * 4


def test_an_objection_holds_its_own_line_and_the_others_are_approved(county: County) -> None:
    paths = [county.reviewed_application("warmth") for _ in range(2)]
    notice = county.on_notice(*paths)
    objected = county.post(
        None, f"/public/notices/{notice['id']}/objections",
        {"line": 1, "reason": "该户有两套住房", "name": None},
    )  # fmt: skip
    assert objected.status == 201, objected.body
    county.days_later(10)
    county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")
    fund = county.fund()
    assert county.approve(paths[0], fund).status == 409
    assert county.approve(paths[1], fund)["state"] == "approved"
    objection = objected.headers["Location"]
    dismissed = county.act(
        "county-reviewer-1", objection, "dismiss", {"opinion": "经核查为同名，异议不成立"}
    )
    assert dismissed["state"] == "dismissed"
    assert county.approve(paths[0], fund)["state"] == "approved"


def test_an_upheld_objection_ends_the_case_and_frees_the_occasion(county: County) -> None:
    file = county.active_file()
    path = county.reviewed_application("warmth", file=file)
    notice = county.on_notice(path)
    objected = county.post(
        None, f"/public/notices/{notice['id']}/objections",
        {"line": 1, "reason": "已领取其他慰问金", "name": "群众"},
    )  # fmt: skip
    decided = county.act(
        "county-reviewer-1", objected.headers["Location"], "uphold", {"opinion": "情况属实"}
    )
    assert decided["state"] == "upheld"
    assert county.get("auditor-1", path)["state"] == "rejected"
    assert county.draft_application("warmth", file=file).status == 201
