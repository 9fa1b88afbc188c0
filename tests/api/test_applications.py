"""What an application is refused for, through HTTP; each control refuses at least once here."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from service.use_cases.verify_log import verify_log
from tests.audit_trail import last_entry
from tests.county import County, Reply, account_number, identity_number
from tests.notice_steps import appointed, path_adopted
from tests.payments import Payments, second_account

MEDICAL_CAP = 2_000_000


def _entries(county: County) -> int:
    return int(county.get("auditor-1", "/v1/audit/checkpoint")["size"])


def _open(county: County, programme: str, file: Reply, **more: Any) -> Reply:
    return county.post(
        "clerk-1", "/v1/applications", county.application_form(programme, file, **more)
    )


def _with(county: County, programme: str, **answers: Any) -> dict[str, Any]:
    return {**county.answers(programme), **answers}


@pytest.mark.parametrize(
    ("programme", "answers", "rule"),
    [
        ("medical", {"hospital_level": 1}, "hospital_level_two"),
        ("medical", {"insurance_paid_fen": 6_800_000}, "not_more_reimbursed_than_cost"),
        ("medical", {"insurance_paid_fen": 6_300_000}, "self_paid_positive"),
        ("medical", {"diagnosed_on": "2026-12-31"}, "diagnosed_not_in_future"),
        ("tuition", {"school_type": "military"}, "school_type_admitted"),
        ("tuition", {"other_aid_fen": 480_000}, "not_already_funded"),
        ("warmth", {"kind": "goods"}, "cash_only"),
        ("warmth", {"year": 2020}, "year_near"),
    ],
)
def test_each_rule_of_a_programme_refuses_by_name(
    county: County, programme: str, answers: dict[str, Any], rule: str
) -> None:
    file = county.active_file()
    refused = _open(county, programme, file, answers=_with(county, programme, **answers))
    assert refused.status == 422
    assert rule in refused.codes
    assert county.get("auditor-1", "/v1/applications")["items"] == []


def test_all_failed_rules_are_named_at_once_with_their_values(county: County) -> None:
    answers = _with(county, "medical", hospital_level=1, diagnosed_on="2026-12-31")
    refused = _open(county, "medical", county.active_file(), answers=answers)
    assert {"hospital_level_two", "diagnosed_not_in_future"} <= refused.codes
    values = {r["code"]: r["values"] for r in refused["refusals"]}
    assert values["hospital_level_two"] == {"hospital_level": 1}


def test_a_refusal_speaks_english_when_asked(county: County) -> None:
    form = county.application_form("medical", county.active_file())
    form["answers"]["hospital_level"] = 1
    refused = county.post("clerk-1", "/v1/applications", form, headers={"Accept-Language": "en"})
    assert refused["refusals"][0]["title"].startswith("Treatment must be")


def test_nobody_is_aided_without_an_active_file(county: County) -> None:
    refused = _open(county, "medical", county.draft_file())
    assert refused.status == 422
    assert "file_not_active" in refused.codes


def test_a_settlement_is_not_paid_twice_in_any_union_or_spelling(county: County) -> None:
    first = _open(county, "medical", county.active_file())
    number = first["answers"]["settlement_number"]
    again = _with(county, "medical", settlement_number=f" {number[:2].lower()}-{number[2:]} ")
    refused = _open(county, "medical", county.active_file(), answers=again)
    assert refused.status == 409
    assert "duplicate_claim" in refused.codes


def test_a_student_is_aided_once_in_an_academic_year(county: County) -> None:
    file = county.active_file()
    assert _open(county, "tuition", file).status == 201
    refused = _open(county, "tuition", file)
    assert refused.status == 409
    assert "duplicate_claim" in refused.codes


def test_an_occasion_is_paid_once_a_year_to_a_person(county: County) -> None:
    file = county.active_file()
    assert _open(county, "warmth", file).status == 201
    assert "duplicate_claim" in _open(county, "warmth", file).codes


def test_a_withdrawn_application_frees_its_occasion(county: County) -> None:
    file = county.active_file()
    path = _open(county, "warmth", file).headers["Location"]
    assert county.act("clerk-1", path, "withdraw")["state"] == "withdrawn"
    assert _open(county, "warmth", file).status == 201


def test_the_payee_is_the_student_by_name_and_nobody_else(county: County) -> None:
    file = county.active_file()
    parent = {"name": file["worker"]["name"], "number": account_number(), "bank": "建行"}
    refused = _open(county, "tuition", file, payee=parent)
    assert refused.status == 422
    assert "payee_unfit" in refused.codes


def test_a_minors_guardian_may_be_the_payee(county: County) -> None:
    child = {
        "name": "王小明", "identity_number": identity_number(date(2010, 5, 1)), "relation": "20",
        "student": True,
    }  # fmt: skip
    file = county.active_file(members=[child])
    parent = {"name": file["worker"]["name"], "number": account_number(), "bank": "建行"}
    form = {"answers": _with(county, "tuition", stage="high_school"), "payee": parent}
    assert _open(county, "tuition", file, **form).status == 201


def test_one_account_number_has_one_holder(county: County) -> None:
    first, second = county.active_file(), county.active_file()
    account = {"name": first["worker"]["name"], "number": account_number(), "bank": "建行"}
    assert _open(county, "warmth", first, payee=account).status == 201
    refused = _open(county, "warmth", second, payee=account)
    assert refused.status == 409
    assert "account_shared" in refused.codes


def test_a_file_of_another_union_is_not_found(county: County) -> None:
    form = county.application_form("warmth", county.active_file())
    for who in ("clerk-2", "outsider-clerk-1"):
        assert county.post(who, "/v1/applications", form).status == 404


def test_what_the_edition_lists_is_registered_before_submission(county: County) -> None:
    edition = next(
        e for e in county.get("fund-1", "/v1/editions")["items"] if e["programme"] == "medical"
    )
    county.adopt({**edition["document"], "union": "360722", "evidence": ["diagnosis", "invoice"]})
    path = _open(county, "medical", county.active_file()).headers["Location"]
    refused = county.act("clerk-1", path, "submit")
    assert refused.status == 422
    assert "evidence_missing" in refused.codes
    for kind in ("diagnosis", "invoice"):
        form = {"kind": kind, "sha256": "0" * 64, "pages": 1, "kept": "paper"}
        assert county.post("clerk-1", f"{path}/evidence", form).status == 201
    assert county.act("clerk-1", path, "submit")["state"] == "submitted"


def test_the_edition_in_force_at_submission_is_pinned(county: County) -> None:
    path = county.reviewed_application("warmth")
    edition = next(
        e for e in county.get("fund-1", "/v1/editions")["items"] if e["programme"] == "warmth"
    )
    benefit = {"form": "flat", "by": [], "table": [{"amount_fen": 50_000}]}
    county.adopt({**edition["document"], "union": "360722", "benefit": benefit})
    assert county.get("auditor-1", path)["award_fen"] == 30_000
    later = _open(county, "warmth", county.active_file())
    assert later["award_fen"] == 50_000


def test_a_cap_leaves_only_the_room_that_is_left(county: County) -> None:
    file = county.active_file()
    county.approved_application("medical", file=file)
    refused = _open(county, "medical", file)
    assert refused.status == 422
    assert "award_zero" in refused.codes


def test_the_reviewer_cannot_also_approve_by_another_account(county: County) -> None:
    path = county.reviewed_application("warmth")
    county.passed_notice(path)
    refused = county.approve(path, county.fund(), who="twin-1")
    assert refused.status == 403
    assert "separation_of_duties" in refused.codes


def test_who_confirmed_the_file_may_approve_its_application(county: County) -> None:
    path = county.reviewed_application("warmth")
    county.passed_notice(path)
    assert county.approve(path, county.fund(), who="approver-1").status == 200


def test_a_level_is_done_at_that_level_and_nowhere_else(county: County) -> None:
    path = county.draft_application("warmth").headers["Location"]
    county.act("clerk-1", path, "submit")
    refused = county.act("county-reviewer-1", path, "review")
    assert refused.status == 403
    county.act("reviewer-1", path, "review")
    county.passed_notice(path)
    assert county.approve(path, county.fund(), who="city-approver-1").status == 403


def test_a_fund_short_by_one_fen_refuses(county: County) -> None:
    path = county.reviewed_application("medical")
    county.passed_notice(path)
    refused = county.approve(path, county.fund(MEDICAL_CAP - 1))
    assert refused.status == 422
    assert "fund_insufficient" in refused.codes
    assert county.get("auditor-1", path)["state"] == "notice_passed"


def test_approval_needs_a_key(county: County) -> None:
    path = county.reviewed_application("warmth")
    county.passed_notice(path)
    etag = county.get("auditor-1", path).etag
    refused = county.post("approver-2", f"{path}/approve", {"opinion": "同意"}, etag=etag)
    assert refused.status == 400
    assert "key_required" in refused.codes


def test_approval_before_the_notice_has_passed_is_refused(county: County) -> None:
    path = county.reviewed_application("warmth")
    assert county.approve(path, county.fund()).status == 409
    county.on_notice(path)
    assert county.approve(path, county.fund()).status == 409


def test_a_return_says_why_and_a_new_round_begins(county: County) -> None:
    path = county.reviewed_application("warmth")
    county.passed_notice(path)
    silent = county.act("approver-2", path, "return")
    assert silent.status == 422
    assert "opinion_required" in silent.codes
    assert county.act("approver-2", path, "return", {"opinion": "材料不清"})["state"] == "returned"
    again = county.act("clerk-1", path, "resubmit")
    assert (again["state"], again["round"]) == ("submitted", 2)
    assert again["stage"]["kind"] == "review"


def test_a_quorum_of_all_waits_for_everyone_who_may_vote(county: County) -> None:
    edition = next(
        e for e in county.get("fund-1", "/v1/editions")["items"] if e["programme"] == "warmth"
    )
    path = [*edition["document"]["path"]]
    path[2] = {"stage": "approval", "level": "county", "quorum": {"kind": "all"}}
    county.adopt({**edition["document"], "union": "360722", "path": path})
    case = county.reviewed_application("warmth")
    county.passed_notice(case)
    fund = county.fund()
    states = [county.approve(case, fund, who=f"approver-{n}")["state"] for n in (1, 2, 3)]
    assert states == ["notice_passed", "notice_passed", "approved"]


def test_nobodys_vote_stands_for_somebody_appointed_since(county: County) -> None:
    everyone = {"stage": "approval", "level": "county", "quorum": {"kind": "all"}}
    review, notice = (
        {"stage": "review", "level": "grassroots"},
        {"stage": "notice", "working_days": 5},
    )
    path_adopted(county, "warmth", [review, notice, everyone])
    case = county.reviewed_application("warmth")
    county.passed_notice(case)
    fund = county.fund()
    for who in ("approver-1", "approver-2"):
        assert county.approve(case, fund, who=who)["state"] == "notice_passed"
    gone = county.get("security-1", "/v1/officers/approver-1")["appointments"][0]["id"]
    ended = {"appointment_id": gone}
    assert (
        county.act("security-1", "/v1/officers/approver-1", "end-appointment", ended).status == 200
    )
    appointed(county, "approver-4", "approver", "360722")
    assert county.approve(case, fund, who="approver-3")["state"] == "notice_passed"
    assert county.approve(case, fund, who="approver-4")["state"] == "approved"


def test_of_all_only_those_are_waited_for_who_may_still_vote(county: County) -> None:
    """Who has voted at one level votes at no other."""
    path = [
        {"stage": "review", "level": "grassroots"}, {"stage": "notice", "working_days": 5},
        {"stage": "approval", "level": "county", "quorum": {"kind": "any"}},
        {"stage": "approval", "level": "city", "quorum": {"kind": "all"}},
    ]  # fmt: skip
    path_adopted(county, "warmth", path)
    second_account(county, "approver-2-city", "approver-2", "approver", "360700")
    case = county.reviewed_application("warmth")
    county.passed_notice(case)
    fund = county.fund()
    assert county.approve(case, fund, who="approver-2")["stage"]["level"] == "city"
    assert "already_voted" in county.approve(case, fund, who="approver-2-city").codes
    assert county.approve(case, fund, who="city-approver-1")["state"] == "approved"


def test_the_kind_of_a_document_stands_in_the_row_and_not_in_the_log(county: County) -> None:
    case = county.draft_application().headers["Location"]
    kind = f"x{identity_number().lower()}"
    form = {"kind": kind, "sha256": "0" * 64, "pages": 1, "kept": "paper"}
    assert county.post("clerk-1", f"{case}/evidence", form).status == 201
    entry = last_entry(county)
    assert entry["act"] == "application.evidence"
    assert kind not in json.dumps(entry)


def test_a_person_votes_once_in_a_round(county: County) -> None:
    edition = next(
        e for e in county.get("fund-1", "/v1/editions")["items"] if e["programme"] == "warmth"
    )
    path = [*edition["document"]["path"]]
    path[2] = {"stage": "approval", "level": "county", "quorum": {"kind": "n_of_m", "n": 2}}
    county.adopt({**edition["document"], "union": "360722", "path": path})
    case = county.reviewed_application("warmth")
    county.passed_notice(case)
    fund = county.fund()
    county.approve(case, fund)
    refused = county.approve(case, fund)
    assert refused.status == 409
    assert "already_voted" in refused.codes
    assert county.approve(case, fund, who="approver-3")["state"] == "approved"


def test_a_threshold_appends_the_level_above(county: County) -> None:
    edition = next(
        e for e in county.get("fund-1", "/v1/editions")["items"] if e["programme"] == "medical"
    )
    above = {"stage": "approval", "level": "city", "quorum": {"kind": "any"}}
    thresholds = [{"from_fen": MEDICAL_CAP, "append": [above]}]
    county.adopt({**edition["document"], "union": "360722", "thresholds": thresholds})
    case = county.reviewed_application("medical")
    county.passed_notice(case)
    fund = county.fund()
    waiting = county.approve(case, fund)
    assert (waiting["state"], waiting["stage"]["level"]) == ("notice_passed", "city")
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 0
    assert county.approve(case, fund, who="city-approver-1")["state"] == "approved"


def test_actions_say_what_i_may_do_and_why_not(county: County) -> None:
    path = county.reviewed_application("warmth")
    county.passed_notice(path)
    county.fund()
    told = {a["action"]: a for a in county.get("twin-1", f"{path}/actions")["actions"]}
    assert told["approve"]["allowed"] is False
    assert "separation_of_duties" in {r["code"] for r in told["approve"]["refusals"]}
    told = {a["action"]: a for a in county.get("approver-2", f"{path}/actions")["actions"]}
    assert told["approve"]["allowed"] is True
    assert told["review"]["allowed"] is False


def test_the_trail_reads_like_a_case_file(county: County) -> None:
    path = county.approved_application("warmth")
    items = county.get("auditor-1", f"{path}/trail")["items"]
    acts = [item["act"] for item in items]
    assert acts[:2] == ["hardship_file.open", "hardship_file.submit"]
    assert acts[-1] == "application.approve"
    assert items[-1]["said"]["opinion"] == "同意"
    assert items[-1]["officer_name"]
    assert [item["number"] for item in items] == sorted(item["number"] for item in items)


def test_a_refused_attempt_is_an_entry_and_moves_nothing(county: County) -> None:
    path = county.reviewed_application("warmth")
    county.passed_notice(path)
    etag, size = county.get("auditor-1", path).etag, _entries(county)
    fund = county.fund()
    size = _entries(county)
    county.approve(path, fund, who="twin-1")
    assert county.get("auditor-1", path).etag == etag
    assert _entries(county) == size + 1
    last = county.get("auditor-1", f"/v1/audit/entries?after={size - 1}")["items"][-1]
    assert last["entry"]["act"] == "authz.deny"


def test_an_award_that_can_be_paid_no_longer_lapses_and_its_money_is_free(county: County) -> None:
    """Its household has left: it is made ready by nobody, and was locked in the fund for ever."""
    payments, file = Payments(county), county.active_file()
    path = county.reviewed_application(file=file)
    county.passed_notice(path)
    assert county.approve(path, payments.fund_id)["state"] == "approved"
    place = f"/v1/hardship-files/{file['id']}"
    county.act("clerk-1", place, "propose_cancel", {"opinion": "迁出", "reason": "left"})
    county.act("approver-2", place, "cancel", {"opinion": "同意"})
    fund = f"/v1/funds/{payments.fund_id}"
    assert county.get("fund-1", fund)["committed_fen"] == 30_000
    assert county.act("reviewer-1", path, "lapse", {"opinion": "已迁出"}).status == 403
    assert county.act("city-approver-1", path, "lapse", {"opinion": "已迁出"}).status == 403
    silent = county.act("approver-1", path, "lapse")
    assert (silent.status, silent.codes) == (422, {"opinion_required"})
    lapsed = county.act("approver-1", path, "lapse", {"opinion": "该户已注销"})
    assert (lapsed.status, lapsed["state"]) == (200, "lapsed")
    assert county.get("fund-1", fund)["committed_fen"] == 0
    assert county.act("approver-1", path, "lapse", {"opinion": "该户已注销"}).status == 409
    assert verify_log(county.house.transactions).wrong is None
