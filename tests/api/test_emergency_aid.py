"""应急救助 through the calls: what is delegated and what is not, and every way of making it regular."""

from __future__ import annotations

from typing import Any

import pytest

from service.use_cases.run_jobs import run_due_jobs
from tests.counted import counted
from tests.county import County, Reply
from tests.emergency_steps import PAPERS, REASON, bring, delegate, emergency, granted, owed
from tests.payments import Payments, second_account
from tests.stand_in_steps import deputy, given

AWARD = 160_000
"""Five in a hundred of what the household paid itself."""
TWO_VOTES: list[dict[str, Any]] = [
    {"stage": "review", "level": "grassroots"},
    {"stage": "notice", "working_days": 5},
    {"stage": "approval", "level": "county", "quorum": {"kind": "n_of_m", "n": 2}},
]
OPINION = {"opinion": "已核实"}


def opened(county: County, **more: Any) -> Reply:
    return county.draft_application("medical", emergency=REASON, **more)


def values(reply: Reply, code: str) -> Any:
    return next(one["values"] for one in reply["refusals"] if one["code"] == code)


def brought(county: County, path: str) -> str:
    """What the application owes, papers brought and reviewed: it waits for its notice."""
    owing = owed(county, path)
    assert bring(county, owing)["state"] == "submitted"
    assert county.act("reviewer-1", owing, "review")["state"] == "reviewed"
    return owing


def shown(county: County, path: str) -> tuple[str, Reply]:
    owing = brought(county, path)
    return owing, county.on_notice(path)


def passed(county: County, path: str) -> str:
    """The same, its notice over: it waits to be confirmed."""
    owing = brought(county, path)
    assert county.passed_notice(path)["state"] == "closed"
    assert county.get("auditor-1", owing)["state"] == "notice_passed"
    return owing


def objected(county: County, notice: Reply) -> str:
    objection = county.post(
        None, f"/public/notices/{notice['id']}/objections",
        {"line": 1, "reason": "其房屋并未受灾", "name": None},
    )  # fmt: skip
    assert objection.status == 201, objection.body
    return f"/v1/objections/{objection['id']}"


# --- what is not delegated ------------------------------------------------------------------------


def test_an_edition_without_the_rule_pays_nobody_first(county: County) -> None:
    refused = opened(county)
    assert (refused.status, refused.codes) == (
        422, {"emergency_unavailable", "emergency_limit"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ({"limit_fen": AWARD - 1}, {"limit_fen": AWARD - 1, "year_fen": None}),
        ({"limit_fen": AWARD - 2, "year_fen": AWARD - 1},
         {"limit_fen": AWARD - 2, "year_fen": AWARD - 1}),
    ],
)  # fmt: skip
def test_an_award_above_the_limit_goes_the_ordinary_way(
    county: County, rule: dict[str, Any], shown: dict[str, Any]
) -> None:
    delegate(county, **rule)
    file = county.active_file()
    refused = opened(county, file=file)
    assert (refused.status, refused.codes) == (422, {"emergency_limit"})
    assert values(refused, "emergency_limit") == {"award_fen": AWARD, "given_fen": 0, **shown}
    ordinary = county.draft_application("medical", file=file)
    assert (ordinary.status, ordinary["emergency"]) == (201, None)
    assert [stage["stage"] for stage in ordinary["path"]] == ["review", "notice", "approval"]


def test_a_limit_lowered_meanwhile_is_asked_again_at_submission(county: County) -> None:
    delegate(county)
    path = opened(county).headers["Location"]
    delegate(county, limit_fen=AWARD - 1)
    assert county.act("clerk-1", path, "submit").codes == {"emergency_limit"}


