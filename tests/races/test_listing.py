"""Two clerks list at the same instant, two meetings sit at once: no place and no line twice."""

from __future__ import annotations

from service.use_cases.verify_log import verify_log
from tests.campaign_steps import Campaigns, many_households
from tests.county import County
from tests.notice_steps import appointed
from tests.races.conftest import Race
from tests.races.racers import Shot

AWARD_FEN = 30_000


def test_a_quota_is_never_passed_by_clerks_who_list_at_once(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    appointed(county, "clerk-9", "clerk", "360722001")
    files = many_households(county, county.active_file(), "clerk-1", 8)
    campaign = Campaigns(county, {"360722001": 3})
    shots = [
        Shot(
            ("clerk-1", "clerk-9")[turn % 2], "POST", f"{campaign.path}/lines",
            {"hardship_file_ids": [files[turn]], "object": "filed_worker"},
            {"Idempotency-Key": county.new_key()},
        )
        for turn in range(8)
    ]  # fmt: skip
    answers = race(shots)
    assert sorted(answer.status for answer in answers) == [201] * 3 + [422] * 5
    assert len(campaign.lines()) == 3
    assert verify_log(county.house.transactions).wrong is None


def test_of_meetings_at_once_one_decides_the_campaign(postgres_county: County, race: Race) -> None:
    county = postgres_county
    files = many_households(county, county.active_file(), "clerk-1", 4)
    campaign, fund = Campaigns(county), county.fund()
    campaign.ready(files, [])
    etag = county.get("auditor-1", campaign.path).etag
    body = {"meeting_number": "2026-3", "opinion": "同意", "fund_id": fund}
    answers = race([
        Shot(who, "POST", f"{campaign.path}/decide", body,
             {"If-Match": etag, "Idempotency-Key": county.new_key()})
        for who in ("approver-1", "approver-2", "approver-3")
    ])  # fmt: skip
    assert sorted(answer.status for answer in answers) == [200, 412, 412]
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 4 * AWARD_FEN
    assert verify_log(county.house.transactions).wrong is None
