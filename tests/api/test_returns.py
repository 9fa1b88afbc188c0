"""退回补正 and 拿回 over HTTP: where a returned case goes on, by when, how often, and who takes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from service.store.application import Application, Vote
from service.unit_of_work import UnitOfWork
from service.use_cases.daily_cases import DAILY_OF_CASES
from service.use_cases.run_jobs import Done, run_due_jobs
from service.use_cases.verify_log import verify_log
from tests.audit_trail import entries_since, log_size
from tests.county import County, Reply, account_number
from tests.notice_steps import appointed, id_of, path_adopted
from tests.transfer_steps import act_as, offered

REVIEW = {"stage": "review", "level": "grassroots"}
COUNTY_REVIEW = {"stage": "review", "level": "county"}
SHOWN = {"stage": "notice", "working_days": 5}
ONE = {"stage": "approval", "level": "county", "quorum": {"kind": "any"}}
TWO = {"stage": "approval", "level": "county", "quorum": {"kind": "n_of_m", "n": 2}}
CITY = {"stage": "approval", "level": "city", "quorum": {"kind": "any"}}
WHY = {"opinion": "缺少诊断证明"}
STRAIGHT = {**WHY, "resume": "straight_back"}
DIAGNOSIS = {"kind": "diagnosis", "sha256": "ab" * 32, "pages": 2, "kept": "paper"}
WITHIN = {"review": {"working_days": 5}, "approval": {"working_days": 6}}


def terms(county: County, **more: Any) -> None:
    """The county adopts terms of its own."""
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one for one in editions if one["programme"] == "supervision")["document"]
    document = {**seeded, "union": "360722", **more}
    assert county.adopt({k: v for k, v in document.items() if v is not None}).status == 200


def submitted(county: County, **more: Any) -> str:
    path = f"/v1/applications/{county.draft_application('medical', **more)['id']}"
    assert county.act("clerk-1", path, "submit").status == 200
    return path


def at_the_vote(county: County, *stages: dict[str, Any]) -> str:
    """A case whose notice has passed, by the seeded path or by one of these stages."""
    if stages:
        path_adopted(county, "medical", list(stages))
    path = county.reviewed_application("medical")
    county.passed_notice(path)
    return path


def stage_of(reply: Reply) -> int | None:
    return reply["stage"]["position"] if reply["stage"] else None


def kept(county: County, path: str) -> Application:
    def look(uow: UnitOfWork) -> Application:
        return uow.session.get_one(Application, id_of(path))

    found: Application = county.house.transactions.read(look)
    return found


def resubmitted(county: County, path: str, **change: Any) -> Reply:
    if change:
        etag = county.get("clerk-1", path).etag
        assert county.call("PATCH", "clerk-1", path, change, etag=etag).status == 200
    return county.act("clerk-1", path, "resubmit")


# --- what a return says, and where the case goes on ------------------------------------------------


def test_an_opinion_is_still_enough_and_leads_through_every_stage_again(county: County) -> None:
    path = at_the_vote(county)
    told = county.act("approver-2", path, "return", WHY)
    assert (told["state"], told["stage"]) == ("returned", None)
    assert told["correction"] == {
        "missing": [], "to": None, "resume": "through_again", "returns": 1, "returns_left": 2,
        "due_on": told["correction"]["due_on"], "left": told["correction"]["left"],
    }  # fmt: skip
    assert told["correction"]["due_on"] > county.today().isoformat()
    back = resubmitted(county, path)
    assert (back["state"], stage_of(back), back["round"]) == ("submitted", 0, 2)
    assert back["notice_id"] is None
    assert back["correction"]["due_on"] is None


def test_what_is_missing_is_named_from_a_closed_list(county: County) -> None:
    path = submitted(county)
    asked = {**WHY, "missing": ["diagnosis", "account_unclear"]}
    assert county.act("reviewer-1", path, "return", {**WHY, "missing": ["a bribe"]}).status == 422
    assert county.act("reviewer-1", path, "return", {**WHY, "missing": []}).status == 422
    told = county.act("reviewer-1", path, "return", asked)
    assert told["correction"]["missing"] == ["account_unclear", "diagnosis"]
    offered_items = county.get("clerk-1", "/v1/code-lists/missing_item")["items"]
    assert {"diagnosis", "identity_unclear", "other"} <= {one["code"] for one in offered_items}


def test_straight_back_skips_a_notice_that_has_passed_and_still_says_the_same(
    county: County,
) -> None:
    path = at_the_vote(county)
    notice = county.get("auditor-1", path)["notice_id"]
    county.act("approver-2", path, "return", STRAIGHT)
    assert county.post("clerk-1", f"{path}/evidence", DIAGNOSIS).status == 201
    back = resubmitted(county, path)
    assert (back["state"], stage_of(back)) == ("notice_passed", 2)
    assert (back["notice_id"], back["round"]) == (notice, 2)
    assert county.approve(path, county.fund())["state"] == "approved"
    assert verify_log(county.house.transactions).wrong is None


def test_a_changed_amount_account_or_answer_goes_through_again(sqlite_county: County) -> None:
    county = sqlite_county
    path = at_the_vote(county)
    answers = county.get("auditor-1", path)["answers"]
    name = county.get("auditor-1", path)["payee"]["name"]
    payee = {"name": name, "number": account_number(), "bank": "中国工商银行信丰支行"}
    changes: list[dict[str, Any]] = [
        {"payee": payee},
        {"payee": {**payee, "bank": "中国农业银行信丰支行"}},
        {"answers": {**answers, "hospital_level": 3}},
    ]
    for change in changes:
        county.act("approver-2", path, "return", STRAIGHT)
        assert stage_of(resubmitted(county, path, **change)) == 0
        county.act("reviewer-1", path, "review")
        county.passed_notice(path)
        terms(county, returns_at_most=20)


def test_what_is_changed_and_changed_back_is_the_same(sqlite_county: County) -> None:
    county = sqlite_county
    path = at_the_vote(county)
    answers = county.get("auditor-1", path)["answers"]
    county.act("approver-2", path, "return", STRAIGHT)
    other = {"answers": {**answers, "hospital_level": 3}}
    etag = county.get("clerk-1", path).etag
    assert county.call("PATCH", "clerk-1", path, other, etag=etag).status == 200
    assert stage_of(resubmitted(county, path, answers=answers)) == 2


def test_another_edition_goes_through_again(sqlite_county: County) -> None:
    county = sqlite_county
    path = at_the_vote(county)
    county.act("approver-2", path, "return", STRAIGHT)
    path_adopted(county, "medical", [REVIEW, SHOWN, ONE])
    assert stage_of(resubmitted(county, path)) == 0


def test_what_goes_through_again_is_published_again_whatever_it_says_by_then(
    sqlite_county: County,
) -> None:
    """Raised as it was before, its stages say again what they said at the return."""
    county = sqlite_county
    path = submitted(county)
    post = county.get("security-1", "/v1/officers/reviewer-1")["appointments"][0]["id"]
    county.act("security-1", "/v1/officers/reviewer-1", "end_appointment", {"appointment_id": post})
    nobody = {"opinion": "本级无人可办"}
    assert county.act("system-1", path, "raise", nobody)["stage"]["level"] == "county"
    county.act("county-reviewer-1", path, "review")
    form = {"application_ids": [id_of(path)], "place": "厂门公示栏"}
    notice = county.post("county-reviewer-1", "/v1/notices", form, key=county.new_key())
    county.days_later(10)
    county.act("county-reviewer-1", f"/v1/notices/{notice['id']}", "close")
    assert county.act("approver-2", path, "return", STRAIGHT)["state"] == "returned"
    assert stage_of(resubmitted(county, path)) == 0
    assert county.act("system-1", path, "raise", nobody)["stage"]["level"] == "county"
    back = county.act("county-reviewer-1", path, "review")
    assert (back["state"], stage_of(back), back["notice_id"]) == ("reviewed", 1, None)


def test_another_union_goes_through_again(sqlite_county: County) -> None:
    """Whoever judged it before was somebody else's union."""
    county = sqlite_county
    path = at_the_vote(county)
    county.act("approver-2", path, "return", STRAIGHT)
    file = f"/v1/hardship-files/{county.get('auditor-1', path)['hardship_file_id']}"
    transfer = offered(county, file)
    assert act_as(county, "clerk-2", transfer, "accept").status == 200
    back = county.act("clerk-2", path, "resubmit")
    assert (back["union"], stage_of(back)) == ("360722002", 0)


