"""慰问: five hundred households of two units, decided by one meeting and paid in one batch."""

from __future__ import annotations

import pytest

from service.use_cases.verify_log import verify_log
from tests.api.test_statements_of_a_batch import statements
from tests.batch_steps import outcomes
from tests.campaign_steps import Campaigns, many_households
from tests.county import County
from tests.notice_steps import id_of
from tests.payments import Payments

AWARD_FEN = 30_000


def journey(county: County, of_each: int) -> None:
    """Listed, reviewed, published, merged, tried, decided, paid, accounted for, closed."""
    sample = county.active_file()
    files = [many_households(county, sample, who, of_each) for who in ("clerk-1", "clerk-2")]
    count = 2 * of_each
    quota = {"360722001": of_each, "360722002": of_each}
    payments, campaign = Payments(county, AWARD_FEN * count), Campaigns(county, quota)
    campaign.ready(*files)
    tried = campaign.decide(dry=True, fund_id=payments.fund_id)
    assert (tried["count"], tried["total_fen"]) == (count, AWARD_FEN * count)
    with statements(county) as asked:
        decided = campaign.decide(fund_id=payments.fund_id, plan=tried["plan"])
    assert set(outcomes(decided)) == {"approved"}, decided.body
    assert len(asked) < 60, len(asked)
    assert campaign.state == "decided"
    form = {
        "fund_id": payments.fund_id, "campaign_id": id_of(campaign.path),
        "control": {"count": count, "total_fen": AWARD_FEN * count},
    }  # fmt: skip
    batch = county.post("maker-1", "/v1/payment-batches", form, key=county.new_key())
    path = str(batch.headers["Location"])
    for who, action in (("maker-1", "submit"), ("checker-1", "release"), ("checker-1", "dispatch")):
        assert county.act(who, path, action).status == 200
    assert set(payments.said(path)) == {"applied"}
    assert payments.figures() == (0, 0, AWARD_FEN * count, 0)
    report = county.get("county-reviewer-1", f"{campaign.path}/report")
    assert report["total"]["paid_fen"] == AWARD_FEN * count
    assert [one["households"] for one in report["by_union"]] == [of_each, of_each]
    assert campaign.act("county-reviewer-1", "report")["state"] == "reported"
    assert campaign.act("approver-1", "close")["state"] == "closed"
    assert verify_log(county.house.transactions).wrong is None


def test_five_hundred_households_are_decided_at_once(sqlite_county: County) -> None:
    journey(sqlite_county, 250)


@pytest.mark.parametrize("of_each", [6])
def test_the_same_with_a_few_on_both_engines(county: County, of_each: int) -> None:
    journey(county, of_each)
