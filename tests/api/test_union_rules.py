"""A union's own rules through HTTP: conditions, windows, caps across programmes, the ladder of a year."""

from __future__ import annotations

from typing import Any

import pytest

from service.use_cases.verify_log import verify_log
from tests.county import County, Reply
from tests.kin_steps import engage
from tests.payments import Payments

COUNTY = "360722"


def rules(county: County, programme: str, **more: Any) -> Reply:
    """The county adopts the seeded edition of a programme with these lines of its own."""
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(
        one["document"] for one in editions
        if (one["programme"], one["union"]) == (programme, "360000")
    )  # fmt: skip
    adopted = county.adopt({**seeded, "union": COUNTY, **more})
    assert adopted.status == 200, adopted.body
    return adopted


def drafted(county: County, programme: str, **more: Any) -> Reply:
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one["document"] for one in editions if one["programme"] == programme)
    return county.post("fund-1", "/v1/editions", {**seeded, "union": COUNTY, **more})


def bill(county: County, fen: int) -> dict[str, Any]:
    costs = {"total_cost_fen": fen, "insurance_paid_fen": 0, "other_relief_fen": 0}
    return {**county.answers("medical"), **costs}


def opened(county: County, file: Reply, programme: str = "medical", **answers: Any) -> Reply:
    form = county.application_form(programme, file)
    form["answers"] = {**form["answers"], **answers}
    return county.post("clerk-1", "/v1/applications", form)


def to_the_vote(county: County, made: Reply) -> str:
    path = made.headers["Location"]
    assert county.act("clerk-1", path, "submit").status == 200
    county.act("reviewer-1", path, "review")
    county.passed_notice(path)
    return path


def test_a_condition_of_the_unions_own_refuses_by_its_own_name(county: County) -> None:
    rules(
        county, "medical",
        conditions=[
            {"code": "large_bill", "zh": "个人自付须达五万元",
             "holds": {"ask": "self_paid_fen", "at_least": 5_000_000}},
        ],
        exclusions=[
            {"code": "aided_already", "zh": "本项目一人一次", "en": "Once for each person",
             "when": {"ask": "awards_before", "at_least": 1}},
        ],
    )  # fmt: skip
    file = county.active_file()
    refused = opened(county, file, **bill(county, 4_999_999))
    assert (refused.status, refused.codes) == (422, {"not_eligible", "large_bill"})
    (said,) = refused["refusals"]
    assert (said["title"], said["values"]) == ("个人自付须达五万元", {"self_paid_fen": 4_999_999})
    first = opened(county, file, **bill(county, 5_000_000))
    assert first.status == 201, first.body
    assert {one["code"]: one["ok"] for one in first["assessment"]["conditions"]}["large_bill"]
    told = county.get("clerk-1", f"{first.headers['Location']}/assessment")["conditions"]
    assert {one["code"]: one["title"] for one in told}["aided_already"] == "本项目一人一次"
    county.approve(to_the_vote(county, first), county.fund())
    once = opened(county, file, **bill(county, 6_000_000))
    assert once.codes >= {"aided_already"}
    english = county.post(
        "clerk-1", "/v1/applications",
        {**county.application_form("medical", file), "answers": bill(county, 100)},
        headers={"Accept-Language": "en"},
    )  # fmt: skip
    titles = {one["code"]: one["title"] for one in english["refusals"]}
    assert titles["large_bill"] == "self-paid cost ≥ ¥50,000.00"


def test_applications_are_entered_while_a_window_is_open(county: County) -> None:
    rules(county, "medical", window={"from": "2026-03-02", "to": "2026-03-03"})
    early = opened(county, county.active_file(), **bill(county, 1_000_000)).headers["Location"]
    late = opened(county, county.active_file(), **bill(county, 1_000_000)).headers["Location"]
    assert county.act("clerk-1", early, "submit")["state"] == "submitted"
    county.act("reviewer-1", early, "return", {"opinion": "请补票据"})
    county.days_later(2)
    refused = county.act("clerk-1", late, "submit")
    assert (refused.status, refused.codes) == (422, {"window_closed"})
    assert refused["refusals"][0]["values"]["windows"] == [
        {"from": "2026-03-02", "to": "2026-03-03"}
    ]
    form = {"answers": bill(county, 900_000)}
    etag = county.get("clerk-1", early).etag
    other = county.call("PATCH", "clerk-1", early, form, etag=etag)
    assert (other.status, other.codes) == (422, {"window_closed"})
    answers = {**county.get("clerk-1", early)["answers"], "total_cost_fen": 900_000}
    same = county.call("PATCH", "clerk-1", early, {"answers": answers}, etag=etag)
    assert (same.status, same["award_fen"]) == (200, 810_000)
    assert county.act("clerk-1", early, "resubmit")["state"] == "submitted"


def test_a_household_draws_as_many_programmes_as_its_category_may(county: County) -> None:
    for programme in ("medical", "warmth"):
        rules(county, programme, programmes_per_year={"relative": 1})
    file, fund = county.active_file(), county.fund()
    waiting = to_the_vote(county, opened(county, file, **bill(county, 1_000_000)))
    county.approve(to_the_vote(county, opened(county, file, "warmth")), fund)
    second = opened(county, file, **bill(county, 1_000_000))
    assert (second.status, second.codes) == (422, {"programme_limit"})
    assert second["refusals"][0]["values"] == {"drawn": ["warmth"], "most": 1}
    voted = county.approve(waiting, fund)
    assert (voted.status, voted.codes) == (422, {"programme_limit"})
    again = opened(county, file, "warmth", occasion="new_year")
    assert again.status == 201


