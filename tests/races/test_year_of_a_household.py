"""Two cases of one household voted on at the same instant: the year's sum is counted once."""

from __future__ import annotations

from typing import Any

from service.use_cases.verify_log import verify_log
from tests.api.test_rules_at_the_vote import ONCE, two_parts
from tests.api.test_union_rules import bill, laddered, opened, rules, to_the_vote
from tests.county import County
from tests.races.conftest import Race
from tests.races.racers import Shot


def votes(county: County, paths: list[str], fund: str) -> list[Shot]:
    """Each path voted on by four: approvers of the county, two of them twice."""
    body: dict[str, Any] = {"opinion": "同意", "meeting_number": "2026-3", "fund_id": fund}
    shots = []
    for turn in range(8):
        path = paths[turn % 2]
        etag = county.get("auditor-1", path).etag
        headers = {"If-Match": etag, "Idempotency-Key": county.new_key()}
        who = ("approver-1", "approver-2", "approver-3")[turn // 2 % 3]
        shots.append(Shot(who, "POST", f"{path}/approve", body, headers))
    return shots


def test_of_two_parts_voted_on_at_once_the_later_climbs_the_ladder(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    laddered(county)
    file, fund = county.active_file(), county.fund()
    parts = [to_the_vote(county, opened(county, file, **bill(county, 600_000))) for _ in range(2)]
    answers = race(votes(county, parts, fund))
    assert sorted(answer.status for answer in answers)[:2] == [200, 200], answers
    states = sorted(county.get("auditor-1", path)["state"] for path in parts)
    assert states == ["approved", "notice_passed"]
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 600_000
    assert verify_log(county.house.transactions).wrong is None


def test_of_two_programmes_voted_on_at_once_one_is_drawn(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    for programme in ("medical", "warmth"):
        rules(county, programme, programmes_per_year={"relative": 1})
    file, fund = county.active_file(), county.fund()
    cases = [
        to_the_vote(county, opened(county, file, **bill(county, 1_000_000))),
        to_the_vote(county, opened(county, file, "warmth")),
    ]
    race(votes(county, cases, fund))
    states = sorted(county.get("auditor-1", path)["state"] for path in cases)
    assert states == ["approved", "notice_passed"]


def test_of_two_cases_voted_on_at_once_one_is_granted_where_aid_is_given_once(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    rules(county, "medical", caps={}, **ONCE)
    fund, cases = county.fund(), two_parts(county)
    race(votes(county, cases, fund))
    states = sorted(county.get("auditor-1", path)["state"] for path in cases)
    assert states == ["approved", "notice_passed"]