def test_a_household_has_one_emergency_open_at_a_time(county: County) -> None:
    delegate(county)
    file = county.active_file()
    draft, second, first = (
        opened(county, file=file),
        emergency(county, file),
        emergency(county, file),
    )
    fund = county.fund()
    assert county.approve(first, fund)["state"] == "approved"
    owing = owed(county, first).rpartition("/")[2]
    for refused in (
        opened(county, file=file),
        county.act("clerk-1", draft.headers["Location"], "submit"),
        county.approve(second, fund),
    ):
        assert (refused.status, refused.codes) == (409, {"emergency_open"})
        assert values(refused, "emergency_open") == {"regularisation_id": owing}
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == AWARD


def test_who_was_asked_to_sign_grants_no_second_emergency(county: County) -> None:
    delegate(county)
    file, fund = county.active_file(), county.fund()
    first, second = emergency(county, file), emergency(county, file)
    asked = {"officer": "city-approver-1", "opinion": "请一并审核"}
    county.act("approver-1", first, "add_signer", asked)
    assert county.approve(first, fund, "approver-1")["state"] == "reviewed"
    assert county.approve(second, fund)["state"] == "approved"
    refused = county.act("city-approver-1", first, "sign", {"fund_id": fund})
    assert (refused.status, refused.codes) == (409, {"emergency_open"})
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == AWARD


def test_the_year_of_the_household_has_a_limit_of_its_own(county: County) -> None:
    delegate(county, year_fen=2 * AWARD - 1)
    file = county.active_file()
    owing = passed(county, granted(county, file=file))
    assert county.act("approver-3", owing, "confirm", OPINION)["state"] == "regularised"
    refused = opened(county, file=file)
    assert refused.codes == {"emergency_limit"}
    assert values(refused, "emergency_limit")["given_fen"] == AWARD


def test_what_holds_for_every_application_holds_in_an_emergency(county: County) -> None:
    delegate(county, evidence=["disaster_proof"])
    stranger = county.draft_file()
    assert "file_not_active" in opened(county, file=stranger).codes
    draft = opened(county)
    path = draft.headers["Location"]
    assert "duplicate_claim" in opened(county, answers=draft["answers"]).codes
    refused = county.act("clerk-1", path, "submit")
    assert values(refused, "evidence_missing") == {"missing": ["disaster_proof"]}
    proof = {"kind": "disaster_proof", "sha256": "0" * 64, "pages": 1, "kept": "paper"}
    county.post("clerk-1", f"{path}/evidence", proof)
    assert county.act("clerk-1", path, "submit")["state"] == "submitted"
    county.act("reviewer-1", path, "review")
    assert "fund_insufficient" in county.approve(path, county.fund(AWARD - 1)).codes
    assert county.approve(path, county.fund())["state"] == "approved"
    assert county.get("auditor-1", owed(county, path))["missing"] == ["application_form"]


def test_a_draft_may_take_the_ordinary_way_after_all(county: County) -> None:
    delegate(county)
    draft = opened(county)
    path = draft.headers["Location"]
    changed = county.call("PATCH", "clerk-1", path, {"emergency": None}, etag=draft.etag)
    assert (changed.status, changed["emergency"]) == (200, None)
    assert [stage["stage"] for stage in changed["path"]] == ["review", "notice", "approval"]
    assert "evidence_missing" in county.act("clerk-1", path, "submit").codes


@pytest.mark.parametrize("reason", ["", "   ", None, 7, "字" * 501, {"zh": "洪水"}])
def test_a_reason_is_a_text_that_somebody_can_read(county: County, reason: object) -> None:
    delegate(county)
    refused = county.draft_application("medical", emergency={"reason": reason})
    assert (refused.status, refused.codes) == (422, {"invalid_input"})


# --- who ------------------------------------------------------------------------------------------


