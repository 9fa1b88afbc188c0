"""票签 and 集体研究: votes for and against, in turn, and in a meeting."""

from __future__ import annotations

from typing import Any

import pytest

from tests.audit_trail import entries_since, log_size
from tests.county import County, Reply, identity_number
from tests.kin_steps import declare, family
from tests.stand_in_steps import appointed, deputy, edition, voting

AGAINST = {"opinion": "收入核算有误"}


def oppose(county: County, path: str, who: str, **more: Any) -> Reply:
    return county.act(who, path, "oppose", {**AGAINST, **more})


def states(county: County, path: str) -> str:
    return str(county.get("auditor-1", path)["state"])


# --- against ----------------------------------------------------------------------------------------


def test_two_of_three_pass_over_one_vote_against(county: County) -> None:
    edition(county, {"quorum": {"kind": "n_of_m", "n": 2}})
    path, fund = voting(county)
    opposed = oppose(county, path, "approver-1")
    assert (opposed.status, opposed["state"]) == (200, "notice_passed")
    assert [(v["officer"], v["against"]) for v in opposed["votes"]] == [("approver-1", True)]
    county.approve(path, fund, "approver-2")
    assert county.approve(path, fund, "approver-3")["state"] == "approved"


def test_where_two_of_four_can_no_longer_agree_the_case_is_rejected(county: County) -> None:
    """twin-1 is the clerk of the case, so three may vote; two against leave one."""
    edition(county, {"quorum": {"kind": "n_of_m", "n": 2}})
    path, _ = voting(county)
    assert oppose(county, path, "approver-1")["state"] == "notice_passed"
    assert oppose(county, path, "approver-2")["state"] == "rejected"


def test_one_vote_against_rejects_where_all_must_agree(county: County) -> None:
    edition(county, {"quorum": {"kind": "all"}})
    path, fund = voting(county)
    county.approve(path, fund, "approver-2")
    before = log_size(county)
    assert oppose(county, path, "approver-1")["state"] == "rejected"
    (deed,) = entries_since(county, before)
    assert (deed["act"], deed["dec"]["duty"]) == ("application.oppose", "approve")


def test_all_are_those_who_need_not_recuse_themselves(county: County) -> None:
    """approver-1 declares the applicant a relative: nobody waits for a vote that may not be given."""
    edition(county, {"quorum": {"kind": "all"}})
    number = identity_number()
    path, fund = voting(county, file=county.active_file(**family(number)))
    county.approve(path, fund, "approver-2")
    assert declare(county, "approver-1", number).status == 201
    assert county.approve(path, fund, "approver-1").status == 403
    assert county.approve(path, fund, "approver-3")["state"] == "approved"


def test_where_any_one_may_sign_all_must_be_against(county: County) -> None:
    path, fund = voting(county)
    assert oppose(county, path, "approver-1")["state"] == "notice_passed"
    assert oppose(county, path, "approver-2")["state"] == "notice_passed"
    assert county.approve(path, fund, "approver-3")["state"] == "approved"


def test_a_vote_against_says_why_and_is_the_only_one_of_its_person(county: County) -> None:
    edition(county, {"quorum": {"kind": "n_of_m", "n": 2}})
    path, fund = voting(county)
    assert "opinion_required" in county.act("approver-1", path, "oppose", {}).codes
    oppose(county, path, "approver-1")
    assert "already_voted" in county.approve(path, fund, "approver-1").codes
    assert "already_voted" in oppose(county, path, "approver-1").codes


def test_the_clerk_of_the_case_does_not_vote_against_it(county: County) -> None:
    path, _ = voting(county)
    assert "separation_of_duties" in oppose(county, path, "twin-1").codes


def test_a_vote_against_stands_in_the_row_and_is_never_changed(county: County) -> None:
    path, _ = voting(county)
    oppose(county, path, "approver-1")
    told = county.act("approver-2", path, "return", {"opinion": "补材料"})
    assert [vote["valid"] for vote in told["votes"]] == [True]
    county.act("clerk-1", path, "resubmit")
    county.act("reviewer-1", path, "review")
    county.passed_notice(path)
    assert oppose(county, path, "approver-1").status == 200


# --- in turn ----------------------------------------------------------------------------------------


def test_votes_in_turn_follow_rank_then_day_then_account(county: County) -> None:
    edition(county, {"quorum": {"kind": "all", "order": "sequential"}})
    first = deputy(county)
    assert appointed(county, first, "approver", rank=1).status == 201
    path, fund = voting(county)
    for who in ("approver-1", "approver-2", "approver-3"):
        refused = county.approve(path, fund, who)
        assert refused.status == 409
        told = [r for r in refused["refusals"] if r["code"] == "not_your_turn"]
        assert told[0]["values"]["turn"] == first
    assert "not_your_turn" in oppose(county, path, "approver-1").codes
    for who in (first, "approver-1", "approver-2"):
        assert county.approve(path, fund, who)["state"] == "notice_passed"
    assert county.approve(path, fund, "approver-3")["state"] == "approved"


