"""A year is closed by another hand than filled it; nothing moves in it, and what comes back goes on."""

from __future__ import annotations

from typing import Any

from tests.county import County, Reply
from tests.payments import Payments, second_account

OPINION = {"opinion": "年度结束，账目核对一致。"}
BACK = {"reason": "账户销户退汇", "bank_serial": "R-1", "occurred_at": "2026-03-21T10:00:00+08:00"}


def close(county: County, fund: str, who: str = "approver-1", **more: Any) -> Reply:
    etag = more.pop("etag", None)
    path = f"/v1/funds/{fund}"
    extra = {} if etag is None else {"etag": etag}
    return county.act(who, path, "close", {**OPINION, **more}, **extra)


def told(county: County, fund: str) -> Any:
    return county.get("auditor-1", f"/v1/funds/{fund}").body


def holds(county: County) -> bool:
    return bool(county.get("auditor-1", "/v1/reports/invariants?limit=200")["holds"])


def test_what_a_year_leaves_is_carried_over_and_the_year_stands_still(county: County) -> None:
    payments = Payments(county)
    (one,) = payments.approved()
    batch = payments.dispatched([one])
    busy = close(county, payments.fund_id)
    assert (busy.status, busy["type"]) == (409, "/problems/fund-busy")
    assert busy["values"]["committed_fen"] == 30_000
    assert busy["values"]["open"] == [payments.lines(batch)[0]["payout_id"]]
    payments.said(batch)
    heir = county.fund(5_000, year=2027)
    closed = close(county, payments.fund_id, carry_to=heir)
    assert closed.status == 200, closed.body
    assert (closed["state"], closed["carried_to"]) == ("closed", heir)
    assert (closed["available_fen"], closed["carried_out_fen"]) == (0, 19_970_000)
    assert (closed["allocated_fen"], closed["disbursed_fen"]) == (20_000_000, 30_000)
    next_year = told(county, heir)
    assert (next_year["carried_in_fen"], next_year["allocated_fen"]) == (19_970_000, 19_975_000)
    assert next_year["available_fen"] == 19_975_000
    flows = county.get("auditor-1", f"/v1/funds/{heir}/allocations")
    assert flows["carried_from"] == [payments.fund_id]
    assert holds(county)
    more = {"amount_fen": 1, "document_number": "补"}
    path = f"/v1/funds/{payments.fund_id}/allocations"
    refused = county.post("fund-1", path, more, key=county.new_key())
    assert (refused.status, refused["type"]) == (409, "/problems/fund-closed")
    assert refused["values"] == {"fund_id": payments.fund_id, "carried_to": heir}
    again = close(county, payments.fund_id)
    assert (again.status, again["type"]) == (409, "/problems/wrong-state")
    _comes_back(county, payments, payments.payout(batch), heir)


def _comes_back(county: County, payments: Payments, payout: str, heir: str) -> None:
    """The bank sends it back after the year was closed: it is the next year's money, and is paid from
    there."""
    before = told(county, payments.fund_id)
    assert payments.act("checker-1", payout, "return", BACK).status == 200
    after = told(county, payments.fund_id)
    assert {k: v for k, v in after.items() if k.endswith("_fen")} == {
        k: v for k, v in before.items() if k.endswith("_fen")
    }
    assert told(county, heir)["available_fen"] == 20_005_000
    assert county.get("auditor-1", payout)["fund_id"] == heir
    assert holds(county)
    reissued = payments.act("maker-1", payout, "reissue", {"reason": "更正", "payee": None})
    assert reissued.status == 200, reissued.body
    assert told(county, heir)["committed_fen"] == 30_000
    payments.fund_id = heir
    application = county.get("auditor-1", payout)["application_id"]
    payments.said(payments.dispatched([application]))
    assert told(county, heir)["disbursed_fen"] == 30_000
    assert holds(county)


def test_what_comes_back_to_a_year_without_heir_is_refused_with_the_way_out(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    payments = Payments(county)
    (one,) = payments.approved()
    batch = payments.dispatched([one])
    payments.said(batch)
    assert close(county, payments.fund_id)["carried_out_fen"] == 0
    payout = payments.payout(batch)
    refused = payments.act("checker-1", payout, "return", BACK)
    assert (refused.status, refused["type"]) == (409, "/problems/fund-closed")
    assert county.get("auditor-1", payout)["state"] == "paid"
    path = county.reviewed_application()
    county.passed_notice(path)
    assert "fund_insufficient" in county.approve(path).codes  # what is closed is nobody's choice


def test_a_year_is_closed_by_another_hand_with_a_reason(sqlite_county: County) -> None:
    county = sqlite_county
    fund = county.fund()
    second_account(county, "both-1", "fund-1", "approver")
    same = close(county, fund, "both-1")
    assert (same.status, same["type"]) == (403, "/problems/separation-of-duties")
    for who in ("fund-1", "maker-1", "auditor-1"):
        assert close(county, fund, who).status == 403
    assert close(county, fund, "outsider-approver-1").status == 404
    path = f"/v1/funds/{fund}/close"
    assert county.post("approver-1", path, OPINION).status == 428
    assert close(county, fund, etag='"1"').status == 412
    assert county.post("approver-1", path, {}, etag='"1"').status == 422
    assert close(county, fund, "city-approver-1").status == 200


def test_the_heir_is_the_next_year_of_the_same_money(sqlite_county: County) -> None:
    county = sqlite_county
    fund = county.fund()
    wrong = (
        {"year": 2026}, {"year": 2028}, {"year": 2027, "source": "local"},
        {"year": 2027, "purpose": {"causes": ["9"]}},
    )  # fmt: skip
    for more in wrong:
        refused = close(county, fund, carry_to=county.fund(**more))
        assert (refused.status, refused["type"]) == (422, "/problems/heir-unfit"), more
    done = county.fund(year=2027)
    assert close(county, done).status == 200
    assert "heir_unfit" in close(county, fund, carry_to=done).codes
    assert told(county, fund)["state"] == "open"


def test_a_batch_is_not_made_from_a_closed_fund(sqlite_county: County) -> None:
    """As by hand: no fund is closed over money that is set aside."""
    county = sqlite_county
    payments = Payments(county)
    ids = payments.approved()
    with county.house.transactions.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE fund SET closed_on = '2026-12-31' WHERE id = '{payments.fund_id}'"  # noqa: S608
        )
    assert "fund_closed" in payments.make(ids).codes
