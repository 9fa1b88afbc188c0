"""Goods: granted by the meeting, brought by two, signed for; never paid out as money."""

from __future__ import annotations

from typing import Any

from service.use_cases.replay_decisions import replay_decisions
from service.use_cases.verify_log import verify_log
from tests.api.test_campaigns import households
from tests.batch_steps import outcomes
from tests.campaign_steps import Campaigns
from tests.county import County, Reply
from tests.notice_steps import appointed, id_of, state_of
from tests.payments import Payments, second_account

AWARD_FEN = 30_000
VISITORS = ["visitor-1", "visitor-2"]


class Goods(Campaigns):
    """A campaign of goods, decided, with two who may bring them."""

    def __init__(self, county: County, count: int = 1) -> None:
        super().__init__(county, kind="goods", title="春节慰问品")
        self.payments = Payments(county, AWARD_FEN * count)
        for who in VISITORS:
            appointed(county, who, "reviewer", "360722")
        self.ready(households(county, "clerk-1", count), [])
        decided = self.decide(fund_id=self.payments.fund_id)
        assert set(outcomes(decided)) == {"approved"}, decided.body
        self.ids = [str(one["application_id"]) for one in decided["lines"]]

    def brought(self, who: str = "visitor-1", line: int = 0, **more: Any) -> Reply:
        return self.signed(self.ids[line], *more.pop("visitors", VISITORS), who=who, **more)


def test_goods_that_are_signed_for_are_spent_and_the_line_is_closed(county: County) -> None:
    goods = Goods(county, 2)
    assert goods.payments.figures() == (0, 2 * AWARD_FEN, 0, 0)
    for line in range(2):
        signed = goods.brought(line=line)
        assert signed.status == 201, signed.body
        assert state_of(county, f"/v1/applications/{goods.ids[line]}") == "closed"
    assert goods.payments.figures() == (0, 0, 2 * AWARD_FEN, 0)
    report = county.get("county-reviewer-1", f"{goods.path}/report")
    assert (report["total"]["paid"], report["total"]["paid_fen"]) == (2, 2 * AWARD_FEN)
    assert goods.act("county-reviewer-1", "report")["state"] == "reported"
    assert verify_log(county.house.transactions).wrong is None
    told = list(replay_decisions(county.house.transactions, 2026))
    assert {one.thing: one.lines for one in told if one.thing in goods.ids} == dict.fromkeys(
        goods.ids, ()
    )


def test_goods_are_not_paid_out(county: County) -> None:
    goods = Goods(county)
    form = {
        "fund_id": goods.payments.fund_id, "campaign_id": id_of(goods.path),
        "control": {"count": 1, "total_fen": AWARD_FEN},
    }  # fmt: skip
    refused = county.post("maker-1", "/v1/payment-batches", form, key=county.new_key())
    assert (refused.status, "paid_in_goods" in refused.codes) == (422, True)
    assert goods.payments.make(goods.ids).codes >= {"paid_in_goods"}


def test_money_is_not_signed_for(county: County) -> None:
    campaign, fund = Campaigns(county), county.fund()
    campaign.ready(households(county, "clerk-1", 1), [])
    (line,) = [one["application_id"] for one in campaign.decide(fund_id=fund)["lines"]]
    for who in VISITORS:
        appointed(county, who, "reviewer", "360722")
    refused = campaign.signed(line, *VISITORS)
    assert (refused.status, refused.codes) == (422, {"not_goods"})


def test_who_brings_goods_has_done_nothing_else_in_the_case(county: County) -> None:
    goods = Goods(county)
    one_person = second_account(county, "second-1", "visitor-1", "clerk")
    for visitors in (
        ["visitor-1", "approver-2"], ["visitor-1", "clerk-1"], ["visitor-1", one_person],
        ["visitor-1", "visitor-2", "approver-2"],
    ):  # fmt: skip
        refused = goods.brought(visitors=visitors)
        assert (refused.status, refused.codes) == (422, {"visitors_few"}), visitors
    for who in ("reviewer-1", "clerk-1"):
        assert goods.brought(who).codes >= {"separation_of_duties"}, who
    assert goods.brought("approver-1").status == 403
    assert goods.brought("clerk-2").status in (403, 404)
    assert goods.brought("outsider-clerk-1").status == 404
    for stranger in ("nobody-1", "outsider-clerk-1"):
        assert goods.brought(visitors=["visitor-1", stranger]).status == 404
    assert goods.brought(visitors=["visitor-1"]).codes == {"invalid_input"}


def test_goods_are_signed_for_once_on_a_day_since_the_decision(county: County) -> None:
    goods, key = Goods(county), county.new_key()
    assert goods.brought(signed_on="2026-03-02").codes == {"date_unfit"}
    assert goods.brought(signed_on="2026-12-31").codes == {"date_unfit"}
    first = goods.brought(key=key)
    assert first.status == 201, first.body
    assert goods.brought(key=key).headers["Idempotent-Replayed"] == "true"
    assert goods.brought().codes == {"wrong_state"}
    assert goods.payments.figures() == (0, 0, AWARD_FEN, 0)


def test_goods_are_granted_in_a_campaign_of_goods_only(county: County) -> None:
    """And a line stays what its campaign is: nobody turns goods into money by a correction."""
    answers = {**county.answers("warmth"), "kind": "goods"}
    alone = county.draft_application("warmth", answers=answers)
    assert (alone.status, alone.codes) == (422, {"not_eligible", "cash_only"})
    campaign = Campaigns(county, kind="goods")
    listed = campaign.listed("clerk-1", *households(county, "clerk-1", 1))
    path = f"/v1/applications/{listed['lines'][0]['application_id']}"
    etag = county.get("clerk-1", path).etag
    for changed, codes in (
        ({**answers, "kind": "cash"}, {"not_eligible", "cash_only"}),
        ({**answers, "occasion": "daily"}, {"line_differs"}),
        ({**answers, "year": 2027}, {"line_differs"}),
    ):
        refused = county.call("PATCH", "clerk-1", path, {"answers": changed}, etag=etag)
        assert (refused.status, refused.codes) == (422, codes), changed
