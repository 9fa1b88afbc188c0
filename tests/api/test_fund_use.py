"""What a source may pay is data: asked where money is set aside, and again before it leaves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.campaign_steps import Campaigns
from tests.county import County
from tests.payments import Payments, second_account

AWARD = 30_000
ANYTHING = [
    {"programme": code, "kinds": ["cash", "goods"]} for code in ("warmth", "tuition", "medical")
]
ONLY_MEDICAL = [{"programme": "medical", "kinds": ["cash"]}]


@pytest.fixture
def county(sqlite_county: County) -> County:
    return sqlite_county


def rule(may_pay: dict[str, Any], at: str = "360722") -> dict[str, Any]:
    return {
        "programme": "fund_use", "union": at, "in_force_from": "2026-01-01",
        "may_pay": may_pay,
    }  # fmt: skip


def forbids(county: County, **may_pay: Any) -> None:
    assert county.adopt(rule(may_pay)).status == 200


def test_an_award_is_not_set_aside_where_its_source_may_not_pay(county: County) -> None:
    forbids(county, union=ONLY_MEDICAL, local=ANYTHING)
    payments = Payments(county)
    path = county.reviewed_application()
    county.passed_notice(path)
    refused = county.approve(path, payments.fund_id)
    assert (refused.status, refused["type"]) == (422, "/problems/source-forbids")
    (told,) = refused["refusals"]
    assert told["values"] == {
        "source": "union", "programme": "warmth", "kind": "cash", "award_fen": AWARD,
        "union": "360722", "allowed": ONLY_MEDICAL,
    }  # fmt: skip
    assert payments.figures()[:2] == (20_000_000, 0)
    chosen = county.fund(source="local")  # nobody named: the one that may pay is meant
    assert county.approve(path)["fund_id"] == chosen


def test_a_rule_that_came_after_the_approval_holds_the_money_back(county: County) -> None:
    payments = Payments(county)
    waiting, submitted, released = payments.approved(3)
    made = payments.made([submitted])
    payments.act("maker-1", made, "submit")
    gone = payments.released([released])
    forbids(county, union=ONLY_MEDICAL)
    assert "source_forbids" in payments.make([waiting]).codes
    assert "source_forbids" in payments.act("checker-1", made, "release").codes
    assert "source_forbids" in payments.act("checker-1", gone, "dispatch").codes
    forbids(county, union=ANYTHING)
    assert payments.act("checker-1", gone, "dispatch").status == 200


def test_an_award_is_held_to_the_ceiling_and_the_categories_of_its_line(county: County) -> None:
    path = county.reviewed_application()
    county.passed_notice(path)
    fund = county.fund()
    line: dict[str, Any] = {"programme": "warmth", "kinds": ["cash"]}
    for more in ({"per_time_fen": AWARD - 1}, {"categories": ["severe"]}):
        forbids(county, union=[{**line, **more}])
        assert "source_forbids" in county.approve(path, fund).codes
    forbids(county, union=[{**line, "per_time_fen": AWARD, "categories": ["relative"]}])
    assert county.approve(path, fund).status == 200


def test_a_union_below_says_less_and_never_more(county: County) -> None:
    second_account(county, "fund-p", "security-1", "fund_manager", "360000")
    province = rule({"union": ONLY_MEDICAL}, at="360000")
    edition = county.post("fund-p", "/v1/editions", province).headers["Location"]
    adopt = {"opinion": "同意"}
    etag = county.get("province-approver-1", edition).etag
    assert county.act("province-approver-1", edition, "adopt", adopt, etag=etag).status == 200
    forbids(county, union=ANYTHING)
    path = county.reviewed_application()
    county.passed_notice(path)
    told = county.approve(path, county.fund())["refusals"][0]
    assert (told["code"], told["values"]["union"]) == ("source_forbids", "360000")


def test_goods_of_a_campaign_are_not_bought_from_a_central_budget(county: County) -> None:
    campaign = Campaigns(county, kind="goods")
    campaign.ready([county.active_file()["id"]], [])
    central = county.fund(source="central")
    assert campaign.decide(fund_id=central).codes == {"source_forbids"}
    assert campaign.decide(fund_id=county.fund()).status == 200


@pytest.mark.parametrize(
    ("may_pay", "at"),
    [
        ({"lottery": ANYTHING}, "/may_pay/lottery"),
        ({"union": [{"programme": "dinner", "kinds": ["cash"]}]}, "/may_pay/union/0/programme"),
        ({"union": [{"programme": "warmth", "kinds": []}]}, "/may_pay/union/0/kinds"),
        ({"union": [{"programme": "warmth", "kinds": ["cash"], "per_time_fen": 0}]},
         "/may_pay/union/0/per_time_fen"),
    ],
)  # fmt: skip
def test_a_rule_in_no_shape_is_not_drafted(
    county: County, may_pay: dict[str, Any], at: str
) -> None:
    refused = county.post("fund-1", "/v1/editions", rule(may_pay))
    assert refused.status == 422
    assert [one["at"] for one in refused["errors"]] == [at]
