"""转办 and 离职转办: a stage passes to an officer by name; giver and taker are both looked at."""

from __future__ import annotations

import pytest

from tests.audit_trail import entries_since, log_size
from tests.county import County, Reply
from tests.kin_steps import declare, family
from tests.stand_in_steps import appointed, deputy, given, voting


def reassign(county: County, who: str, path: str, to: str | None) -> Reply:
    return county.act(who, path, "reassign", {"officer": to, "opinion": "出差"})


def test_from_then_on_only_the_owner_acts_and_both_hold_the_duty(county: County) -> None:
    path, fund = voting(county)
    before = log_size(county)
    moved = reassign(county, "approver-1", path, "approver-3")
    assert (moved.status, moved["owner"]) == (200, "approver-3")
    (deed,) = entries_since(county, before)
    assert (deed["act"], deed["dec"]["duty"]) == ("application.reassign", "approve")
    for who in ("approver-2", "approver-1"):
        refused = county.approve(path, fund, who)
        assert (refused.status, refused.codes) == (409, {"owned_by_another"})
        for action in ("return", "reject", "oppose"):
            refused = county.act(who, path, action, {"opinion": "不符"})
            assert "owned_by_another" in refused.codes
        assert "owned_by_another" in reassign(county, who, path, who).codes
    assert county.approve(path, fund, "approver-3")["state"] == "approved"
    assert county.get("auditor-1", path)["owner"] is None


def test_the_clerk_withdraws_whoever_owns_the_stage(county: County) -> None:
    path, _ = voting(county)
    reassign(county, "approver-1", path, "approver-3")
    assert county.act("clerk-1", path, "withdraw")["state"] == "withdrawn"


def test_the_owner_passes_it_on_and_gives_it_back(county: County) -> None:
    path, fund = voting(county)
    reassign(county, "approver-1", path, "approver-3")
    assert reassign(county, "approver-3", path, "approver-2")["owner"] == "approver-2"
    assert reassign(county, "approver-2", path, None)["owner"] is None
    assert county.approve(path, fund, "approver-1")["state"] == "approved"


def test_what_nobody_owns_is_not_given_back_and_an_owner_is_not_named_again(
    county: County,
) -> None:
    path, _ = voting(county)
    assert reassign(county, "approver-1", path, None).codes == {"taker_unfit"}
    reassign(county, "approver-1", path, "approver-3")
    assert reassign(county, "approver-3", path, "approver-3").codes == {"taker_unfit"}
    refused = county.act("approver-3", path, "reassign", {"opinion": "出差"})
    assert refused.codes == {"taker_unfit"}


def test_a_review_is_handed_on_as_well(county: County) -> None:
    path = county.draft_application("warmth").headers["Location"]
    county.act("clerk-1", path, "submit")
    appointed(county, deputy(county), "reviewer", "360722001")
    assert reassign(county, "reviewer-1", path, "deputy-1").status == 200
    assert county.act("reviewer-1", path, "review").codes == {"owned_by_another"}
    assert county.act("deputy-1", path, "review")["state"] == "reviewed"


@pytest.mark.parametrize(
    "to", ["nobody-1", "reviewer-1", "city-approver-1", "outsider-approver-1", "clerk-2", "finance"]
)
def test_the_taker_holds_the_role_of_the_stage(county: County, to: str) -> None:
    path, _ = voting(county)
    refused = reassign(county, "approver-1", path, to)
    assert (refused.status, refused.codes) == (422, {"taker_unfit"})


def test_a_taker_with_another_duty_in_the_case_is_refused_under_any_account(
    county: County,
) -> None:
    """twin-1 is a second account of the clerk who filed the case."""
    path, _ = voting(county)
    refused = reassign(county, "approver-1", path, "twin-1")
    assert (refused.status, refused["type"]) == (403, "/problems/separation-of-duties")
    told = refused["refusals"][0]["values"]
    assert (told["officer"], told["duties_held"]) == ("twin-1", ["intake"])


def test_a_taker_who_is_kin_is_refused_now_and_when_they_act(county: County) -> None:
    household = family()
    number = household["members"][0]["identity_number"]
    path, fund = voting(county, file=county.active_file(**household))
    assert reassign(county, "approver-1", path, "approver-3").status == 200
    declare(county, "approver-3", number)
    assert "recusal" in county.approve(path, fund, "approver-3").codes
    reassign_back = reassign(county, "approver-3", path, None)
    assert "recusal" in reassign_back.codes
    declare(county, "approver-2", number)
    other, _ = voting(county, file=county.active_file(**family()))
    assert reassign(county, "approver-1", other, "approver-2").status == 200


