"""What a union's rules say when the votes are cast: another case may have been granted meanwhile."""

from __future__ import annotations

from typing import Any

from tests.api.test_union_rules import CITY, bill, drafted, opened, rules, to_the_vote
from tests.county import County
from tests.kin_steps import engage
from tests.payments import Payments

AGAIN = {"stage": "approval", "level": "county", "quorum": {"kind": "any"}}
SHOWN = {"stage": "notice", "working_days": 5}
WHOLE = {"form": "share", "base": "self_paid_fen", "rate": "1"}
ONCE = {
    "exclusions": [
        {
            "code": "aided_already",
            "zh": "本项目一人一次",
            "when": {"ask": "awards_before", "at_least": 1},
        }
    ]
}


def from_ten_thousand(county: County, *append: dict[str, Any]) -> None:
    """From ¥10,000 in the year on, these stages join."""
    rules(
        county, "medical", caps={}, benefit=WHOLE,
        thresholds=[{"from_fen": 1_000_000, "append": list(append)}],
    )  # fmt: skip


def two_parts(county: County, fen: int = 600_000, **file: Any) -> list[str]:
    """Two cases of one household, each submitted before the other was granted anything."""
    filed = county.active_file(**file)
    return [to_the_vote(county, opened(county, filed, **bill(county, fen))) for _ in range(2)]


def test_a_second_vote_of_the_same_level_joins_at_the_vote_too(county: County) -> None:
    """The path has such a stage already; what the threshold appends is one more."""
    from_ten_thousand(county, AGAIN)
    whole = opened(county, county.active_file(), **bill(county, 1_200_000))
    assert [one["stage"] for one in whole["path"]] == ["review", "notice", "approval", "approval"]
    first, second = two_parts(county)
    fund = county.fund()
    assert county.approve(first, fund)["state"] == "approved"
    grown = county.approve(second, fund)
    assert (grown["state"], len(grown["path"])) == ("notice_passed", 4)
    assert county.approve(second, fund).codes >= {"already_voted"}
    last = county.approve(second, fund, "approver-1")
    assert (last["state"], len(last["path"])) == ("approved", 4)


def test_a_notice_that_joins_at_the_vote_is_posted_before_the_next_level_decides(
    county: County,
) -> None:
    from_ten_thousand(county, SHOWN, CITY)
    first, second = two_parts(county)
    fund = county.fund()
    assert county.approve(first, fund)["state"] == "approved"
    grown = county.approve(second, fund)
    assert grown.status == 200, grown.body
    assert (grown["state"], grown["stage"]["kind"]) == ("reviewed", "notice")
    assert county.approve(second, fund, "city-approver-1").status in (403, 409)
    county.passed_notice(second)
    assert county.approve(second, fund, "city-approver-1")["state"] == "approved"


def test_of_two_cases_entered_side_by_side_one_is_granted_where_aid_is_given_once(
    county: County,
) -> None:
    rules(county, "medical", caps={}, **ONCE)
    first, second = two_parts(county)
    fund = county.fund()
    assert county.approve(first, fund)["state"] == "approved"
    refused = county.approve(second, fund)
    assert (refused.status, refused.codes) == (422, {"not_eligible", "aided_already"})
    assert refused["refusals"][0]["values"] == {"awards_before": 1}
    told = county.get("approver-2", f"{second}/actions")["actions"]
    (approve,) = [one for one in told if one["action"] == "approve"]
    assert {one["code"] for one in approve["refusals"]} == {"aided_already"}


def test_what_would_refuse_a_grown_path_is_told_before_the_vote(county: County) -> None:
    nowhere = {"stage": "approval", "level": "township", "quorum": {"kind": "any"}}
    from_ten_thousand(county, nowhere)
    first, second = two_parts(county)
    fund = county.fund()
    assert county.approve(first, fund)["state"] == "approved"
    refused = county.approve(second, fund)
    assert (refused.status, refused.codes) == (422, {"level_missing"})
    told = county.get("approver-2", f"{second}/actions")["actions"]
    (approve,) = [one for one in told if one["action"] == "approve"]
    assert not approve["allowed"]
    assert "level_missing" in {one["code"] for one in approve["refusals"]}