def test_whoever_is_barred_from_the_case_has_no_turn(county: County) -> None:
    """The reviewer of the case approves too, and would be the first."""
    edition(county, {"quorum": {"kind": "n_of_m", "n": 2, "order": "sequential"}})
    assert appointed(county, "reviewer-1", "approver", rank=1).status == 201
    path, fund = voting(county)
    assert county.approve(path, fund, "approver-1")["state"] == "notice_passed"
    assert county.approve(path, fund, "approver-2")["state"] == "approved"


@pytest.mark.parametrize(
    "quorum",
    [
        {"kind": "any", "order": "sequential"},
        {"kind": "all", "order": "backwards"},
        {"kind": "all", "order": True},
    ],
)
def test_an_order_belongs_to_several_votes(county: County, quorum: dict[str, Any]) -> None:
    assert _drafted(county, {"quorum": quorum}).status == 422


@pytest.mark.parametrize("meeting", ["yes", 1, None])
def test_a_meeting_is_asked_for_or_not(county: County, meeting: object) -> None:
    assert _drafted(county, {"meeting": meeting}).status == 422


def _drafted(county: County, approval: dict[str, Any]) -> Reply:
    editions = county.get("auditor-1", "/v1/editions")["items"]
    warmth = next(one["document"] for one in editions if one["programme"] == "warmth")
    stage = {"stage": "approval", "level": "county", "quorum": {"kind": "any"}, **approval}
    document = {**warmth, "union": "360722", "path": [*warmth["path"][:-1], stage]}
    return county.post("fund-1", "/v1/editions", document)


# --- in a meeting -----------------------------------------------------------------------------------


def met(county: County, **more: Any) -> dict[str, Any]:
    meeting = {
        "number": "2026-8", "held_on": county.today().isoformat(),
        "present": ["approver-2", "approver-3", "fund-1"],
    }  # fmt: skip
    return {"opinion": "同意", "meeting": {**meeting, **more}}


def decided(county: County, path: str, fund: str, body: dict[str, Any]) -> Reply:
    return county.act("approver-2", path, "approve", {**body, "fund_id": fund})


def test_a_stage_that_asks_for_a_meeting_takes_no_vote_without_one(county: County) -> None:
    edition(county, {"meeting": True})
    path, fund = voting(county)
    assert county.approve(path, fund).codes == {"meeting_missing"}
    told = county.get("approver-2", f"{path}/actions")["actions"]
    assert next(one for one in told if one["action"] == "approve")["needs"] == ["meeting"]
    made = decided(county, path, fund, met(county))
    assert made["state"] == "approved"
    assert made["votes"][0]["meeting"] == met(county)["meeting"]


def test_the_number_of_a_meeting_stands_in_no_entry(county: County) -> None:
    path, fund = voting(county)
    before = log_size(county)
    decided(county, path, fund, met(county, number="信工会纪〔2026〕8号"))
    assert "8号" not in str(entries_since(county, before))


def test_a_meeting_to_come_decides_nothing(county: County) -> None:
    edition(county, {"meeting": True})
    path, fund = voting(county)
    refused = decided(county, path, fund, met(county, held_on="2027-01-01"))
    assert refused.codes == {"meeting_missing"}


@pytest.mark.parametrize(
    ("present", "code"),
    [
        (["approver-2"], "invalid_input"),
        (["approver-2", "approver-2"], "present_unfit"),
        (["approver-3", "fund-1"], "present_unfit"),
        (["approver-2", "nobody-1"], "present_unfit"),
        (["approver-2", "outsider-approver-1"], "present_unfit"),
    ],
)
def test_those_present_are_two_known_persons_with_the_voter_among_them(
    county: County, present: list[str], code: str
) -> None:
    path, fund = voting(county)
    refused = decided(county, path, fund, met(county, present=present))
    assert (refused.status, code in refused.codes) == (422, True)


def test_two_accounts_of_one_person_are_one_present(county: County) -> None:
    path, fund = voting(county)
    refused = decided(county, path, fund, met(county, present=["approver-2", "twin-1", "clerk-1"]))
    assert "present_unfit" in refused.codes


def test_nobody_present_is_kin_of_the_household(county: County) -> None:
    household = family()
    path, fund = voting(county, file=county.active_file(**household))
    declare(county, "fund-1", household["members"][0]["identity_number"])
    refused = decided(county, path, fund, met(county))
    assert (refused.status, refused["type"]) == (403, "/problems/recusal")
    assert refused["refusals"][0]["values"]["officers"] == ["fund-1"]