def test_giving_it_away_is_a_duty_like_doing_it(county: County) -> None:
    """Who handed on a review has reviewed, and does not approve."""
    appointed(county, "reviewer-1", "approver")
    appointed(county, deputy(county), "reviewer", "360722001")
    path = county.draft_application("warmth").headers["Location"]
    county.act("clerk-1", path, "submit")
    reassign(county, "reviewer-1", path, "deputy-1")
    county.act("deputy-1", path, "review")
    county.passed_notice(path)
    assert "separation_of_duties" in county.approve(path, county.fund(), "reviewer-1").codes


def test_who_stands_in_for_the_owner_acts_for_them(county: County) -> None:
    path, fund = voting(county)
    reassign(county, "approver-1", path, "approver-3")
    given(county, "approver-2", deputy(county, "deputy-2"))
    given(county, "approver-3", deputy(county))
    assert "owned_by_another" in county.approve(path, fund, "deputy-2").codes
    assert county.approve(path, fund, "deputy-1")["state"] == "approved"


def test_nothing_is_reassigned_where_no_stage_waits(county: County) -> None:
    path = county.draft_application("warmth").headers["Location"]
    assert reassign(county, "approver-1", path, "approver-2").status == 409
    path = county.reviewed_application()
    assert reassign(county, "reviewer-1", path, "reviewer-1").status in (403, 409)


def test_a_reassignment_says_which_version_was_seen(county: County) -> None:
    path, _ = voting(county)
    etag = county.get("auditor-1", path).etag
    reassign(county, "approver-1", path, "approver-3")
    body = {"officer": "approver-2", "opinion": "出差"}
    assert county.post("approver-3", f"{path}/reassign", body, etag=etag).status == 412


# --- 离职转办 ---------------------------------------------------------------------------------------


def hand_over(county: County, who: str, officer: str, to: str, **more: str) -> Reply:
    query = "?dry_run=true" if more.get("dry_run") else ""
    form = {"to": to, "opinion": "调离"}
    return county.post(who, f"/v1/officers/{officer}/hand-over{query}", form)


@pytest.mark.parametrize("who", ["security-1", "system-1"])
def test_the_cases_of_who_leaves_pass_to_another_each_by_its_own_deed(
    county: County, who: str
) -> None:
    paths = [voting(county)[0] for _ in range(2)]
    for path in paths:
        reassign(county, "approver-1", path, "approver-3")
    assert [
        i["ok"] for i in hand_over(county, who, "approver-3", "approver-2", dry_run="1")["items"]
    ] == [True] * 2
    assert county.get("auditor-1", paths[0])["owner"] == "approver-3"
    before = log_size(county)
    told = hand_over(county, who, "approver-3", "approver-2")
    assert (told.status, [one["ok"] for one in told["items"]]) == (200, [True, True])
    written = entries_since(county, before)
    assert [one["act"] for one in written] == ["application.hand_over"] * 2
    assert {county.get("auditor-1", path)["owner"] for path in paths} == {"approver-2"}
    assert hand_over(county, who, "approver-3", "approver-2")["items"] == []
    assert county.approve(paths[0], county.fund(), "approver-2")["state"] == "approved"


def test_what_cannot_pass_stays_and_is_named(county: County) -> None:
    household = family()
    barred, _ = voting(county, file=county.active_file(**household))
    free, _ = voting(county)
    for path in (barred, free):
        reassign(county, "approver-1", path, "approver-3")
    declare(county, "approver-2", household["members"][0]["identity_number"])
    items = hand_over(county, "system-1", "approver-3", "approver-2")["items"]
    told = {one["application_id"]: [r["code"] for r in one["refusals"]] for one in items}
    assert told == {barred.rpartition("/")[2]: ["recusal"], free.rpartition("/")[2]: []}
    assert county.get("auditor-1", barred)["owner"] == "approver-3"
    assert county.get("auditor-1", free)["owner"] == "approver-2"


@pytest.mark.parametrize("who", ["approver-3", "approver-1", "clerk-1", "auditor-1"])
def test_nobody_else_hands_cases_over(county: County, who: str) -> None:
    assert hand_over(county, who, "approver-3", "approver-2").status in (403, 404)


def test_cases_go_only_to_who_holds_the_role(county: County) -> None:
    path, _ = voting(county)
    reassign(county, "approver-1", path, "approver-3")
    (one,) = hand_over(county, "system-1", "approver-3", "clerk-1")["items"]
    assert (one["ok"], [r["code"] for r in one["refusals"]]) == (False, ["taker_unfit"])