def test_a_first_award_that_is_the_larger_one_is_granted_once(county: County) -> None:
    """Of two cases entered as the first award each, the second is not the first any more."""
    table = [
        {"awards_before": 0, "amount_fen": 500_000},
        {"awards_before": 1, "amount_fen": 100_000},
    ]
    rules(
        county, "medical", caps={},
        benefit={"form": "flat", "by": ["awards_before"], "table": table},
    )  # fmt: skip
    first, second = two_parts(county)
    fund = county.fund()
    assert county.approve(first, fund)["award_fen"] == 500_000
    refused = county.approve(second, fund)
    assert (refused.status, refused.codes) == (422, {"cap_exceeded"})
    assert refused["refusals"][0]["values"] == {"award_fen": 500_000, "room_fen": 100_000}
    county.act("approver-1", second, "return", {"opinion": "请重新核定"})
    again = county.act("clerk-1", second, "resubmit")
    assert (again["state"], again["award_fen"]) == ("submitted", 100_000)


def in_the_category(county: County, file: str, income_fen: int) -> None:
    """Verified again, with another income."""
    household = {**county.get("clerk-1", file)["household"], "annual_income_fen": income_fen}
    assert county.act("clerk-1", file, "reverify", {"reason": "due"}).status == 200
    etag = county.get("clerk-1", file).etag
    assert county.call("PATCH", "clerk-1", file, {"household": household}, etag=etag).status == 200
    for who, action in (("clerk-1", "submit"), ("reviewer-1", "review"), ("approver-1", "confirm")):
        assert county.act(who, file, action).status == 200


def test_what_a_household_drew_in_one_category_is_paid_when_it_is_in_another(
    county: County,
) -> None:
    for programme in ("medical", "warmth"):
        rules(county, programme, programmes_per_year={"relative": 1})
    home = {**county.file_form()["household"], "annual_rigid_expenditure_fen": 0}
    file = county.active_file(household={**home, "annual_income_fen": 1_200_000})
    assert file["category"] == "severe"
    payments = Payments(county)
    cases = [
        to_the_vote(county, opened(county, file, name, **answers))
        for name, answers in (("medical", bill(county, 1_000_000)), ("warmth", {}))
    ]
    for path in cases:
        assert county.approve(path, payments.fund_id)["state"] == "approved"
    place = f"/v1/hardship-files/{file['id']}"
    in_the_category(county, place, 3_000_000)
    assert county.get("clerk-1", place)["category"] == "relative"
    payments.dispatched([path.rpartition("/")[2] for path in cases])
    third = opened(county, file, "warmth", occasion="new_year")
    assert third.codes >= {"programme_limit"}


def test_a_notice_that_a_later_edition_above_shortens_binds_nobody_below(county: County) -> None:
    engage(county, "province-fund-1", "fund_manager", "360000")
    seeded = next(
        one["document"] for one in county.get("auditor-1", "/v1/editions")["items"]
        if (one["programme"], one["union"]) == ("medical", "360000")
    )  # fmt: skip

    def above(days: int, since: str) -> None:
        path = [
            {**one, "working_days": days} if one["stage"] == "notice" else one
            for one in seeded["path"]
        ]
        lines = {"notice_at_least": days, "path": path, "in_force_from": since}
        made = county.post("province-fund-1", "/v1/editions", {**seeded, **lines})
        adopted = county.act("province-approver-1", made.headers["Location"], "adopt")
        assert adopted.status == 200, adopted.body

    above(9, "2026-01-01")
    assert drafted(county, "medical").codes == {"edition_invalid"}
    above(5, "2026-03-01")
    early = {"in_force_from": "2026-01-15"}
    assert drafted(county, "medical", path=seeded["path"], **early).status == 201
    above(7, "2026-07-01")
    assert drafted(county, "medical", path=seeded["path"]).codes == {"edition_invalid"}


def test_a_draft_is_told_its_first_thousand_faults_and_no_more(county: County) -> None:
    answer = drafted(county, "medical", **{f"line_{n}": n for n in range(5_000)})
    assert (answer.status, answer.codes) == (422, {"edition_invalid"})
    assert len(answer["errors"]) == 1_000
