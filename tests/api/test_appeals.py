"""Appeals through HTTP: brought for the worker, decided a level above by people with no hand in it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from service.store.application import Application
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.verify_log import verify_log
from tests.campaign_steps import Campaigns
from tests.county import County, Reply, account_number, identity_number
from tests.kin_steps import active_of_kin, engage
from tests.matter_steps import appeal, refused_above, refused_below
from tests.notice_steps import appointed, id_of, object_to, open_notice, state_of
from tests.payments import second_account
from workflows.actor import SYSTEM

UPHELD = {"opinion": "原决定依据的收入有误"}
DISMISSED = {"opinion": "原决定正确"}


def test_an_appeal_that_is_upheld_opens_the_case_again(county: County) -> None:
    path = refused_below(county)
    brought = appeal(county, path)
    assert brought.status == 201, brought.body
    told = county.get("clerk-1", brought.headers["Location"])
    assert (told["state"], told["union"], told["to"]) == ("open", "360722001", "360722")
    assert (told["since"], told["due_on"], told["overdue"]) == ("2026-03-02", "2026-03-17", False)
    assert told["refusal"] == county.get("auditor-1", path)["audit_number"]
    decided = county.act("county-reviewer-1", brought.headers["Location"], "uphold", UPHELD)
    assert (decided.status, decided["state"], decided["answered_on"]) == (
        200, "upheld", "2026-03-02",
    )  # fmt: skip
    assert decided["opinion"] == UPHELD["opinion"]
    assert state_of(county, path) == "returned"
    acts = [step["act"] for step in county.get("clerk-1", f"{path}/trail")["items"]]
    assert acts[-3:] == ["appeal.file", "application.reopen", "appeal.uphold"]
    county.act("clerk-1", path, "resubmit")
    county.act("reviewer-1", path, "review")
    county.passed_notice(path)
    fund = county.fund()
    refused = county.approve(
        path, fund, second_account(county, "c-r", "county-reviewer-1", "approver")
    )
    assert "separation_of_duties" in refused.codes
    assert county.approve(path, fund)["state"] == "approved"
    assert verify_log(county.house.transactions).wrong is None


def test_an_appeal_that_is_dismissed_leaves_the_refusal_and_is_the_last(county: County) -> None:
    path = refused_below(county)
    brought = appeal(county, path).headers["Location"]
    twice = appeal(county, path)
    assert (twice.status, twice.codes) == (409, {"appeal_open"})
    county.act("county-reviewer-1", brought, "dismiss", DISMISSED)
    assert state_of(county, path) == "rejected"
    again = appeal(county, path)
    assert (again.status, again.codes) == (409, {"appealed_already"})
    done = county.act("county-reviewer-1", brought, "uphold", UPHELD)
    assert (done.status, done.codes) == (409, {"wrong_state"})


def test_a_new_refusal_may_be_appealed_and_by_other_people(county: County) -> None:
    path = refused_below(county)
    first = appeal(county, path).headers["Location"]
    county.act("county-reviewer-1", first, "uphold", UPHELD)
    county.act("clerk-1", path, "resubmit")
    county.act("reviewer-1", path, "reject", {"opinion": "仍超过标准"})
    second = appeal(county, path)
    assert second.status == 201, second.body
    same = county.act("county-reviewer-1", second.headers["Location"], "dismiss", DISMISSED)
    assert (same.status, "decided_before" in same.codes) == (403, True)
    other = county.act("approver-2", second.headers["Location"], "dismiss", DISMISSED)
    assert other["state"] == "dismissed", other.body
    listed = county.get("auditor-1", f"/v1/appeals?application_id={id_of(path)}")["items"]
    assert {one["state"] for one in listed} == {"upheld", "dismissed"}


def test_an_appeal_that_was_withdrawn_may_be_brought_again(county: County) -> None:
    path = refused_below(county)
    brought = appeal(county, path).headers["Location"]
    for who in ("county-reviewer-1", "reviewer-1"):
        assert county.act(who, brought, "withdraw").status == 403
    assert county.act("clerk-1", brought, "withdraw")["state"] == "withdrawn"
    assert county.get("auditor-1", brought)["overdue"] is False
    assert appeal(county, path).status == 201


def test_it_is_decided_above_the_level_that_refused(county: County) -> None:
    path = refused_above(county)
    brought = appeal(county, path)
    assert brought["to"] == "360700"
    place = brought.headers["Location"]
    for who in ("county-reviewer-1", "approver-2", "reviewer-1", "clerk-1", "auditor-1"):
        refused = county.act(who, place, "dismiss", DISMISSED)
        assert (refused.status, "role_required" in refused.codes) == (403, True), who
    for who in ("outsider-approver-1", "clerk-2"):
        assert county.act(who, place, "dismiss", DISMISSED).status == 404
    assert county.act("city-approver-1", place, "dismiss", DISMISSED)["state"] == "dismissed"


def test_at_the_root_somebody_else_of_the_same_union_decides(county: County) -> None:
    county_path = county.get("auditor-1", "/v1/editions")["items"]
    medical = next(one["document"] for one in county_path if one["programme"] == "warmth")
    path = [*medical["path"][:-1], {**medical["path"][-1], "level": "province"}]
    assert county.adopt({**medical, "union": "360722", "path": path}).status == 200
    case = county.reviewed_application()
    county.passed_notice(case)
    assert county.act("province-approver-1", case, "reject", DISMISSED)["state"] == "rejected"
    brought = appeal(county, case)
    assert brought["to"] == "360000"
    own = county.act("province-approver-1", brought.headers["Location"], "dismiss", DISMISSED)
    assert (own.status, "decided_before" in own.codes, "own_union" in own.codes) == (
        403, True, False,
    )  # fmt: skip
    engage(county, "province-reviewer-1", "reviewer", "360000")
    other = county.act("province-reviewer-1", brought.headers["Location"], "dismiss", DISMISSED)
    assert other["state"] == "dismissed", other.body


def test_nobody_with_a_hand_in_the_case_decides_by_whatever_account(county: County) -> None:
    path = refused_below(county)
    brought = appeal(county, path).headers["Location"]
    for of, name in (("reviewer-1", "his-other"), ("clerk-1", "her-other")):
        twin = second_account(county, name, of, "approver")
        for action in ("uphold", "dismiss", "assign"):
            refused = county.act(twin, brought, action, UPHELD)
            assert refused.status == 403
            assert "decided_before" in refused.codes
    confirmed = county.act("approver-1", brought, "dismiss", DISMISSED)
    assert (confirmed.status, "decided_before" in confirmed.codes) == (403, True)
    assert state_of(county, brought) == "open"


def test_nobody_decides_the_appeal_of_their_own_household(county: County) -> None:
    number = identity_number()
    appointed(county, "kin-2", "reviewer", "360722", number)
    member = {"name": "李强", "identity_number": number, "relation": "71", "student": False}
    engage(county, "city-reviewer-1", "reviewer", "360700")
    file = active_of_kin(county, "city-reviewer-1", members=[member])
    brought = appeal(county, refused_below(county, file=file)).headers["Location"]
    refused = county.act("kin-2", brought, "uphold", UPHELD)
    assert (refused.status, "recusal" in refused.codes) == (403, True)


@pytest.mark.parametrize("action", ["uphold", "dismiss"])
def test_a_decision_without_reasons_is_refused(sqlite_county: County, action: str) -> None:
    brought = appeal(sqlite_county, refused_below(sqlite_county)).headers["Location"]
    for body in ({}, {"opinion": " "}):
        refused = sqlite_county.act("county-reviewer-1", brought, action, body)
        assert (refused.status, refused.codes) == (422, {"opinion_required"})
    named = sqlite_county.act(
        "county-reviewer-1", brought, action, {**UPHELD, "owner": "approver-2"}
    )
    assert (named.status, named.codes) == (422, {"invalid_input"})


def test_only_what_was_refused_is_appealed(county: County) -> None:
    draft = county.draft_application().headers["Location"]
    for path in (draft, county.reviewed_application(), county.approved_application()):
        refused = appeal(county, path)
        assert (refused.status, refused.codes) == (409, {"wrong_state"})
    county.act("clerk-1", draft, "withdraw")
    assert appeal(county, draft).codes == {"wrong_state"}
    lapsed = county.approved_application()
    county.act("approver-3", lapsed, "lapse", {"opinion": "已迁出"})
    assert state_of(county, lapsed) == "lapsed"
    assert appeal(county, lapsed).codes == {"wrong_state"}


def test_what_lapsed_by_the_clock_may_be_appealed(county: County) -> None:
    path = county.reviewed_application()
    county.act("reviewer-1", path, "return", {"opinion": "补充材料"})

    def lapse(uow: UnitOfWork) -> object:
        uow.actor = SYSTEM
        case = uow.find(Application, id_of(path))
        assert case is not None
        before, case.state, case.claim_live = case.state, "lapsed", False
        uow.record("application.lapse", case, before=before, after="lapsed")
        return lambda: Answer(200, {})

    county.house.transactions.write(lapse)  # type: ignore[arg-type]
    brought = appeal(county, path)
    assert (brought.status, brought["to"]) == (201, "360722")
    assert county.act("approver-2", brought.headers["Location"], "uphold", UPHELD).status == 200
    assert state_of(county, path) == "returned"


def test_a_household_listed_again_in_the_campaign_refuses_the_reopening(county: County) -> None:
    """Also where it stands there for somebody else of it, whose claim is another."""
    campaign, file = Campaigns(county, occasion="daily", list_by="2026-12-31"), county.active_file()
    first, second = (
        f"/v1/applications/{line}"
        for line in (_line(campaign, file, refused=True), _line(campaign, file))
    )
    brought = appeal(county, first).headers["Location"]
    member, etag = file["members"][0], county.get("clerk-1", second).etag
    payee = {"name": member["name"], "number": account_number(), "bank": "中国工商银行信丰支行"}
    change = {"beneficiary": {"member_id": member["id"]}, "payee": payee}
    assert county.call("PATCH", "clerk-1", second, change, etag=etag).status == 200
    refused = county.act("county-reviewer-1", brought, "uphold", UPHELD)
    assert (refused.status, refused.codes) == (409, {"duplicate_claim"})
    assert state_of(county, brought) == "open"
    county.act("clerk-1", second, "withdraw")
    assert county.act("county-reviewer-1", brought, "uphold", UPHELD)["state"] == "upheld"


def _line(campaign: Campaigns, file: Reply, *, refused: bool = False) -> str:
    """A line of the household, refused by its reviewer or still a draft."""
    line = str(campaign.listed("clerk-1", file["id"])["lines"][0]["application_id"])
    if refused:
        campaign.submitted("clerk-1")
        campaign.county.act("reviewer-1", f"/v1/applications/{line}", "reject", DISMISSED)
    return line


def test_a_claim_that_another_application_took_meanwhile_refuses_the_reopening(
    county: County,
) -> None:
    file = county.active_file()
    path = refused_below(county, file=file)
    brought = appeal(county, path).headers["Location"]
    form = county.application_form("warmth", file)
    other = county.post("clerk-1", "/v1/applications", form)
    assert other.status == 201, other.body
    refused = county.act("county-reviewer-1", brought, "uphold", UPHELD)
    assert (refused.status, refused.codes) == (409, {"duplicate_claim"})
    assert (state_of(county, path), state_of(county, brought)) == ("rejected", "open")
    county.act("clerk-1", other.headers["Location"], "withdraw")
    assert county.act("county-reviewer-1", brought, "uphold", UPHELD)["state"] == "upheld"
    again = county.post("clerk-1", "/v1/applications", county.application_form("warmth", file))
    assert "duplicate_claim" in again.codes


def test_a_refusal_by_an_objection_is_appealed_above_whoever_upheld_it(county: County) -> None:
    path = county.reviewed_application()
    notice = open_notice(county, "reviewer-1", path).headers["Location"]
    objection = object_to(county, notice).headers["Location"]
    county.act("county-reviewer-1", objection, "uphold", {"opinion": "属实"})
    brought = appeal(county, path)
    assert (brought.status, brought["to"]) == (201, "360700")
    assert (
        county.act("city-approver-1", brought.headers["Location"], "uphold", UPHELD).status == 200
    )
    county.act("clerk-1", path, "resubmit")
    county.act("reviewer-1", path, "review")
    assert open_notice(county, "reviewer-1", path).status == 201


def test_the_day_it_was_filed_lies_between_the_refusal_and_today(county: County) -> None:
    path = refused_below(county)
    county.days_later(10)
    for day in ("2026-03-01", "2026-03-13"):
        refused = appeal(county, path, filed_on=day)
        assert (refused.status, refused.codes) == (422, {"date_unfit"}), day
        assert refused["values"]["latest"] == "2026-03-12"
    brought = appeal(county, path, filed_on="2026-03-04")
    assert (brought["since"], brought["due_on"]) == ("2026-03-04", "2026-03-19")


def test_appeals_are_listed_by_state_and_by_what_is_overdue(county: County) -> None:
    first, second = (appeal(county, refused_below(county)) for _ in range(2))
    county.days_later(15)
    county.act("county-reviewer-1", second.headers["Location"], "dismiss", DISMISSED)
    county.days_later(1)
    for query, found in (
        ("overdue=true", [first]), ("overdue=false", [second]), ("state=open", [first]),
        ("to=360722&state=dismissed", [second]), ("union=360722002", []),
    ):  # fmt: skip
        items = county.get("auditor-1", f"/v1/appeals?{query}")["items"]
        assert [one["id"] for one in items] == [one["id"] for one in found], query
    assert county.get("auditor-1", first.headers["Location"])["overdue"] is True
    for who in ("outsider-clerk-1", "clerk-2"):
        assert county.get(who, "/v1/appeals")["items"] == []


def test_somebody_is_put_in_charge_who_may_decide(county: County) -> None:
    brought = appeal(county, refused_below(county)).headers["Location"]
    for who in ("reviewer-1", "clerk-1", "approver-1", "nobody-9", "maker-1"):
        refused = county.act("county-reviewer-1", brought, "assign", {"owner": who})
        assert (refused.status, refused.codes) == (422, {"owner_unfit"}), who
    named = county.act("county-reviewer-1", brought, "assign", {"owner": "approver-2"})
    assert (named.status, named["owner"], named["state"]) == (200, "approver-2", "open")
    decided = county.act("county-reviewer-1", brought, "dismiss", DISMISSED)
    assert decided.status == 200, "who put somebody in charge has no duty in the case by that"


def test_the_worker_is_told_in_writing(county: County) -> None:
    path = refused_below(county)
    brought = appeal(county, path).headers["Location"]
    early = county.get("clerk-1", f"{brought}/letter")
    assert (early.status, early.codes) == (404, {"answer_undue"})
    county.act("county-reviewer-1", brought, "dismiss", DISMISSED)
    letter = county.get("clerk-1", f"{brought}/letter")
    number = county.get("clerk-1", path)["number"]
    assert letter["text"].splitlines() == [
        "李梅：",
        f"您对申请（{number}）处理决定的申诉，经信丰县总工会复核，于 2026-03-02 决定维持原决定。",
        "理由：原决定正确",
        "仍有意见的，可向上一级工会反映，或拨打 12351。",
    ]


def test_what_the_worker_said_stands_in_no_plain_byte(county: County) -> None:
    appeal(county, refused_below(county), reason="单位会计张会计算错了工资")
    with county.house.transactions.engine.connect() as connection:
        kept = str(connection.execute(text("SELECT reason FROM appeal")).all())
        entries = connection.execute(text("SELECT entry FROM audit_entry")).scalars().all()
    assert "张会计" not in kept
    assert all("张会计".encode() not in bytes(one) for one in entries)


def test_actions_say_who_may_decide_and_who_withdraw(county: County) -> None:
    brought = appeal(county, refused_below(county)).headers["Location"]
    told = {
        who: {
            one["action"]: one["allowed"]
            for one in county.get(who, f"{brought}/actions")["actions"]
        }
        for who in ("county-reviewer-1", "clerk-1", "reviewer-1")
    }
    assert told["county-reviewer-1"] == {
        "uphold": True, "dismiss": True, "assign": True, "withdraw": False,
    }  # fmt: skip
    assert [name for name, allowed in told["clerk-1"].items() if allowed] == ["withdraw"]
    assert not any(told["reviewer-1"].values())


def test_a_call_that_saw_another_version_is_refused_and_a_repeated_one_counts_once(
    county: County,
) -> None:
    path = refused_below(county)
    form = {"reason": "工资条有误"}
    first = county.post("clerk-1", f"{path}/appeals", form, key="my-appeal")
    again = county.post("clerk-1", f"{path}/appeals", form, key="my-appeal")
    assert (again.status, again["id"]) == (201, first["id"])
    other = county.post("clerk-1", f"{path}/appeals", {"reason": "另有"}, key="my-appeal")
    assert (other.status, other.codes) == (422, {"key_reused"})
    place = first.headers["Location"]
    county.act("county-reviewer-1", place, "assign")
    stale = county.post("county-reviewer-1", f"{place}/dismiss", DISMISSED, etag=first.etag)
    assert stale.status == 412
    assert county.post("county-reviewer-1", f"{place}/dismiss", DISMISSED).status == 428
    assert county.act("county-reviewer-1", place, "forget", DISMISSED).status == 404
