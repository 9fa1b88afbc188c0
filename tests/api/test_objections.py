"""Objections through HTTP: read by whom they concern, decided with reasons by the union above."""

from __future__ import annotations

import pytest

from tests.county import County, identity_number
from tests.kin_steps import active_of_kin, engage
from tests.notice_steps import (
    appointed,
    id_of,
    object_to,
    open_notice,
    path_adopted,
    reviewed_elsewhere,
    state_of,
)
from tests.payments import second_account
from tests.stand_in_steps import given

APPROVED_FIRST: list[dict[str, object]] = [
    {"stage": "review", "level": "grassroots"},
    {"stage": "approval", "level": "county", "quorum": {"kind": "any"}},
    {"stage": "notice", "working_days": 5},
]
OPINION = {"opinion": "经入户核查，该门面已于去年转让，异议不成立。"}
DECIDER = "county-reviewer-1"


def _objected(county: County, path: str, *, closed: bool = False) -> tuple[str, str]:
    """A notice of the case, and the objection to its only line."""
    notice = open_notice(county, "reviewer-1", path).headers["Location"]
    if closed:
        county.days_later(8)
        county.act("reviewer-1", notice, "close")
    return notice, object_to(county, notice).headers["Location"]


def _line(county: County, notice: str, line: int = 1) -> str:
    return str(county.get("auditor-1", notice)["lines"][line - 1]["state"])


def test_a_dismissed_objection_lets_the_line_go_on(county: County) -> None:
    path = county.reviewed_application()
    notice, objection = _objected(county, path)
    decided = county.act(DECIDER, objection, "dismiss", OPINION)
    assert decided.status == 200, decided.body
    assert (decided["state"], decided["opinion"]) == ("dismissed", OPINION["opinion"])
    assert decided.etag == f'"{decided["audit_number"]}"' == county.get("auditor-1", notice).etag
    assert len(decided["audit_hash"]) == 64
    assert (_line(county, notice), state_of(county, path)) == ("open", "on_notice")
    county.days_later(8)
    county.act("reviewer-1", notice, "close")
    assert (_line(county, notice), state_of(county, path)) == ("passed", "notice_passed")


def test_a_line_held_at_closing_passes_at_once_when_the_last_objection_is_dismissed(
    county: County,
) -> None:
    path = county.reviewed_application()
    notice, first = _objected(county, path)
    second = object_to(county, notice).headers["Location"]
    county.days_later(8)
    county.act("reviewer-1", notice, "close")
    assert (_line(county, notice), state_of(county, path)) == ("held", "on_notice")
    county.act(DECIDER, first, "dismiss", OPINION)
    assert (_line(county, notice), state_of(county, path)) == ("held", "on_notice")
    county.act(DECIDER, second, "dismiss", OPINION)
    assert (_line(county, notice), state_of(county, path)) == ("passed", "notice_passed")


@pytest.mark.parametrize("closed", [False, True])
def test_an_upheld_objection_ends_the_case_and_frees_its_claim(
    county: County, closed: bool
) -> None:
    file = county.active_file()
    path = county.reviewed_application(file=file)
    notice, objection = _objected(county, path, closed=closed)
    form = county.application_form("warmth", file)
    assert "duplicate_claim" in county.post("clerk-1", "/v1/applications", form).codes
    upheld = county.act(DECIDER, objection, "uphold", {"opinion": "门面出租收入未申报"})
    assert (upheld.status, upheld["state"]) == (200, "upheld")
    assert (_line(county, notice), state_of(county, path)) == ("failed", "rejected")
    assert county.post("clerk-1", "/v1/applications", form).status == 201
    assert object_to(county, notice).status == 409
    trail = county.get("auditor-1", f"{path}/trail")["items"]
    ended = [step for step in trail if step["act"] == "application.uphold"]
    assert [(step["after"], step["duty"]) for step in ended] == [("rejected", "review")]