def test_no_approval_is_passed_on_the_way_back(county: County) -> None:
    """The votes of the round before are void: the first approval is given anew."""
    path = at_the_vote(county, REVIEW, SHOWN, ONE, CITY)
    assert stage_of(county.approve(path)) == 3
    told = county.act("city-approver-1", path, "return", STRAIGHT)
    assert [vote["valid"] for vote in told["votes"]] == [True]
    back = resubmitted(county, path)
    assert stage_of(back) == 2
    assert [(vote["round"], vote["valid"]) for vote in back["votes"]] == [(1, False)]
    assert county.act("city-approver-1", path, "approve").status == 403
    assert stage_of(county.approve(path)) == 3
    assert county.approve(path, county.fund(), "city-approver-1")["state"] == "approved"


# --- to an earlier stage ---------------------------------------------------------------------------


def test_an_earlier_stage_does_its_work_again_and_hands_it_straight_back(county: County) -> None:
    path_adopted(county, "medical", [REVIEW, COUNTY_REVIEW, SHOWN, ONE])
    path = submitted(county)
    county.act("reviewer-1", path, "review")
    county.act("county-reviewer-1", path, "review")
    county.passed_notice(path)
    told = county.act("approver-2", path, "return", {**STRAIGHT, "to": 0})
    assert (told["state"], stage_of(told), told["round"]) == ("submitted", 0, 2)
    assert told["correction"]["due_on"] is None
    back = county.act("reviewer-1", path, "review")
    assert (back["state"], stage_of(back)) == ("notice_passed", 3)
    assert county.approve(path, county.fund())["state"] == "approved"


