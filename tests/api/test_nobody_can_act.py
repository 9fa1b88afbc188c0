"""上提一级: what becomes of a stage that nobody at its level can do; it never passes by itself."""

from __future__ import annotations

import pytest

from service.use_cases.run_jobs import run_due_jobs
from service.use_cases.verify_log import verify_log
from tests.county import County, Reply
from tests.kin_steps import declare, family
from tests.stand_in_steps import appointed, deputy, voting

APPROVERS = ("approver-1", "approver-2", "approver-3", "twin-1")


def ended(county: County, *officers: str) -> None:
    for who in officers:
        path = f"/v1/officers/{who}"
        (held,) = county.get("security-1", path)["appointments"]
        county.act("security-1", path, "end-appointment", {"appointment_id": held["id"]})


def lifted(county: County, path: str, who: str = "system-1") -> Reply:
    return county.act(who, path, "raise", {"opinion": "本级无人可办"})


def test_who_can_act_is_told_with_what_stands_against_each(county: County) -> None:
    household = family()
    path, _ = voting(county, file=county.active_file(**household))
    declare(county, "approver-2", household["members"][0]["identity_number"])
    county.act("approver-1", path, "reassign", {"officer": "approver-3", "opinion": "出差"})
    told = county.get("system-1", f"{path}/who-can-act")["items"]
    assert {one["officer"]: one["against"] for one in told} == {
        "approver-1": ["owned_by_another"],
        "approver-2": ["recusal", "owned_by_another"],
        "approver-3": [],
        "twin-1": ["separation_of_duties", "owned_by_another"],
    }


def test_while_somebody_can_act_the_stage_stays(county: County) -> None:
    path, _ = voting(county)
    refused = lifted(county, path)
    assert refused.status == 409
    assert "somebody_can" in refused.codes
    run_due_jobs(county.house.transactions)
    assert county.get("auditor-1", path)["stage"]["level"] == "county"


def test_with_nobody_appointed_it_goes_to_the_next_union_that_has_somebody(
    county: County,
) -> None:
    path, fund = voting(county)
    ended(county, *APPROVERS)
    moved = lifted(county, path)
    assert moved.status == 200, moved.body
    assert (moved["stage"]["level"], moved["stage"]["union"]) == ("city", "360700")
    last = moved["path"][-1]
    assert (last["level"], last["raised_to"], last["raised_because"]) == (
        "county", "city", "absent",
    )  # fmt: skip
    assert county.approve(path, fund, "city-approver-1")["state"] == "approved"
    assert verify_log(county.house.transactions).wrong is None


def test_where_all_are_barred_the_daily_job_raises_it(county: County) -> None:
    household = family()
    path, fund = voting(county, file=county.active_file(**household))
    for who in ("approver-2", "approver-3"):
        declare(county, who, household["members"][0]["identity_number"])
    ended(county, "approver-1")
    county.days_later(1)
    run_due_jobs(county.house.transactions)
    told = county.get("auditor-1", path)
    assert (told["stage"]["level"], told["path"][-1]["raised_because"]) == ("city", "barred")
    assert told["state"] == "notice_passed"
    assert county.approve(path, fund, "city-approver-1")["state"] == "approved"


def test_a_stage_that_was_raised_is_no_longer_done_below(county: County) -> None:
    path, fund = voting(county)
    ended(county, *APPROVERS)
    lifted(county, path)
    appointed(county, deputy(county), "approver")
    assert county.approve(path, fund, "deputy-1").status == 403


def test_where_nobody_above_can_act_it_stands_in_the_queue_until_somebody_is_appointed(
    county: County,
) -> None:
    household = family()
    number = household["members"][0]["identity_number"]
    path, _ = voting(county, file=county.active_file(**household))
    for who in ("approver-2", "approver-3", "city-approver-1", "province-approver-1"):
        declare(county, who, number)
    ended(county, "approver-1")
    assert "nobody_above" in lifted(county, path).codes
    assert county.get("system-1", "/v1/unattended-applications")["items"] == []
    county.days_later(1)
    run_due_jobs(county.house.transactions)
    (one,) = county.get("system-1", "/v1/unattended-applications")["items"]
    assert (one["id"], one["state"]) == (path.rpartition("/")[2], "notice_passed")
    appointed(county, deputy(county), "approver")
    county.days_later(1)
    run_due_jobs(county.house.transactions)
    assert county.get("system-1", "/v1/unattended-applications")["items"] == []
    assert county.approve(path, county.fund(), "deputy-1")["state"] == "approved"


@pytest.mark.parametrize(
    ("who", "status"), [("reviewer-1", 403), ("clerk-1", 403), ("security-1", 403)]
)
def test_nobody_at_or_below_the_stage_raises_it(county: County, who: str, status: int) -> None:
    path, _ = voting(county)
    ended(county, *APPROVERS)
    assert lifted(county, path, who).status == status
    assert lifted(county, path, "city-approver-1").status == 200


def test_a_review_is_raised_too(county: County) -> None:
    path = county.draft_application("warmth").headers["Location"]
    county.act("clerk-1", path, "submit")
    ended(county, "reviewer-1")
    assert lifted(county, path)["stage"]["level"] == "county"
    assert county.act("county-reviewer-1", path, "review")["state"] == "reviewed"


def test_where_nothing_waits_nothing_is_raised(county: County) -> None:
    path = county.draft_application("warmth").headers["Location"]
    assert lifted(county, path).status in (403, 409)
