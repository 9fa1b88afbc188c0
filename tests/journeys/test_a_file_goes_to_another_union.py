"""转移: the worker changes unit or place; the file goes along, and what is open with it."""

from __future__ import annotations

from tests.county import County
from tests.notice_steps import id_of, open_notice
from tests.transfer_steps import (
    FAR,
    NEAR,
    accepted,
    act_as,
    fund_at,
    moved,
    offered,
    staffed,
)


def test_a_file_moves_with_an_open_application_that_is_approved_at_the_new_place(
    county: County,
) -> None:
    file = county.active_file()
    place = f"/v1/hardship-files/{file['id']}"
    case = f"/v1/applications/{county.draft_application(file=file)['id']}"
    county.act("clerk-1", case, "submit")
    transfer = offered(county, place)
    told = accepted(county, transfer)
    assert [one["application_id"] for one in told["moved"]] == [id_of(case)]
    assert told["stayed"] == []
    assert (told["state"], told["hardship_file_id"]) == ("accepted", file["id"])
    assert county.get("clerk-1", place).status == 404
    assert county.get("clerk-2", place)["union"] == NEAR
    assert county.get("reviewer-1", case).status == 404
    waiting = county.get("reviewer-2", case)
    assert (waiting["state"], waiting["stage"]["union"]) == ("submitted", NEAR)
    assert act_as(county, "reviewer-2", case, "review")["state"] == "reviewed"
    notice = open_notice(county, "reviewer-2", case)
    county.days_later(10)
    act_as(county, "reviewer-2", notice.headers["Location"], "close")
    assert county.approve(case, county.fund())["state"] == "approved"


def test_a_file_moves_to_another_county_whose_fund_pays_from_then_on(county: County) -> None:
    staffed(county)
    file = county.active_file()
    place = f"/v1/hardship-files/{file['id']}"
    case = county.reviewed_application(file=file)
    moved(county, place, FAR)
    for who in ("clerk-1", "reviewer-1", "approver-1", "auditor-1"):
        assert county.get(who, place).status == 404
        assert county.get(who, case).status == 404
    assert county.get("outsider-clerk-1", place)["union"] == FAR
    notice = open_notice(county, "outsider-reviewer-1", case)
    assert notice.status == 201, notice.body
    county.days_later(10)
    act_as(county, "outsider-reviewer-1", notice.headers["Location"], "close")
    said = {"opinion": "同意"}
    near = {**said, "fund_id": county.fund()}
    assert act_as(county, "outsider-approver-1", case, "approve", near).codes >= {"fund_unfit"}
    there = {**said, "fund_id": fund_at(county, "360723")}
    assert act_as(county, "outsider-approver-1", case, "approve", there)["state"] == "approved"


def test_what_is_paid_for_stays_where_its_money_is(county: County) -> None:
    file = county.active_file()
    committed = county.approved_application(file=file)
    form = county.application_form("medical", file)
    open_case = county.post("clerk-1", "/v1/applications", form).headers["Location"]
    told = moved(county, f"/v1/hardship-files/{file['id']}", FAR)
    assert [one["programme"] for one in told["moved"]] == ["medical"]
    (stayed,) = told["stayed"]
    assert stayed == {
        "application_id": None, "number": None, "programme": "warmth", "state": "approved",
        "award_fen": 30_000,
    }  # fmt: skip
    assert county.get("auditor-1", committed)["union"] == "360722001"
    assert county.get("auditor-1", open_case).status == 404
    assert county.get("outsider-clerk-1", open_case)["union"] == FAR


def test_a_line_that_hangs_stays_and_its_objection_is_judged_where_it_hangs(
    county: County,
) -> None:
    file = county.active_file()
    case = county.reviewed_application(file=file)
    notice = county.on_notice(case)
    raised = county.post(
        None, f"/public/notices/{notice['id']}/objections",
        {"line": 1, "reason": "收入不实", "name": None},
    )  # fmt: skip
    moved(county, f"/v1/hardship-files/{file['id']}", FAR)
    assert county.get("outsider-clerk-1", case)["state"] == "on_notice"
    (line,) = county.get("reviewer-1", f"/v1/notices/{notice['id']}")["lines"]
    assert (line["application_id"], line["state"]) == (id_of(case), "held")
    objection = f"/v1/objections/{raised['id']}"
    assert county.get("outsider-approver-1", objection).status == 404
    said = {"opinion": "经核查，异议不成立。"}
    assert county.act("county-reviewer-1", objection, "dismiss", said)["state"] == "dismissed"
    county.days_later(10)
    county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")
    assert county.get("outsider-clerk-1", case)["state"] == "notice_passed"
