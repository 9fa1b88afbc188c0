"""Deciders at one instant: one of them is heard, and the other learns what has happened."""

from __future__ import annotations

from tests.county import County
from tests.matter_steps import refused_below
from tests.notice_steps import appointed, object_to, state_of
from tests.races.conftest import Race
from tests.races.racers import RACERS, Shot

UPHELD = {"opinion": "收入未申报"}


def _act(county: County, who: str, place: str, action: str, body: dict[str, str]) -> Shot:
    headers = {
        "If-Match": county.get("auditor-1", place).etag, "Idempotency-Key": county.new_key(),
    }  # fmt: skip
    return Shot(who, "POST", f"{place}/{action}", body, headers)


def test_two_deciders_of_one_objection_are_one_decision(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    path = county.reviewed_application()
    notice = county.on_notice(path)["id"]
    objection = object_to(county, notice).headers["Location"]
    for number in range(RACERS // 2):
        appointed(county, f"decider-{number}", "reviewer", "360722")
    shots = [
        _act(county, f"decider-{number}", objection, action, UPHELD)
        for number in range(RACERS // 2)
        for action in ("uphold", "dismiss")
    ]
    answers = race(shots)
    assert sorted(answer.status for answer in answers)[:2] == [200, 412]
    assert {answer.status for answer in answers} == {200, 412}
    told = county.get("auditor-1", objection)["state"]
    (won,) = [answer for answer in answers if answer.status == 200]
    assert won["state"] == told
    ended = {"upheld": "rejected", "dismissed": "on_notice"}
    assert state_of(county, path) == ended[told]


def test_a_case_is_sent_back_for_correction_or_approved_and_never_both(
    postgres_county: County, race: Race
) -> None:
    """The objection is open, so the vote is refused unless it was dismissed before: here one reviewer
    corrects and another dismisses while an approver votes."""
    county = postgres_county
    path, fund = county.reviewed_application(), county.fund()
    notice = county.passed_notice(path)["id"]
    objection = object_to(county, notice).headers["Location"]
    appointed(county, "decider-1", "reviewer", "360722")
    vote = {"opinion": "同意", "fund_id": fund}
    answers = race(
        [
            _act(county, "county-reviewer-1", objection, "uphold", {**UPHELD, "remedy": "correct"}),
            _act(county, "decider-1", objection, "dismiss", UPHELD),
            _act(county, "approver-2", path, "approve", vote),
            _act(county, "approver-3", path, "approve", vote),
        ]
    )  # fmt: skip
    decided, voted = answers[:2], answers[2:]
    assert sorted(answer.status for answer in decided) == [200, 412]
    committed = county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"]
    approved = [answer for answer in voted if answer.status == 200]
    if decided[0].status == 200:
        assert (state_of(county, path), committed, approved) == ("returned", 0, [])
    else:
        assert len(approved) <= 1
        assert state_of(county, path) == ("approved" if approved else "notice_passed")
        assert committed == 30_000 * len(approved)


def test_of_two_appeals_at_once_one_stays(postgres_county: County, race: Race) -> None:
    county = postgres_county
    path = refused_below(county)
    shots = [
        Shot("clerk-1", "POST", f"{path}/appeals", {"reason": f"第{n}次"}) for n in range(RACERS)
    ]
    answers = race(shots)
    assert sorted(answer.status for answer in answers) == [201] + [409] * (RACERS - 1)
    assert {code for a in answers if a.status == 409 for code in a.codes} == {"appeal_open"}
    assert len(county.get("auditor-1", "/v1/appeals")["items"]) == 1


def test_an_appeal_is_upheld_or_its_claim_is_taken_elsewhere(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    file = county.active_file()
    path = refused_below(county, file=file)
    brought = county.post("clerk-1", f"{path}/appeals", {"reason": "工资条有误"})
    form = county.application_form("warmth", file)
    answers = race(
        [
            _act(county, "county-reviewer-1", brought.headers["Location"], "uphold", UPHELD),
            Shot("clerk-1", "POST", "/v1/applications", form),
        ]
    )
    assert sorted(answer.status < 300 for answer in answers) == [False, True]
    assert "duplicate_claim" in next(a for a in answers if a.status >= 300).codes
    upheld = answers[0].status == 200
    assert state_of(county, path) == ("returned" if upheld else "rejected")
