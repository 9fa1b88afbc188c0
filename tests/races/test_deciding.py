"""Approvers, objections and the last fen of a fund, all at one instant."""

from __future__ import annotations

from tests.county import County
from tests.notice_steps import path_adopted
from tests.races.conftest import Race
from tests.races.racers import Shot


def _approval(county: County, path: str, who: str, fund: str) -> Shot:
    headers = {
        "If-Match": county.get("auditor-1", path).etag,
        "Idempotency-Key": county.new_key(),
    }
    return Shot(who, "POST", f"{path}/approve", {"opinion": "同意", "fund_id": fund}, headers)


def test_six_approvers_with_one_version_are_one_approval(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    path = county.reviewed_application("medical")
    county.passed_notice(path)
    fund = county.fund()
    approvers = ["approver-1", "approver-2", "approver-3"] * 2
    answers = race([_approval(county, path, who, fund) for who in approvers])
    assert sorted(answer.status for answer in answers) == [200] + [412] * 5
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 2_000_000


def test_two_approvals_against_the_last_fen_of_a_fund_are_one(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    paths = [county.reviewed_application("medical") for _ in range(2)]
    county.passed_notice(*paths)
    fund = county.fund(2_000_000)
    answers = race([_approval(county, path, "approver-2", fund) for path in paths])
    assert sorted(answer.status for answer in answers) == [200, 422]
    assert "fund_insufficient" in next(a for a in answers if a.status == 422).codes
    told = county.get("fund-1", f"/v1/funds/{fund}")
    assert (told["committed_fen"], told["available_fen"]) == (2_000_000, 0)


def test_an_objection_and_an_approval_at_the_same_instant_are_never_both(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    fund = county.fund()
    for attempt in range(6):
        path = county.reviewed_application("warmth")
        notice = county.passed_notice(path)
        objection = Shot(
            None, "POST", f"/public/notices/{notice['id']}/objections",
            {"line": 1, "reason": "收入不实", "name": None},
            {"X-Forwarded-For": f"10.0.0.{attempt}"},
        )  # fmt: skip
        answers = race([_approval(county, path, "approver-2", fund), objection])
        statuses = [answer.status for answer in answers]
        assert statuses in ([200, 409], [412, 201], [422, 201]), statuses


def test_the_household_cap_holds_against_two_approvals_at_once(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    file = county.active_file()
    fund = county.fund()
    paths = [county.reviewed_application("medical", file=file) for _ in range(2)]
    county.passed_notice(*paths)
    answers = race([_approval(county, path, "approver-2", fund) for path in paths])
    assert sorted(answer.status for answer in answers) == [200, 422]
    assert "cap_exceeded" in next(a for a in answers if a.status == 422).codes


def _sent_back(county: County, path: str, who: str, **more: object) -> Shot:
    headers = {"If-Match": county.get("auditor-1", path).etag}
    return Shot(who, "POST", f"{path}/return", {"opinion": "缺少材料", **more}, headers)


def test_a_return_and_a_vote_at_the_same_instant_are_one_of_them(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    fund = county.fund()
    granted = 0
    for attempt in range(6):
        path = county.reviewed_application("medical")
        county.passed_notice(path)
        back = {"to": 0} if attempt % 2 else {}
        shots = [
            _approval(county, path, "approver-2", fund),
            _sent_back(county, path, "approver-3", **back),
        ]
        assert sorted(answer.status for answer in race(shots)) == [200, 412]
        told = county.get("auditor-1", path)
        granted += told["state"] == "approved"
        assert told["state"] in ("approved", "submitted" if back else "returned")
        assert len(told["votes"]) == (told["state"] == "approved")
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == granted * 2_000_000


def test_a_vote_that_is_taken_back_and_the_next_persons_at_the_same_instant_are_one_of_them(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    two = {"stage": "approval", "level": "county", "quorum": {"kind": "n_of_m", "n": 2}}
    one = {"stage": "approval", "level": "city", "quorum": {"kind": "any"}}
    shown = {"stage": "notice", "working_days": 5}
    review = {"stage": "review", "level": "grassroots"}
    path_adopted(county, "medical", [review, shown, two, one])
    for _ in range(4):
        path = county.reviewed_application("medical")
        county.passed_notice(path)
        county.approve(path, who="approver-1")
        headers = {"If-Match": county.get("auditor-1", path).etag}
        back = Shot("approver-1", "POST", f"{path}/take-back", {"opinion": "误点"}, headers)
        answers = race([back, _approval(county, path, "approver-2", county.fund())])
        assert sorted(answer.status for answer in answers) == [200, 412]
        votes = county.get("auditor-1", path)["votes"]
        valid = [vote["valid"] for vote in votes]
        assert valid == ([False] if answers[0].status == 200 else [True, True])
