"""The stages of a demanding edition, each where it refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.audit_trail import last_entry
from tests.county import County, Reply, identity_number
from tests.file_steps import ENTERING, MINUTES, FullFiling, accepted, submitted
from tests.notice_steps import appointed

ADULT = date(1990, 4, 5)


@pytest.fixture
def filing(county: County) -> FullFiling:
    return FullFiling(county)


def refused(told: Reply, status: int, *codes: str) -> None:
    assert (told.status, told.codes) == (status, set(codes)), told.body


# --- documents --------------------------------------------------------------------------------------


def test_what_the_edition_asks_for_is_there_before_the_file_is_submitted(
    filing: FullFiling,
) -> None:
    file = filing.opened()
    told = filing.county.act("clerk-1", file, "submit")
    refused(told, 422, "evidence_missing", "authorisation_missing")
    values = {one["code"]: one["values"] for one in told["refusals"]}
    assert values["evidence_missing"]["missing"] == ["application_form", "commitment", "diagnosis"]


def test_every_adult_signs_the_authorisation_and_no_child_does(filing: FullFiling) -> None:
    county = filing.county
    members = [
        {"name": "王大明", "identity_number": identity_number(ADULT), "relation": "10"},
        {"name": "王小明", "identity_number": identity_number(date(2015, 5, 1)), "relation": "20"},
    ]
    file = filing.opened(members=members)
    for kind in ("application_form", "commitment", "diagnosis", "authorisation"):
        filing.document(file, kind)
    told = county.act("clerk-1", file, "submit")
    refused(told, 422, "authorisation_missing")
    spouse = county.get("clerk-1", file)["members"][0]["id"]
    assert told["refusals"][0]["values"] == {"members": [spouse]}
    signed = filing.document(file, "authorisation", member_id=spouse, signed_on="2026-03-01")
    assert (signed["member_id"], signed["signed_on"]) == (spouse, "2026-03-01")
    assert county.act("clerk-1", file, "submit").status == 200


def test_a_document_of_nobody_on_the_file_is_refused(filing: FullFiling) -> None:
    file = filing.opened()
    stranger = {"identity_number": identity_number(ADULT)}
    refused(filing.document(file, "authorisation", **stranger), 422, "person_not_on_file")
    absent = {"member_id": "01980123-4567-7890-8123-123456789abc"}
    refused(filing.document(file, "authorisation", **absent), 422, "person_not_on_file")
    elsewhere = filing.county.file_form()
    filing.county.post("clerk-1", "/v1/hardship-files", elsewhere)
    known = {"identity_number": elsewhere["worker"]["identity_number"]}
    refused(filing.document(file, "authorisation", **known), 422, "person_not_on_file")


def test_who_reviewed_the_file_registers_no_document(filing: FullFiling) -> None:
    file = accepted(filing)
    visit = filing.visit(file)
    refused(filing.document(file, "income", who="visitor-1"), 403, "separation_of_duties")
    assert visit.status == 201


# --- acceptance -------------------------------------------------------------------------------------


def test_what_is_missing_is_told_once_and_by_name(filing: FullFiling) -> None:
    county, file = filing.county, submitted(filing)
    opinion = {"opinion": "材料不齐"}
    refused(county.act("clerk-1", file, "return", opinion), 422, "missing_unnamed")
    missing = {**opinion, "missing": ["household_register", "income"]}
    returned = county.act("clerk-1", file, "return", missing)
    assert (returned["state"], returned["told_missing"]) == (
        "returned", ["household_register", "income"],
    )  # fmt: skip
    assert county.act("clerk-1", file, "resubmit")["state"] == "submitted"
    again = county.act("clerk-1", file, "return", {**opinion, "missing": ["bank_card"]})
    refused(again, 409, "told_already")
    assert county.act("clerk-1", file, "accept")["state"] == "accepted"


def test_a_refusal_at_acceptance_says_why(filing: FullFiling) -> None:
    file = submitted(filing)
    refused(filing.county.act("clerk-1", file, "reject"), 422, "opinion_required")
    told = filing.county.act("clerk-1", file, "reject", {"opinion": "非本会会员"})
    assert told["state"] == "rejected"


# --- the committee ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "lacking"),
    [
        ({**MINUTES, "present": ["何建国", "王芳"]}, ["present"]),
        ({"present": MINUTES["present"]}, ["meeting_number", "held_on"]),
    ],
)
def test_a_committee_that_did_not_meet_has_not_deliberated(
    filing: FullFiling, minutes: dict[str, Any], lacking: list[str]
) -> None:
    file = accepted(filing)
    filing.sign(file, filing.visit(file))
    told = filing.county.act("reviewer-1", file, "deliberate", {"minutes": minutes})
    refused(told, 422, "minutes_missing")
    assert told["refusals"][0]["values"] == {"lacking": lacking}
    refused(filing.county.act("reviewer-1", file, "deliberate"), 422, "minutes_missing")


# --- the economic check -----------------------------------------------------------------------------


def reviewed(filing: FullFiling) -> str:
    file = submitted(filing)
    filing.visited(file)
    filing.deliberate(file)
    filing.passed_notice(file)
    filing.county.act("county-reviewer-1", file, "review")
    return file


def test_a_file_is_not_passed_before_the_check_has_come_back(filing: FullFiling) -> None:
    file = reviewed(filing)
    filing.asked(file)
    told = filing.county.act("county-reviewer-1", file, "pass_check", {"opinion": "相符"})
    refused(told, 422, "check_unanswered", "doubt_unexplained")


def test_a_doubt_is_explained_by_a_person_or_stands(filing: FullFiling) -> None:
    file = reviewed(filing)
    check = filing.asked(file)
    answer = filing.answered(
        check, businesses=0, financial_assets_fen=0, vehicles=1, annual_income_fen=3_600_001
    )
    assert answer["lines"] == [{"line": 1, "result": "applied", "doubts": ["vehicles", "income"]}]
    told = filing.county.act("county-reviewer-1", file, "pass_check")
    refused(told, 422, "doubt_unexplained")
    assert told["refusals"][0]["values"] == {"doubts": ["vehicles", "income"]}
    explained = {"opinion": "车辆已于上月报废，收入含一次性抚恤"}
    passed = filing.county.act("county-reviewer-1", file, "pass_check", explained)
    assert passed["state"] == "checked"


def test_the_same_answer_changes_nothing_and_another_is_refused(filing: FullFiling) -> None:
    file = reviewed(filing)
    check = filing.asked(file)
    filing.answered(check)
    etag = filing.county.get("auditor-1", f"/v1/economic-checks/{check['id']}").etag
    assert filing.answered(check)["lines"][0]["result"] == "repeated"
    refused(filing.answered(check, dwellings=2), 409, "check_answered")
    assert filing.county.get("auditor-1", f"/v1/economic-checks/{check['id']}").etag == etag


def test_only_files_that_wait_for_it_are_checked(filing: FullFiling) -> None:
    waiting, not_yet = reviewed(filing), submitted(filing)
    told = filing.asked(waiting, not_yet)
    refused(told, 409, "wrong_state")
    assert told["values"]["files"] == [
        {
            "hardship_file_id": not_yet.rpartition("/")[2], "state": "submitted",
            "allowed": ["accept", "return", "reject", "withdraw"],
        }
    ]  # fmt: skip
    assert filing.state(waiting) == "reviewed"


def test_a_check_is_asked_at_its_level_and_in_scope(filing: FullFiling) -> None:
    file = reviewed(filing)
    refused(filing.asked(file, who="reviewer-1"), 403, "role_required")
    assert filing.asked(file, who="reviewer-2").status == 404


def test_a_file_that_is_sent_back_leaves_the_list(filing: FullFiling) -> None:
    file = reviewed(filing)
    check = filing.asked(file)
    filing.county.act("county-reviewer-1", file, "return", {"opinion": "请补充车辆证明"})
    told = filing.county.get("auditor-1", f"/v1/economic-checks/{check['id']}")
    assert (told["state"], told["lines"][0]["state"]) == ("answered", "withdrawn")
    refused(filing.answered(check), 409, "wrong_state")


def test_the_list_for_the_checking_centre_shows_whole_numbers_and_is_noted(
    filing: FullFiling,
) -> None:
    file = reviewed(filing)
    check = filing.asked(file)
    path = f"/v1/economic-checks/{check['id']}/request-file"
    told = filing.county.get("county-reviewer-1", path)
    assert told.headers["Content-Type"].startswith("text/csv")
    lines = told.body.lstrip("\ufeff").splitlines()
    assert lines[0] == "行号,档案编号,姓名,身份证号码,与职工关系"
    assert [line.split(",")[2] for line in lines[1:]] == ["李梅", "王小明"]
    assert all(len(line.split(",")[3]) == 18 and "*" not in line for line in lines[1:])
    entry = last_entry(filing.county)
    assert (entry["act"], entry["who"]["sub"]) == ("personal.export", "county-reviewer-1")
    assert filing.county.get("auditor-1", path).status == 403


# --- exclusions and exemptions ----------------------------------------------------------------------

CAR = [{"rule": "dwellings", "at_most": 1}, {"rule": "vehicles", "at_most": 0}]
PAPER = [{"kind": "disability_certificate", "sha256": "cd" * 32, "pages": 1, "kept": "paper"}]
EXEMPT = {
    "rule": "vehicles", "reason": "残疾人代步", "meeting_number": "2026-7", "evidence": PAPER,
}  # fmt: skip


def with_a_car(county: County) -> str:
    """A file that waits for its confirmation, of a household with a car."""
    household = {
        "annual_income_fen": 3_600_000, "annual_rigid_expenditure_fen": 1_200_000,
        "dwellings": 1, "vehicles": 1,
    }  # fmt: skip
    file = str(county.draft_file(household=household).headers["Location"])
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    return file


@pytest.fixture
def excluding(county: County) -> County:
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one for one in editions if one["programme"] == "hardship_file")["document"]
    assert county.adopt({**seeded, "union": "360722", "exclusions": CAR}).status == 200
    return county


def test_an_exclusion_keeps_a_household_off_a_file_and_an_exemption_lifts_it(
    excluding: County,
) -> None:
    file = with_a_car(excluding)
    told = excluding.act("approver-1", file, "confirm")
    refused(told, 422, "exclusion_applies", "exclusion_vehicles")
    assert told["refusals"][0]["values"] == {"found": 1, "limit": 0}
    granted = excluding.post("approver-1", f"{file}/exemptions", EXEMPT)
    assert (granted.status, granted["found"], granted["granted_by"]) == (201, 1, "approver-1")
    active = excluding.act("approver-1", file, "confirm")
    assert active["state"] == "active"
    (step,) = [s for s in active["assessment"]["steps"] if s["code"] == "exclusion_vehicles"]
    assert granted["id"] in step["zh"]


def test_an_exemption_of_one_car_is_none_of_two(excluding: County) -> None:
    file = with_a_car(excluding)
    excluding.post("approver-1", f"{file}/exemptions", EXEMPT)
    excluding.act("approver-1", file, "return", {"opinion": "请核对车辆"})
    told = excluding.get("clerk-1", file)
    household = {**told["household"], "vehicles": 2}
    excluding.call("PATCH", "clerk-1", file, {"household": household}, etag=told.etag)
    excluding.act("clerk-1", file, "resubmit")
    excluding.act("reviewer-1", file, "review")
    told = excluding.act("approver-1", file, "confirm")
    refused(told, 422, "exclusion_applies", "exclusion_vehicles")
    assert "outgrown" in told["refusals"][0]["values"]


def test_only_what_stands_against_a_household_is_exempted(excluding: County) -> None:
    file = with_a_car(excluding)
    told = excluding.post("approver-1", f"{file}/exemptions", {**EXEMPT, "rule": "dwellings"})
    refused(told, 409, "nothing_excluded")


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk-1", 403), ("reviewer-1", 403), ("city-approver-1", 403), ("twin-1", 403),
     ("outsider-approver-1", 404)],
)  # fmt: skip
def test_nobody_else_grants_an_exemption(excluding: County, who: str, status: int) -> None:
    file = with_a_car(excluding)
    assert excluding.post(who, f"{file}/exemptions", EXEMPT).status == status
    assert excluding.get("auditor-1", f"{file}/exemptions")["items"] == []


# --- possible duplicates ----------------------------------------------------------------------------


def test_files_that_look_alike_are_told_of_only_as_far_as_one_may_see(county: County) -> None:
    ours = str(county.draft_file().headers["Location"])
    there = county.draft_file("outsider-clerk-1")
    (alike,) = county.get("clerk-1", f"{ours}/resemblances")["items"]
    assert alike["hardship_file_id"] is None
    assert alike["place"] == "another_union_of_this_city"
    assert alike["grounds"] == ["name_and_birth_date", "phone"]
    assert "本市另一工会" in alike["explanation"]
    assert there["id"] not in str(county.get("clerk-1", f"{ours}/resemblances").body)
    (seen,) = county.get("auditor-1", f"{ours}/resemblances")["items"]
    assert seen["hardship_file_id"] is None


def test_a_decision_on_a_resemblance_is_remembered_while_the_facts_stand(
    county: County,
) -> None:
    first = str(county.draft_file().headers["Location"])
    county.draft_file()
    (alike,) = county.get("clerk-1", f"{first}/resemblances")["items"]
    path = f"{first}/resemblances/{alike['id']}/decide"
    decision = {"verdict": "different", "reason": "同一车间共用电话"}
    etag = county.get("auditor-1", first).etag
    assert county.post("clerk-1", path, decision, etag=etag).status == 403
    told = county.post("reviewer-1", path, decision, etag=etag)
    assert (told.status, told["verdict"], told["reason"]) == (200, "different", "同一车间共用电话")
    etag = county.get("auditor-1", first).etag
    assert county.post("reviewer-1", path, decision, etag=etag).status == 409
    told = county.get("clerk-1", first)
    address = {"contact": {"address": "信丰县嘉定镇 1 号"}}
    county.call("PATCH", "clerk-1", first, address, etag=told.etag)
    (again,) = county.get("clerk-1", f"{first}/resemblances")["items"]
    assert again["verdict"] == "different"


def test_of_a_file_that_has_ended_no_resemblance_is_decided(county: County) -> None:
    file = f"/v1/hardship-files/{county.active_file()['id']}"
    county.draft_file()
    said = {"opinion": "迁出", "reason": "left"}
    county.act("clerk-1", file, "propose_cancel", said)
    county.act("approver-1", file, "cancel", {"opinion": "同意"})
    assert county.act("clerk-1", file, "archive")["state"] == "archived"
    etag = county.get("auditor-1", file).etag
    (alike,) = county.get("reviewer-1", f"{file}/resemblances")["items"]
    decision = {"verdict": "same", "reason": "同一户"}
    path = f"{file}/resemblances/{alike['id']}/decide"
    refused(county.post("reviewer-1", path, decision, etag=etag), 409, "wrong_state")
    assert county.get("auditor-1", file).etag == etag


def test_an_edition_may_ask_that_every_resemblance_is_decided(county: County) -> None:
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one for one in editions if one["programme"] == "hardship_file")["document"]
    county.adopt({**seeded, "union": "360722", "resemblances_decided": True})
    file = str(county.draft_file().headers["Location"])
    county.draft_file("clerk-2")
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    refused(county.act("approver-1", file, "confirm"), 422, "resemblance_undecided")
    (alike,) = county.get("approver-1", f"{file}/resemblances")["items"]
    etag = county.get("auditor-1", file).etag
    decision = {"verdict": "different", "reason": "另一户"}
    county.post("approver-1", f"{file}/resemblances/{alike['id']}/decide", decision, etag=etag)
    assert county.act("approver-1", file, "confirm")["state"] == "active"


def test_name_and_birthday_of_another_number_resemble(county: County) -> None:
    born = date(1985, 3, 12)
    one, other = (
        county.file_form(
            worker={
                "name": "李·梅", "identity_number": identity_number(born), "phone": phone,
                "employment": "on_post", "union_member": True,
            },
            members=[],
        )
        for phone in ("13800000001", "13800000002")
    )  # fmt: skip
    file = county.post("clerk-1", "/v1/hardship-files", one).headers["Location"]
    other["worker"]["name"] = "李•梅"
    county.post("clerk-1", "/v1/hardship-files", other)
    (alike,) = county.get("clerk-1", f"{file}/resemblances")["items"]
    assert alike["grounds"] == ["name_and_birth_date"]


# --- letters ----------------------------------------------------------------------------------------


def test_a_household_is_owed_its_reasons_in_writing(filing: FullFiling) -> None:
    county, file = filing.county, submitted(filing)
    county.act(
        "clerk-1", file, "return", {"opinion": "材料不齐", "missing": ["household_register"]}
    )
    county.act("clerk-1", file, "resubmit")
    county.act("clerk-1", file, "accept")
    county.act("reviewer-1", file, "reject", {"opinion": "家庭人均收入高于标准"})
    first, second = county.get("clerk-1", f"{file}/letters")["items"]
    assert (first["kind"], first["missing"]) == ("return", ["household_register"])
    assert "一次性告知所缺材料：户口簿。" in first["text"]
    assert (second["kind"], second["reasons"]) == ("reject", "家庭人均收入高于标准")
    assert "信丰县纺织厂工会" in second["text"]
    assert second["edition_id"] in second["text"]
    english = county.get("clerk-1", f"{file}/letters", headers={"Accept-Language": "en"})
    assert "Reasons: 家庭人均收入高于标准" in english["items"][1]["text"]


# --- what an attack tried ---------------------------------------------------------------------------


def test_an_answer_that_says_nothing_is_no_answer(filing: FullFiling) -> None:
    check = filing.asked(reviewed(filing))
    path = f"/v1/economic-checks/{check['id']}"
    told = filing.county.post(ENTERING, f"{path}/results", {"results": [{"line": 1}]})
    refused(told, 422, "check_empty")
    assert filing.county.get("auditor-1", path)["lines"][0]["state"] == "asked"


def test_what_the_centre_did_not_look_at_is_a_doubt(filing: FullFiling) -> None:
    file = reviewed(filing)
    answer = filing.answered(filing.asked(file))
    assert answer["lines"][0]["doubts"] == ["incomplete"]
    refused(filing.county.act("county-reviewer-1", file, "pass_check"), 422, "doubt_unexplained")


def test_whoever_enters_an_answer_does_not_judge_it(filing: FullFiling) -> None:
    file = reviewed(filing)
    check = filing.asked(file)
    refused(filing.answered(check, who="county-reviewer-1"), 403, "separation_of_duties")
    filing.answered(check)
    told = filing.county.act(ENTERING, file, "pass_check", {"opinion": "情况属实"})
    refused(told, 403, "separation_of_duties")


def test_the_second_account_of_who_took_the_case_in_neither_publishes_nor_asks_nor_answers(
    filing: FullFiling,
) -> None:
    county, number = filing.county, identity_number(ADULT)
    appointed(county, "intake-1", "clerk", "360722001", number)
    appointed(county, "intake-2", "reviewer", "360722", number)
    file = str(county.draft_file("intake-1").headers["Location"])
    filing.gathered(file)
    assert county.act("intake-1", file, "submit").status == 200
    filing.visited(file)
    filing.deliberate(file)
    refused(filing.shown(file, who="intake-2"), 403, "separation_of_duties")
    filing.passed_notice(file)
    county.act("county-reviewer-1", file, "review")
    refused(filing.asked(file, who="intake-2"), 403, "separation_of_duties")
    refused(filing.answered(filing.asked(file), who="intake-2"), 403, "separation_of_duties")


def test_with_an_objection_upheld_nobody_is_asked_about_the_household_any_more(
    filing: FullFiling,
) -> None:
    county, file = filing.county, submitted(filing)
    filing.visited(file)
    filing.deliberate(file)
    notice = filing.passed_notice(file)
    county.act("county-reviewer-1", file, "review")
    check = filing.asked(file)
    raised = county.post(
        None, f"/public/notices/{notice['id']}/objections",
        {"line": 1, "reason": "名下有商铺", "name": None},
    )  # fmt: skip
    objection = raised.headers["Location"]
    assert county.act("county-reviewer-1", objection, "uphold", {"opinion": "属实"}).status == 200
    told = county.get("auditor-1", f"/v1/economic-checks/{check['id']}")
    assert (filing.state(file), told["lines"][0]["state"]) == ("rejected", "withdrawn")
    refused(filing.answered(check), 409, "wrong_state")


def test_an_end_that_is_refused_leads_back_to_where_it_was_proposed(county: County) -> None:
    file = f"/v1/hardship-files/{county.active_file()['id']}"
    county.act("clerk-1", file, "propose_exit", {"opinion": "已就业", "told_on": "2026-03-02"})
    county.act("approver-1", file, "exit", {"opinion": "同意"})
    county.act("clerk-1", file, "return_to_hardship", {"opinion": "再次患病"})
    county.act("clerk-1", file, "propose_exit", {"opinion": "误报", "told_on": "2026-03-02"})
    told = county.act("approver-1", file, "return", {"opinion": "请继续复核"})
    assert told["state"] == "reverifying"
    assert told["monitored_until"]
    refused(county.draft_application("warmth", file=told), 422, "file_overdue")
    assert county.act("clerk-1", file, "submit").status == 200


def test_of_a_refused_cancellation_no_reason_stays_on_the_file(county: County) -> None:
    file = f"/v1/hardship-files/{county.active_file()['id']}"
    county.act("clerk-1", file, "propose_cancel", {"opinion": "误报", "reason": "death"})
    told = county.act("approver-1", file, "return", {"opinion": "本人健在"})
    assert (told["state"], told["reason"]) == ("active", None)


def test_a_file_judged_to_be_the_same_household_is_not_confirmed(county: County) -> None:
    standing = county.active_file()
    file = str(county.draft_file().headers["Location"])
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    (alike,) = county.get("clerk-1", f"{file}/resemblances")["items"]
    assert alike["hardship_file_id"] == standing["id"]

    def decided(form: dict[str, str]) -> Reply:
        path = f"{file}/resemblances/{alike['id']}/decide"
        etag = county.get("auditor-1", file).etag
        return county.post("reviewer-1", path, form, etag=etag)

    same = {"verdict": "same", "reason": "同一住址、同一电话"}
    assert decided(same).status == 200
    refused(decided(same), 409, "decided_already")
    refused(county.act("approver-1", file, "confirm"), 422, "same_household")
    other = {"verdict": "different", "reason": "经查为同楼两户"}
    assert decided(other).status == 200
    assert county.act("approver-1", file, "confirm")["state"] == "active"


@pytest.mark.parametrize("shared", [True, False], ids=["a name is shared", "nothing is"])
def test_another_telephone_makes_no_other_household(county: County, shared: bool) -> None:
    form = county.file_form()
    if not shared:
        form["worker"]["name"] = form["worker"]["account"]["name"] = "张丽"
        form["members"][0]["name"] = "张小明"
    standing = county.active_file()
    file = str(county.draft_file(**form).headers["Location"])
    county.act("clerk-1", file, "submit")
    (alike,) = county.get("reviewer-1", f"{file}/resemblances")["items"]
    path = f"{file}/resemblances/{alike['id']}/decide"

    def decided(verdict: str) -> Reply:
        said = {"verdict": verdict, "reason": "邻里证实"}
        return county.post("reviewer-1", path, said, etag=county.get("auditor-1", file).etag)

    assert decided("same").status == 200
    county.act("reviewer-1", file, "return", {"opinion": "同一家庭"})
    told = county.get("clerk-1", file)
    phone = {"contact": {"phone": "13911112222"}}
    assert county.call("PATCH", "clerk-1", file, phone, etag=told.etag).status == 200
    county.act("clerk-1", file, "resubmit")
    county.act("reviewer-1", file, "review")
    refused(county.act("approver-1", file, "confirm"), 422, "same_household")
    (still,) = county.get("reviewer-1", f"{file}/resemblances")["items"]
    assert (still["verdict"], still["hardship_file_id"]) == ("same", standing["id"])
    assert still["grounds"] == (["name_and_birth_date"] if shared else [])
    assert shared or still["explanation"].endswith("同一家庭")
    assert decided("different").status == 200
    assert county.act("approver-1", file, "confirm")["state"] == "active"
    items = county.get("reviewer-1", f"{file}/resemblances")["items"]
    assert [one["verdict"] for one in items] == (["different"] if shared else [])


def test_an_exemption_of_one_car_is_none_of_another_car(excluding: County) -> None:
    cheap = [{"kind": "ordinary", "price_fen": 300_000, "price_proven": True}]
    dear = [{"kind": "ordinary", "price_fen": 200_000_000, "price_proven": True}]
    household = {
        "annual_income_fen": 3_600_000, "annual_rigid_expenditure_fen": 1_200_000, "dwellings": 1,
    }  # fmt: skip
    file = str(
        excluding.draft_file(household={**household, "vehicle_list": cheap}).headers["Location"]
    )
    excluding.act("clerk-1", file, "submit")
    excluding.act("reviewer-1", file, "review")
    assert excluding.post("approver-1", f"{file}/exemptions", EXEMPT).status == 201
    excluding.act("approver-1", file, "return", {"opinion": "请核对车辆"})
    etag = excluding.get("clerk-1", file).etag
    form = {"household": {**household, "vehicle_list": dear}}
    assert excluding.call("PATCH", "clerk-1", file, form, etag=etag).status == 200
    excluding.act("clerk-1", file, "resubmit")
    excluding.act("reviewer-1", file, "review")
    told = excluding.act("approver-1", file, "confirm")
    refused(told, 422, "exclusion_applies", "exclusion_vehicles")


def test_a_silence_is_stated_before_it_is_exempted(excluding: County) -> None:
    household = {
        "annual_income_fen": 3_600_000, "annual_rigid_expenditure_fen": 1_200_000, "dwellings": 1,
    }  # fmt: skip
    file = str(excluding.draft_file(household=household).headers["Location"])
    excluding.act("clerk-1", file, "submit")
    excluding.act("reviewer-1", file, "review")
    told = excluding.post("approver-1", f"{file}/exemptions", EXEMPT)
    refused(told, 422, "exclusion_unstated")


def test_an_exemption_names_the_meeting_that_decided_on_it(excluding: County) -> None:
    form = {name: value for name, value in EXEMPT.items() if name != "meeting_number"}
    file = with_a_car(excluding)
    told = excluding.post("approver-1", f"{file}/exemptions", form)
    assert (told.status, told["errors"][0]["at"]) == (422, "/meeting_number")


def test_what_was_published_is_what_is_confirmed(county: County) -> None:
    path = [
        {"stage": "notice", "working_days": 3}, {"stage": "review", "level": "grassroots"},
        {"stage": "confirm", "level": "county"},
    ]  # fmt: skip
    filing = FullFiling(county, path)
    file = filing.opened()
    filing.gathered(file)
    county.act("clerk-1", file, "submit")
    filing.passed_notice(file)
    county.act("reviewer-1", file, "review")
    higher = county.get("auditor-1", "/v1/editions")["items"]
    mine = next(
        one["document"] for one in higher
        if one["programme"] == "hardship_file" and one["document"]["union"] == "360722"
    )  # fmt: skip
    assert county.adopt({**mine, "living_line_fen": 10 * mine["living_line_fen"]}).status == 200
    refused(county.act("approver-1", file, "confirm"), 422, "published_otherwise")