def test_it_is_approved_at_the_delegated_level_by_a_third_person(county: County) -> None:
    delegate(county)
    path = emergency(county)
    second_account(county, "reviewer-too", of="reviewer-1", role="approver")
    for who, code in (
        ("city-approver-1", "role_required"), ("twin-1", "separation_of_duties"),
        ("reviewer-too", "separation_of_duties"), ("reviewer-1", "role_required"),
    ):  # fmt: skip
        refused = county.approve(path, county.fund(), who)
        assert (refused.status, code in refused.codes) == (403, True), (who, refused.body)
    assert county.approve(path, county.fund(), "outsider-approver-1").status == 404
    assert county.get("auditor-1", path)["emergency"]["regularisation"] is None
    told = {
        one["action"]: one for one in county.get("twin-1", f"{path}/actions")["actions"]
    }  # fmt: skip
    assert not told["approve"]["allowed"]
    assert "separation_of_duties" in [one["code"] for one in told["approve"]["refusals"]]


def test_a_county_may_leave_it_to_the_city(county: County) -> None:
    delegate(county, level="city")
    path, fund = emergency(county), county.fund()
    assert county.approve(path, fund).status == 403
    assert county.approve(path, fund, "city-approver-1")["state"] == "approved"


def test_nobody_is_paid_before_the_approval_nor_by_who_approved(county: County) -> None:
    delegate(county)
    payments = Payments(county)
    path = emergency(county)
    form = payments.form([path.rpartition("/")[2]])
    early = county.post("maker-1", "/v1/payment-batches", form, key=county.new_key())
    assert "not_payable" in early.codes
    assert county.on_notice(path).status == 409
    county.approve(path, payments.fund_id)
    second_account(county, "approver-too", of="approver-2", role="payment_maker")
    refused = county.post("approver-too", "/v1/payment-batches", form, key=county.new_key())
    assert (refused.status, "separation_of_duties" in refused.codes) == (403, True)


# --- making it regular ----------------------------------------------------------------------------


def test_papers_are_brought_before_anything_else_by_the_clerk_alone(county: County) -> None:
    delegate(county)
    path = granted(county)
    owing = owed(county, path)
    missing = county.act("clerk-1", owing, "submit")
    assert values(missing, "evidence_missing") == {"missing": list(PAPERS)}
    assert county.on_notice(path).status == 409
    for who, action, status in (
        ("reviewer-1", "review", 409), ("approver-3", "confirm", 409), ("reviewer-1", "submit", 403),
        ("approver-3", "expire", 404), ("clerk-1", "cancel", 404), ("outsider-clerk-1", "submit", 404),
    ):  # fmt: skip
        assert county.act(who, owing, action, OPINION).status == status, action
    assert county.post("clerk-1", f"{owing}/submit", {}).status == 428
    assert county.post("clerk-1", f"{owing}/submit", {}, etag='"1"').status == 412
    paper = {"kind": "other", "sha256": "0" * 64, "pages": 1, "kept": "paper"}
    assert county.post("reviewer-1", f"{owing}/evidence", paper).status == 403
    made = county.post("clerk-1", f"{owing}/evidence", paper)
    assert county.get("auditor-1", made.headers["Location"])["kind"] == "other"
    bring(county, owing)
    assert county.post("clerk-1", f"{owing}/evidence", paper).status == 409
    assert county.get("auditor-1", path)["votes"][0]["valid"]


def test_papers_sent_back_have_their_term_again(county: County) -> None:
    delegate(county)
    owing = owed(county, granted(county))
    first = bring(county, owing)["due_on"]
    county.days_later(3)
    assert "opinion_required" in county.act("reviewer-1", owing, "return").codes
    back = county.act("reviewer-1", owing, "return", {"opinion": "证明未盖章"})
    assert (back["state"], back["round"]) == ("due", 2)
    assert back["due_on"] > first
    assert bring(county, owing)["state"] == "submitted"