def test_through_again_an_earlier_stage_hands_it_to_the_next(county: County) -> None:
    path = at_the_vote(county)
    county.act("approver-2", path, "return", {**WHY, "to": 0})
    back = county.act("reviewer-1", path, "review")
    assert (back["state"], stage_of(back)) == ("reviewed", 1)
    assert county.approve(path, county.fund()).status in (403, 409)


def test_sent_back_to_the_first_approval_its_votes_are_void_and_can_be_read(
    county: County,
) -> None:
    path = at_the_vote(county, REVIEW, SHOWN, TWO, CITY)
    county.approve(path, who="approver-1")
    county.approve(path, who="approver-2")
    told = county.act("city-approver-1", path, "return", {**STRAIGHT, "to": 2})
    assert (told["state"], stage_of(told)) == ("notice_passed", 2)
    assert [(one["round"], one["valid"]) for one in told["votes"]] == [(1, False), (1, False)]
    county.approve(path, who="approver-1")
    again = county.approve(path, who="approver-3")
    assert stage_of(again) == 3
    assert [one["valid"] for one in again["votes"]] == [False, False, True, True]
    assert county.approve(path, county.fund(), "city-approver-1")["state"] == "approved"
    assert verify_log(county.house.transactions).wrong is None


@pytest.mark.parametrize("place", [1, 2, 3, 99])
def test_a_notice_itself_and_what_lies_ahead_are_no_place_to_go_back_to(
    sqlite_county: County, place: int
) -> None:
    county = sqlite_county
    path = at_the_vote(county)
    refused = county.act("approver-2", path, "return", {**WHY, "to": place})
    assert (refused.status, refused.codes) == (422, {"stage_unfit"})
    assert county.get("auditor-1", path)["state"] == "notice_passed"


def test_money_that_was_set_aside_is_free_while_a_review_is_done_again(county: County) -> None:
    path_adopted(county, "medical", [REVIEW, ONE, SHOWN])
    path = submitted(county)
    county.act("reviewer-1", path, "review")
    fund = county.fund()
    assert county.approve(path, fund)["state"] == "reviewed"
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 2_000_000
    appointed(county, "county-reviewer-2", "reviewer", "360722")
    told = county.act("county-reviewer-2", path, "return", {**STRAIGHT, "to": 0})
    assert (told["state"], stage_of(told)) == ("submitted", 0)
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 0
    assert stage_of(county.act("reviewer-1", path, "review")) == 1
    assert stage_of(county.approve(path, fund)) == 2
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 2_000_000