def test_upholding_after_the_approval_gives_the_committed_money_back(county: County) -> None:
    path_adopted(county, "warmth", APPROVED_FIRST)
    path = county.reviewed_application()
    fund = county.fund()
    county.approve(path, fund)
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 30_000
    _, objection = _objected(county, path)
    county.act(DECIDER, objection, "uphold", {"opinion": "门面出租收入未申报"})
    assert state_of(county, path) == "rejected"
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 0


def test_a_late_objection_stops_the_approval_until_it_is_decided(county: County) -> None:
    path, fund = county.reviewed_application(), county.fund()
    notice, objection = _objected(county, path, closed=True)
    assert (_line(county, notice), state_of(county, path)) == ("held", "notice_passed")
    refused = county.approve(path, fund)
    assert refused.status == 422
    assert "objection_open" in refused.codes
    values = {r["code"]: r["values"] for r in refused["refusals"]}
    assert values["objection_open"] == {"open_objections": 1}
    county.act(DECIDER, objection, "dismiss", OPINION)
    assert (_line(county, notice), state_of(county, path)) == ("passed", "notice_passed")
    assert county.approve(path, fund)["state"] == "approved"


@pytest.mark.parametrize("action", ["uphold", "dismiss"])
@pytest.mark.parametrize("body", [{}, {"opinion": ""}, {"opinion": "  "}])
def test_a_decision_without_reasons_is_refused(
    sqlite_county: County, action: str, body: dict[str, str]
) -> None:
    _, objection = _objected(sqlite_county, sqlite_county.reviewed_application())
    refused = sqlite_county.act(DECIDER, objection, action, body)
    assert refused.status == 422
    assert "opinion_required" in refused.codes
    assert state_of(sqlite_county, objection) == "open"


def test_only_a_reviewer_of_a_union_above_decides(county: County) -> None:
    path = county.reviewed_application()
    _, objection = _objected(county, path)
    for who in ("reviewer-1", "clerk-1", "approver-1", "auditor-1", "city-approver-1"):
        refused = county.act(who, objection, "dismiss", OPINION)
        assert refused.status == 403, who
        assert "role_required" in refused.codes
    for who in ("reviewer-2", "outsider-approver-1"):
        assert county.act(who, objection, "dismiss", OPINION).status == 404
    appointed(county, "city-reviewer-1", "reviewer", "360722")
    assert county.act("city-reviewer-1", objection, "dismiss", OPINION).status == 200


def test_who_decided_an_objection_holds_a_duty_in_that_case_and_in_no_other(
    county: County,
) -> None:
    appointed(county, DECIDER, "approver", "360722")
    objected, untouched = county.reviewed_application(), county.reviewed_application()
    notice = open_notice(county, "reviewer-1", objected, untouched).headers["Location"]
    objection = object_to(county, notice, 1).headers["Location"]
    county.act(DECIDER, objection, "dismiss", OPINION)
    county.days_later(8)
    county.act("reviewer-1", notice, "close")
    fund = county.fund()
    refused = county.approve(objected, fund, DECIDER)
    assert refused.status == 403
    assert "separation_of_duties" in refused.codes
    assert county.approve(untouched, fund, DECIDER)["state"] == "approved"


def test_who_took_the_case_in_does_not_decide_the_objection_to_it(county: County) -> None:
    appointed(county, "double-1", "clerk", "360722001")
    appointed(county, "double-1", "reviewer", "360722")
    file = county.active_file()
    form = county.application_form("warmth", file)
    case = county.post("double-1", "/v1/applications", form).headers["Location"]
    county.act("clerk-1", case, "submit")
    county.act("reviewer-1", case, "review")
    _, objection = _objected(county, case)
    for action in ("dismiss", "uphold"):
        refused = county.act("double-1", objection, action, OPINION)
        assert refused.status == 403
        assert "separation_of_duties" in refused.codes
    assert state_of(county, case) == "on_notice"