def test_a_cap_across_programmes_names_what_was_received(county: County) -> None:
    rules(
        county, "medical",
        caps={"all_programmes": {"household_year_fen": 600_000}},
    )  # fmt: skip
    file, fund = county.active_file(), county.fund()
    waiting = to_the_vote(county, opened(county, file, **bill(county, 1_000_000)))
    county.approve(to_the_vote(county, opened(county, file, "warmth")), fund)
    less = opened(county, file, **bill(county, 1_000_000))
    assert less["award_fen"] == 570_000
    (step,) = [
        one for one in less["assessment"]["steps"] if one["code"] == "all_household_year_cap"
    ]
    assert step["zh"] == (
        "每户每年各项目合计限额 ¥6,000.00，已领 ¥300.00（送温暖 2026-03），"
        "至多可给 ¥5,700.00：¥5,700.00"
    )
    assert county.approve(waiting, fund).codes == {"cap_exceeded"}


CITY = {"stage": "approval", "level": "city", "quorum": {"kind": "any"}}


def laddered(county: County) -> None:
    rules(
        county, "medical", caps={}, thresholds=[{"from_fen": 1_000_000, "append": [CITY]}],
        benefit={"form": "share", "base": "self_paid_fen", "rate": "1"},
    )  # fmt: skip


def test_a_case_that_is_split_climbs_the_ladder_all_the_same(county: County) -> None:
    laddered(county)
    file, fund = county.active_file(), county.fund()
    first = opened(county, file, **bill(county, 600_000))
    assert [one["stage"] for one in first["path"]] == ["review", "notice", "approval"]
    assert county.approve(to_the_vote(county, first), fund)["state"] == "approved"
    second = opened(county, file, **bill(county, 400_000))
    assert [one.get("level") for one in second["path"]] == ["grassroots", None, "county", "city"]
    path = to_the_vote(county, second)
    assert county.approve(path, fund)["state"] == "notice_passed"
    last = county.approve(path, fund, "city-approver-1")
    assert last["state"] == "approved"


def test_two_parts_entered_side_by_side_climb_it_when_the_second_is_voted_on(
    county: County,
) -> None:
    """Neither reaches the threshold when it is submitted; together they do."""
    laddered(county)
    file, payments = county.active_file(), Payments(county)
    fund = payments.fund_id
    parts = [to_the_vote(county, opened(county, file, **bill(county, 600_000))) for _ in range(2)]
    assert county.approve(parts[0], fund)["state"] == "approved"
    grown = county.approve(parts[1], fund)
    assert (grown["state"], grown["fund_id"]) == ("notice_passed", None)
    assert grown["path"][-1] == {**CITY, "because": "household_year"}
    assert grown["stage"]["level"] == "city"
    assert [vote["valid"] for vote in grown["votes"]] == [True]
    assert county.approve(parts[1], fund).status in (403, 409)
    last = county.approve(parts[1], fund, "city-approver-1")
    assert (last["state"], last["award_fen"]) == ("approved", 600_000)
    payments.dispatched([one.rpartition("/")[2] for one in parts])
    assert verify_log(county.house.transactions).wrong is None


def test_a_union_below_gives_no_shorter_notice_than_the_one_above_asks(county: County) -> None:
    assert drafted(county, "medical").status == 201
    waiting = drafted(county, "medical").headers["Location"]
    rules_above = next(
        one["document"] for one in county.get("auditor-1", "/v1/editions")["items"]
        if (one["programme"], one["union"]) == ("medical", "360000")
    )  # fmt: skip
    engage(county, "province-fund-1", "fund_manager", "360000")
    path = [
        {**one, "working_days": 7} if one["stage"] == "notice" else one
        for one in rules_above["path"]
    ]
    above = {**rules_above, "notice_at_least": 7, "path": path}
    made = county.post("province-fund-1", "/v1/editions", above).headers["Location"]
    assert county.act("province-approver-1", made, "adopt", {"opinion": "同意"}).status == 200
    refused = drafted(county, "medical")
    assert (refused.status, refused.codes) == (422, {"edition_invalid"})
    assert [(one["at"], one["code"]) for one in refused["errors"]] == [
        ("/path/1/working_days", "notice_short")
    ]
    assert refused["errors"][0]["title"] == "公示不得少于 7 个工作日"
    late = county.act("approver-1", waiting, "adopt", {"opinion": "同意"})
    assert (late.status, late.codes) == (422, {"edition_invalid"})


@pytest.mark.parametrize("action", ["adopt", "withdraw", "submit"])
def test_an_adopted_edition_is_changed_by_no_call(county: County, action: str) -> None:
    adopted = rules(county, "warmth")
    path = f"/v1/editions/{adopted['id']}"
    before = county.get("auditor-1", path)
    for who in ("fund-1", "approver-1", "approver-2", "system-1", "security-1", "auditor-1"):
        assert county.act(who, path, action, {"opinion": "同意"}).status in (403, 404, 409)
        for method in ("PATCH", "PUT", "DELETE"):
            assert county.call(method, who, path, before["document"]).status in (404, 405)
    assert county.get("auditor-1", path).body == before.body