def test_only_a_return_has_these_members(sqlite_county: County) -> None:
    county = sqlite_county
    path = submitted(county)
    for action, who in (
        ("review", "reviewer-1"),
        ("reject", "reviewer-1"),
        ("withdraw", "clerk-1"),
    ):
        refused = county.act(who, path, action, {**WHY, "to": None})
        assert (refused.status, refused.codes) == (422, {"member_unfit"})
    assert county.get("auditor-1", path)["state"] == "submitted"


# --- how often, and by when ------------------------------------------------------------------------


def test_a_case_is_sent_back_only_so_often_and_then_decided(county: County) -> None:
    terms(county, returns_at_most=2)
    path = submitted(county)
    for left in (1, 0):
        told = county.act("reviewer-1", path, "return", WHY)
        assert told["correction"]["returns_left"] == left
        resubmitted(county, path)
    refused = county.act("reviewer-1", path, "return", WHY)
    assert (refused.status, refused.codes) == (422, {"returned_too_often"})
    assert refused["refusals"][0]["values"] == {"returns": 2, "at_most": 2}
    offers = {one["action"]: one for one in county.get("reviewer-1", f"{path}/actions")["actions"]}
    assert not offers["return"]["allowed"]
    assert offers["reject"]["allowed"]
    assert county.act("reviewer-1", path, "review")["state"] == "reviewed"


def test_without_a_limit_it_may_be_sent_back_any_number_of_times(sqlite_county: County) -> None:
    county = sqlite_county
    terms(county, returns_at_most=None)
    path = submitted(county)
    for times in range(1, 6):
        told = county.act("reviewer-1", path, "return", WHY)["correction"]
        assert (told["returns"], told["returns_left"]) == (times, None)
        resubmitted(county, path)


def test_the_clock_of_the_stage_stands_still_until_it_comes_straight_back(county: County) -> None:
    terms(county, within=WITHIN | {"correction": {"working_days": 10}})
    path = submitted(county)
    county.days_later(3)
    told = county.act("reviewer-1", path, "return", STRAIGHT)
    assert told["correction"]["left"] == {"working_days": 2}
    assert told["correction"]["due_on"] == "2026-03-19"
    county.days_later(5)
    resubmitted(county, path)
    case = kept(county, path)
    assert (case.within, case.since) == ("2w", county.today())


def test_a_day_is_left_to_a_stage_that_had_none_and_its_whole_time_to_one_passed_through(
    county: County,
) -> None:
    terms(county, within=WITHIN | {"correction": {"working_days": 10}})
    path = submitted(county)
    county.days_later(14)
    county.act("reviewer-1", path, "return", STRAIGHT)
    resubmitted(county, path)
    assert kept(county, path).within == "1w"
    county.act("reviewer-1", path, "return", WHY)
    resubmitted(county, path)
    assert kept(county, path).within == "5w"


def lapse(county: County) -> Done:
    return run_due_jobs(county.house.transactions, DAILY_OF_CASES)


def test_what_is_not_corrected_by_its_last_day_lapses_and_frees_its_claim(county: County) -> None:
    file = county.active_file()
    answers = county.answers("medical")
    path = submitted(county, file=file, answers=answers)
    told = county.act("reviewer-1", path, "return", WHY)
    again = county.application_form("medical", file, answers=answers)
    assert "duplicate_claim" in county.post("clerk-1", "/v1/applications", again).codes
    last = date.fromisoformat(told["correction"]["due_on"])
    county.days_later((last - county.today()).days)
    assert lapse(county) == Done(0, 0)
    county.days_later(1)
    size = log_size(county)
    assert lapse(county) == Done(1, 0)
    (entry,) = entries_since(county, size)
    assert (entry["act"], entry["who"]["sub"]) == ("application.lapse", "system")
    assert entry["dec"]["rule"] == "returned--lapse--lapsed"
    assert county.get("clerk-1", path)["state"] == "lapsed"
    assert county.act("clerk-1", path, "resubmit").status == 409
    assert county.post("clerk-1", "/v1/applications", again).status == 201
    size = log_size(county)
    assert lapse(county) == Done(0, 0)
    assert log_size(county) == size
    assert verify_log(county.house.transactions).wrong is None