def test_nobody_decides_an_objection_to_their_own_household(county: County) -> None:
    number = identity_number()
    appointed(county, "kin-2", "reviewer", "360722", number)
    member = {"name": "李强", "identity_number": number, "relation": "71", "student": False}
    engage(county, "city-reviewer-1", "reviewer", "360700")
    file = active_of_kin(county, "city-reviewer-1", members=[member])
    case = county.reviewed_application(file=file)
    _, objection = _objected(county, case)
    refused = county.act("kin-2", objection, "dismiss", OPINION)
    assert refused.status == 403
    assert "recusal" in refused.codes


def test_a_decision_names_the_version_it_saw(county: County) -> None:
    notice, objection = _objected(county, county.reviewed_application())
    seen = county.get(DECIDER, objection).etag
    assert seen == county.get(DECIDER, notice).etag
    assert county.post(DECIDER, f"{objection}/dismiss", OPINION).status == 428
    object_to(county, notice)
    stale = county.post(DECIDER, f"{objection}/dismiss", OPINION, etag=seen)
    assert stale.status == 412
    assert county.act(DECIDER, objection, "forget", OPINION).status == 404
    assert county.act(DECIDER, objection, "dismiss", OPINION).status == 200
    again = county.act(DECIDER, objection, "uphold", OPINION)
    assert again.status == 409
    assert "wrong_state" in again.codes


def test_reason_and_name_are_kept_from_the_union_that_was_objected_to(county: County) -> None:
    notice = open_notice(county, "reviewer-1", county.reviewed_application()).headers["Location"]
    objection = object_to(county, notice, name="张建军").headers["Location"]
    for who in (DECIDER, "auditor-1", "approver-1"):
        got = county.get(who, objection)
        assert (got["name"], "门面" in got["reason"]) == ("张建军", True), who
    for who in ("clerk-1", "reviewer-1"):
        got = county.get(who, objection)
        assert (got["state"], got["name"], got["reason"]) == ("open", None, None)
        (item,) = county.get(who, "/v1/objections")["items"]
        assert (item["name"], item["reason"]) == (None, None)
    for who in ("clerk-2", "reviewer-2", "outsider-clerk-1"):
        assert county.get(who, objection).status == 404
        assert county.get(who, "/v1/objections")["items"] == []


def test_who_has_a_post_at_the_union_objected_to_learns_no_name_by_a_post_above(
    sqlite_county: County,
) -> None:
    """Neither by one that was given to them for a time nor by one of their own."""
    county = sqlite_county
    notice = open_notice(county, "reviewer-1", county.reviewed_application()).headers["Location"]
    objection = object_to(county, notice, name="张建军").headers["Location"]
    given(county, DECIDER, "clerk-1", role="reviewer")
    appointed(county, "reviewer-1", "reviewer", "360722")
    for who in ("clerk-1", "reviewer-1"):
        (item,) = county.get(who, "/v1/objections")["items"]
        for got in (county.get(who, objection), item):
            assert (got["name"], got["reason"], got["findings"]) == (None, None, None), who


def test_the_trail_of_the_case_tells_of_the_objection_and_not_who_raised_it(
    county: County,
) -> None:
    path = county.reviewed_application()
    notice = open_notice(county, "reviewer-1", path).headers["Location"]
    objection = object_to(county, notice, name="张建军").headers["Location"]
    county.act(DECIDER, objection, "dismiss", OPINION)
    trail = county.get("clerk-1", f"{path}/trail")["items"]
    told = {step["act"]: step for step in trail}
    assert told["notice.object"]["officer"] == "public"
    assert told["notice.object"]["said"] == {}
    assert told["notice.dismiss"]["said"] == OPINION
    assert "张建军" not in str(trail)
    assert "门面收入" not in str(trail)