def test_a_full_notice_and_an_answer_to_each_objection_come_first(county: County) -> None:
    delegate(county)
    payments = Payments(county)
    path = granted(county, payments.fund_id)
    owing, notice = shown(county, path)
    early = county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")
    assert "notice_running" in early.codes
    objection = objected(county, notice)
    county.days_later(10)
    run_due_jobs(county.house.transactions)
    assert county.get("auditor-1", owing)["state"] == "on_notice"
    assert county.act("approver-3", owing, "confirm").status == 409
    county.act("county-reviewer-1", objection, "dismiss", {"opinion": "经查属实受灾"})
    assert county.get("auditor-1", owing)["state"] == "notice_passed"
    second_account(county, "judge", of="county-reviewer-1", role="payment_maker")
    form = payments.form([path.rpartition("/")[2]])
    judged = county.post("judge", "/v1/payment-batches", form, key=county.new_key())
    assert "separation_of_duties" in judged.codes
    late = objected(county, notice)
    assert "objection_open" in county.act("approver-3", owing, "confirm").codes
    county.act("county-reviewer-1", late, "dismiss", {"opinion": "同前"})
    assert county.act("approver-3", owing, "confirm")["state"] == "regularised"
    assert county.post(
        None, f"/public/notices/{notice['id']}/objections",
        {"line": 1, "reason": "其房屋并未受灾", "name": None},
    ).status == 409  # fmt: skip


def test_an_objection_upheld_stops_the_payment_and_only_the_end_of_the_award_is_left(
    county: County,
) -> None:
    delegate(county)
    payments, file = Payments(county), county.active_file()
    path = granted(county, payments.fund_id, file=file)
    owing, notice = shown(county, path)
    objection = objected(county, notice)
    form = payments.form([path.rpartition("/")[2]])
    held = county.post("maker-1", "/v1/payment-batches", form, key=county.new_key())
    assert "objection_open" in held.codes
    county.act("county-reviewer-1", objection, "uphold", {"opinion": "房屋完好"})
    told = county.get("auditor-1", owing)
    assert (told["state"], told["recovery_due"]) == ("unregularised", None)
    refused = county.post("maker-1", "/v1/payment-batches", form, key=county.new_key())
    assert "unregularised" in refused.codes
    assert opened(county, file=file).status == 409
    county.act("approver-2", path, "lapse", {"opinion": "异议成立"})
    assert county.get("auditor-1", owing)["state"] == "cancelled"
    assert payments.figures() == (20_000_000, 0, 0, 0)
    assert opened(county, file=file).status == 201


def test_an_award_that_lapses_unpaid_has_nothing_to_make_up_for(county: County) -> None:
    delegate(county)
    path = granted(county)
    owing, notice = shown(county, path)
    county.act("approver-2", path, "lapse", {"opinion": "申请人已获其他救助"})
    assert county.get("auditor-1", owing)["state"] == "cancelled"
    line = county.get("reviewer-1", f"/v1/notices/{notice['id']}")["lines"][0]
    assert line["state"] == "withdrawn"
    county.days_later(30)
    run_due_jobs(county.house.transactions)
    assert county.get("auditor-1", owing)["state"] == "cancelled"


def test_a_payment_that_fails_leaves_the_papers_owed(county: County) -> None:
    delegate(county)
    payments = Payments(county)
    path = granted(county, payments.fund_id)
    payments.said(payments.dispatched([path.rpartition("/")[2]]), "failed")
    owing = owed(county, path)
    assert county.get("auditor-1", owing)["state"] == "due"
    refused = county.act("reviewer-1", brought(county, path), "refuse")
    assert "opinion_required" in refused.codes
    told = county.act("reviewer-1", owing, "refuse", {"opinion": "材料不实"})
    assert (told["state"], told["recovery_due"]) == ("unregularised", None)


def test_what_was_paid_and_refused_afterwards_is_owed_back(county: County) -> None:
    delegate(county)
    payments = Payments(county)
    path = granted(county, payments.fund_id)
    payments.said(payments.dispatched([path.rpartition("/")[2]]), "paid")
    owing = passed(county, path)
    told = county.act("approver-2", owing, "refuse", {"opinion": "不符合救助条件"})
    since = county.today().isoformat()
    assert told["recovery_due"] == {"amount_fen": AWARD, "since": since, "reason": "refused"}