def test_after_the_last_day_it_may_be_resubmitted_until_it_has_lapsed(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    path = submitted(county)
    county.act("reviewer-1", path, "return", WHY)
    county.days_later(60)
    assert resubmitted(county, path)["state"] == "submitted"
    assert lapse(county) == Done(0, 0)


def test_without_a_term_or_a_calendar_nothing_lapses(sqlite_county: County) -> None:
    county = sqlite_county
    within = {"review": {"working_days": 5}}
    terms(county, within=within)
    path = submitted(county)
    told = county.act("reviewer-1", path, "return", WHY)
    assert told["correction"]["due_on"] is None
    terms(county, within={**within, "correction": {"days": 250}})
    unknown = submitted(county)
    county.days_later((date(2026, 12, 28) - county.today()).days)
    told = county.act("reviewer-1", unknown, "return", WHY)
    assert told["correction"]["due_on"] is None
    county.days_later(600)
    assert lapse(county) == Done(0, 0)
    assert {county.get("clerk-1", one)["state"] for one in (path, unknown)} == {"returned"}


# --- letters ---------------------------------------------------------------------------------------


def test_a_letter_tells_what_to_correct_and_by_when(county: County) -> None:
    path = submitted(county)
    asked = {**WHY, "missing": ["diagnosis", "other"]}
    told = county.act("reviewer-1", path, "return", asked)
    (letter,) = county.get("clerk-1", f"{path}/letters")["items"]
    assert letter["kind"] == "correction"
    assert letter["missing"] == ["diagnosis", "other"]
    assert letter["due_on"] == told["correction"]["due_on"]
    for part in ("补正告知书", "诊断证明、其他", f"{letter['due_on']} 前", "理由：缺少诊断证明"):
        assert part in letter["text"]
    assert "李梅" not in letter["text"]
    english = county.get("clerk-1", f"{path}/letters", headers={"Accept-Language": "en"})
    assert "Notice of correction" in english["items"][0]["text"]


def test_a_refusal_tells_its_reasons_its_basis_and_the_remedy(county: County) -> None:
    path = submitted(county)
    told = county.act("reviewer-1", path, "reject", {"opinion": "费用已由保险赔付"})
    (letter,) = county.get("auditor-1", f"{path}/letters")["items"]
    assert (letter["kind"], letter["due_on"]) == ("refusal", None)
    assert letter["edition_id"] == told["assessment"]["edition_id"]
    for part in ("不予救助决定书", "费用已由保险赔付", letter["edition_id"], "申诉", "12351"):
        assert part in letter["text"]


def test_a_letter_tells_of_the_end_of_what_was_not_corrected(sqlite_county: County) -> None:
    county = sqlite_county
    path = submitted(county)
    county.act("reviewer-1", path, "return", WHY)
    county.days_later(60)
    lapse(county)
    kinds = [one["kind"] for one in county.get("clerk-1", f"{path}/letters")["items"]]
    assert kinds == ["correction", "uncorrected"]
    text = county.get("clerk-1", f"{path}/letters")["items"][1]["text"]
    assert "逾期未补正终止告知书" in text
    assert "重新申请" in text


def test_no_letter_is_owed_for_a_return_within_the_house_or_for_a_withdrawal(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    path = at_the_vote(county)
    county.act("approver-2", path, "return", {**WHY, "to": 0})
    county.act("clerk-1", path, "withdraw")
    assert county.get("clerk-1", f"{path}/letters")["items"] == []
    assert county.get("clerk-2", f"{path}/letters").status == 404


# --- taking back -----------------------------------------------------------------------------------

OOPS = {"opinion": "点错了"}


def test_a_review_is_taken_back_while_nobody_has_acted_since(county: County) -> None:
    path = submitted(county)
    county.days_later(2)
    county.act("reviewer-1", path, "review")
    county.days_later(1)
    told = county.act("reviewer-1", path, "take_back", OOPS)
    assert (told["state"], stage_of(told), told["round"]) == ("submitted", 0, 1)
    case = kept(county, path)
    assert case.since == county.today() - timedelta(days=3), "who takes back gains no time"
    assert county.act("reviewer-1", path, "take_back", OOPS).status == 409
    assert county.act("reviewer-1", path, "review")["state"] == "reviewed"
    assert verify_log(county.house.transactions).wrong is None


def test_taking_back_asks_for_a_reason_a_version_and_the_very_person(county: County) -> None:
    path = submitted(county)
    county.act("reviewer-1", path, "review")
    appointed(county, "reviewer-9", "reviewer", "360722001")
    assert county.act("reviewer-1", path, "take_back").codes == {"opinion_required"}
    refused = county.act("reviewer-9", path, "take_back", OOPS)
    assert (refused.status, refused.codes) == (409, {"acted_since"})
    assert county.act("clerk-1", path, "take_back", OOPS).status == 403
    assert county.act("reviewer-2", path, "take_back", OOPS).status == 404
    assert county.act("auditor-1", path, "take_back", OOPS).status == 403
    assert county.act("reviewer-1", path, "take_back", OOPS, etag='"1"').status == 412
    assert county.post("reviewer-1", f"{path}/take-back", OOPS).status == 428
    assert county.post("reviewer-1", f"{path}/take_back", OOPS).status == 404
    key, etag = county.new_key(), county.get("auditor-1", path).etag
    first = county.act("reviewer-1", path, "take_back", OOPS, key=key, etag=etag)
    again = county.act("reviewer-1", path, "take_back", OOPS, key=key, etag=etag)
    assert (first.status, again.headers["Idempotent-Replayed"]) == (200, "true")
    assert county.act("reviewer-1", path, "take_back", WHY, key=key, etag=etag).status == 422


def test_after_a_notice_is_opened_a_review_stays(county: County) -> None:
    path = county.reviewed_application("medical")
    county.on_notice(path)
    assert county.act("reviewer-1", path, "take_back", OOPS).status == 409
    county.days_later(10)
    notice = f"/v1/notices/{county.get('auditor-1', path)['notice_id']}"
    county.act("reviewer-1", notice, "close")
    refused = county.act("reviewer-1", path, "take_back", OOPS)
    assert refused.status in (403, 409)
    assert county.get("auditor-1", path)["state"] == "notice_passed"


def test_a_vote_is_taken_back_stays_readable_and_is_cast_again(county: County) -> None:
    path = at_the_vote(county, REVIEW, SHOWN, TWO, CITY)
    assert stage_of(county.approve(path, who="approver-1")) == 2
    told = county.act("approver-1", path, "take_back", OOPS)
    assert [(v["valid"], v["taken_back"]) for v in told["votes"]] == [(False, True)]
    county.approve(path, who="approver-1")
    assert county.approve(path, who="approver-1").codes == {"already_voted"}
    assert stage_of(county.approve(path, who="approver-2")) == 3
    refused = county.act("approver-1", path, "take_back", OOPS)
    assert (refused.status, refused.codes) == (409, {"acted_since"})
    back = county.act("approver-2", path, "take_back", OOPS)
    assert (back["state"], stage_of(back)) == ("notice_passed", 2)
    assert [v["valid"] for v in back["votes"]] == [False, True, False]
    assert stage_of(county.approve(path, who="approver-3")) == 3
    assert county.approve(path, county.fund(), "city-approver-1")["state"] == "approved"
    turns = county.house.transactions.read(
        lambda uow: uow.session.scalars(select(Vote.turn).order_by(Vote.id)).all()
    )
    assert turns == [None, 1, None, None, None]
    assert verify_log(county.house.transactions).wrong is None


def test_the_last_approval_is_not_taken_back_but_lapses(county: County) -> None:
    path = at_the_vote(county)
    fund = county.fund()
    county.approve(path, fund)
    refused = county.act("approver-2", path, "take_back", OOPS)
    assert (refused.status, refused.codes) == (409, {"award_set_aside"})
    assert "lapse" in refused["next"]
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 2_000_000
    assert county.act("approver-2", path, "lapse", WHY)["state"] == "lapsed"


def test_somebody_elses_account_of_the_same_person_takes_nothing_back(county: County) -> None:
    """twin-1 is the person behind clerk-1: an approver who filed the case has no vote to take."""
    path = at_the_vote(county, REVIEW, SHOWN, TWO)
    county.approve(path, who="approver-1")
    refused = county.act("twin-1", path, "take_back", OOPS)
    assert refused.status == 403
    assert {"separation_of_duties", "acted_since"} <= refused.codes