def test_objections_are_listed_each_at_its_last_change(county: County) -> None:
    here, there = county.reviewed_application(), reviewed_elsewhere(county)
    notice = open_notice(county, DECIDER, here, there).headers["Location"]
    first, second = object_to(county, notice, 1), object_to(county, notice, 2)
    page = county.get("auditor-1", "/v1/objections?limit=1")
    assert [item["id"] for item in page["items"]] == [first["id"]]
    assert page["has_more"]
    county.act(DECIDER, first.headers["Location"], "dismiss", OPINION)
    rest = county.get("auditor-1", f"/v1/objections?after={page['next']}")
    assert [item["id"] for item in rest["items"]] == [second["id"], first["id"]]
    for query, found in (
        ("state=open", [second]), ("state=dismissed", [first]), ("union=360722001", [first]),
        (f"notice_id={id_of(notice)}", [second, first]),
    ):  # fmt: skip
        items = county.get("auditor-1", f"/v1/objections?{query}")["items"]
        assert [item["id"] for item in items] == [one["id"] for one in found], query


def test_actions_say_who_may_decide(county: County) -> None:
    _, objection = _objected(county, county.reviewed_application())
    mine = county.get(DECIDER, f"{objection}/actions")["actions"]
    assert [(one["action"], one["allowed"]) for one in mine] == [
        ("uphold", True), ("dismiss", True), ("triage", True),
    ]  # fmt: skip
    theirs = county.get("reviewer-1", f"{objection}/actions")["actions"]
    assert {r["code"] for one in theirs for r in one["refusals"]} == {
        "role_required", "own_union",
    }  # fmt: skip


def test_an_objection_to_a_case_that_was_withdrawn_is_answered_all_the_same(
    county: County,
) -> None:
    path = county.reviewed_application()
    notice, objection = _objected(county, path)
    county.act("clerk-1", path, "withdraw")
    upheld = county.act(DECIDER, objection, "uphold", {"opinion": "属实，申请人已撤回"})
    assert (upheld.status, upheld["state"]) == (200, "upheld")
    assert (_line(county, notice), state_of(county, path)) == ("withdrawn", "withdrawn")


def test_a_case_sent_back_under_an_objection_is_not_published_again_before_the_answer(
    county: County,
) -> None:
    path = county.reviewed_application()
    notice, objection = _objected(county, path, closed=True)
    county.act("approver-2", path, "return", {"opinion": "补充收入证明"})
    assert _line(county, notice) == "withdrawn"
    premature = county.act(DECIDER, objection, "uphold", OPINION)
    assert premature.status == 409
    county.act("clerk-1", path, "resubmit")
    county.act("reviewer-1", path, "review")
    refused = open_notice(county, "reviewer-1", path)
    assert refused.status == 422
    assert "objection_open" in refused.codes
    county.act(DECIDER, objection, "dismiss", OPINION)
    assert open_notice(county, "reviewer-1", path).status == 201


def test_who_judged_an_objection_to_a_file_does_not_confirm_it(sqlite_county: County) -> None:
    county = sqlite_county
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one["document"] for one in editions if one["programme"] == "hardship_file")
    review, confirm = seeded["path"]
    path = [review, {"stage": "notice", "working_days": 5}, confirm]
    assert county.adopt({**seeded, "union": "360722", "path": path}).status == 200
    file = county.draft_file().headers["Location"]
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    form = {"hardship_file_ids": [id_of(file)], "place": "厂门公示栏"}
    notice = county.post("reviewer-1", "/v1/notices", form, key=county.new_key())
    objection = object_to(county, notice["id"]).headers["Location"]
    assert county.act(DECIDER, objection, "dismiss", OPINION)["state"] == "dismissed"
    county.days_later(10)
    county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")
    twin = second_account(county, "decider-approves", DECIDER, "approver")
    told = county.act(twin, file, "confirm")
    assert (told.status, told.codes) == (403, {"separation_of_duties"})
    assert county.act("approver-1", file, "confirm")["state"] == "active"
