"""Eight emergencies of one household approved at one instant: one is paid first, the others wait."""

from __future__ import annotations

from service.use_cases.verify_log import verify_log
from tests.county import County
from tests.emergency_steps import delegate, emergency
from tests.races.conftest import Race
from tests.races.racers import RACERS, Shot

AWARD = 160_000


def test_of_eight_emergencies_of_a_household_approved_at_once_one_is_granted(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    delegate(county)
    file, fund = county.active_file(), county.fund()
    paths = [emergency(county, file) for _ in range(RACERS)]
    body = {"opinion": "同意", "fund_id": fund}
    shots = [
        Shot(
            f"approver-{turn % 3 + 1}", "POST", f"{path}/approve", body,
            {"If-Match": county.get("auditor-1", path).etag, "Idempotency-Key": county.new_key()},
        )
        for turn, path in enumerate(paths)
    ]  # fmt: skip
    answers = race(shots)
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7, answers
    assert set.union(*(one.codes for one in answers if one.status == 409)) == {"emergency_open"}
    assert len(county.get("auditor-1", "/v1/regularisations")["items"]) == 1
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == AWARD
    assert verify_log(county.house.transactions).wrong is None
