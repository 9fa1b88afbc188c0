"""Two meetings decide the same cases at the same instant: each is decided once, the money holds."""

from __future__ import annotations

from typing import Any

from service.use_cases.verify_log import verify_log
from tests.batch_steps import PATH, outcomes, voted_on
from tests.county import County
from tests.notice_steps import id_of
from tests.races.conftest import Race
from tests.races.racers import Shot

WARMTH_FEN = 30_000


def meetings(county: County, paths: list[str], fund: str, mode: str) -> list[Shot]:
    """Three approvers, and the first of them twice, over the same cases in different order."""
    shots = []
    for turn, who in enumerate(("approver-1", "approver-2", "approver-3", "approver-1")):
        ids = [id_of(path) for path in (paths if turn % 2 else reversed(paths))]
        body: dict[str, Any] = {
            "action": "approve", "application_ids": ids, "opinion": "同意", "fund_id": fund,
            "meeting_number": "2026-3", "mode": mode,
        }  # fmt: skip
        shots.append(Shot(who, "POST", PATH, body, {"Idempotency-Key": county.new_key()}))
    return shots


def test_of_meetings_at_once_one_decides_each_case(postgres_county: County, race: Race) -> None:
    county = postgres_county
    paths, fund = voted_on(county, 6), county.fund()
    answers = race(meetings(county, paths, fund, "all_or_nothing"))
    assert sorted(answer.status for answer in answers) == [200, 409, 409, 409]
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 6 * WARMTH_FEN
    assert verify_log(county.house.transactions).wrong is None


def test_a_fund_for_four_of_six_is_never_overdrawn(postgres_county: County, race: Race) -> None:
    county = postgres_county
    paths, fund = voted_on(county, 6), county.fund(4 * WARMTH_FEN)
    answers = race(meetings(county, paths, fund, "good_ones"))
    assert {answer.status for answer in answers} == {200}
    done = [one for answer in answers for one in outcomes(answer) if one == "approved"]
    assert len(done) == 4
    assert county.get("fund-1", f"/v1/funds/{fund}")["available_fen"] == 0
    assert verify_log(county.house.transactions).wrong is None