def test_it_is_confirmed_by_others_than_approved_it_and_by_as_many_as_any_award(
    county: County,
) -> None:
    document = delegate(county)
    county.adopt({**document, "path": TWO_VOTES})
    owing = passed(county, granted(county))
    refused = county.act("approver-2", owing, "confirm")
    assert (refused.status, "approved_in_haste" in refused.codes) == (403, True)
    assert county.act("twin-1", owing, "confirm").codes >= {"separation_of_duties"}
    assert county.act("approver-1", owing, "confirm")["state"] == "notice_passed"
    again = county.act("approver-1", owing, "confirm")
    assert (again.status, "already_voted" in again.codes) == (409, True)
    both = county.act("approver-3", owing, "confirm")
    assert (both["state"], len(both["confirmations"])) == ("regularised", 2)


def test_giver_and_delegate_confirm_once_between_them_and_not_what_either_approved(
    county: County,
) -> None:
    document = delegate(county)
    county.adopt({**document, "path": TWO_VOTES})
    for giver, taker in (("approver-1", "deputy-1"), ("approver-2", "deputy-2")):
        given(county, giver, deputy(county, taker))
    path = emergency(county)
    assert county.approve(path, county.fund(), "deputy-2")["state"] == "approved"
    owing = passed(county, path)
    for hasty in ("deputy-2", "approver-2"):
        assert county.act(hasty, owing, "confirm").codes >= {"approved_in_haste"}
    assert county.act("deputy-1", owing, "confirm")["state"] == "notice_passed"
    assert county.act("approver-1", owing, "confirm").codes >= {"already_voted"}
    assert county.act("approver-3", owing, "confirm")["state"] == "regularised"


def test_where_the_level_has_nobody_else_the_same_approver_confirms(county: County) -> None:
    document = delegate(county, level="city")
    by_the_city = [*TWO_VOTES[:2], {**TWO_VOTES[2], "level": "city", "quorum": {"kind": "any"}}]
    county.adopt({**document, "path": by_the_city})
    path = emergency(county)
    county.approve(path, county.fund(), "city-approver-1")
    owing = passed(county, path)
    assert county.act("city-approver-1", owing, "confirm")["state"] == "regularised"


def test_the_actions_say_why_not_and_by_when(county: County) -> None:
    delegate(county)
    owing = owed(county, granted(county))
    told = county.get("clerk-1", f"{owing}/actions")
    actions = {one["action"]: one for one in told["actions"]}
    assert set(actions) == {"submit", "review", "return", "refuse", "confirm"}
    (missing,) = actions["submit"]["refusals"]
    assert missing["code"] == "evidence_missing"
    county.days_later(30)
    told = county.get("clerk-1", f"{owing}/actions")
    late = next(one for one in told["actions"] if one["action"] == "submit")["refusals"]
    assert [one["code"] for one in late] == ["papers_overdue", "evidence_missing"]


def test_what_is_owed_is_seen_by_the_unions_above_and_no_others(county: County) -> None:
    delegate(county)
    owing = owed(county, granted(county))
    for path in (owing, f"{owing}/actions", f"{owing}/trail"):
        assert county.get("clerk-1", path).status == 200
        assert county.get("outsider-clerk-1", path).status == 404
        assert county.get("finance", path).status in (403, 404)
    assert not county.get("outsider-clerk-1", "/v1/regularisations")["items"]
    (one,) = county.get("county-reviewer-1", "/v1/regularisations?state=due&overdue=false")["items"]
    assert f"/v1/regularisations/{one['id']}" == owing


def test_a_page_of_what_is_owed_asks_no_more_statements_however_much_there_is(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    delegate(county)
    asked = []
    for cases in (1, 3):
        for _ in range(cases):
            granted(county)
            emergency(county)
        told = []
        for path in ("/v1/regularisations", "/v1/applications"):
            with counted(county) as heard:
                assert county.get("auditor-1", path).status == 200
            told.append(len(heard))
        asked.append(told)
    assert asked[0] == asked[1]
