"""/v1/reports/balances, /v1/reports/funds, /v1/payment-orders: every figure is the ledger's, to the fen."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from service.sheets import read_table
from tests.api.test_vouchers import BACK, statements_of
from tests.county import County
from tests.payments import Payments, second_account
from workflows.amount_in_words import fen_of_words

BALANCES, FUNDS = "/v1/reports/balances", "/v1/reports/funds"


def played(county: County) -> tuple[Payments, Payments, str]:
    """Money of two sources; of one two households are paid and one payment comes back."""
    own, gift = Payments(county), Payments(county)
    gift.fund_id = county.fund(500_000, source="local")
    batch = own.dispatched([*own.approved(2), *own.approved(1, "medical")])
    own.said(batch)
    assert own.act("checker-1", own.payout(batch), "return", BACK).status == 200
    gift.approved(1)  # set aside, and not paid
    return own, gift, batch


def figures(told: Any) -> tuple[int, int, int]:
    return told["opening_fen"], told["in_fen"] - told["out_fen"], told["closing_fen"]


def test_the_tables_add_up_to_the_funds_to_the_fen(county: County) -> None:
    own, gift, _ = played(county)
    funds = county.get("finance", "/v1/funds")["items"]
    held = {one["id"]: one["available_fen"] + one["committed_fen"] for one in funds}
    told = county.get("finance", f"{BALANCES}?from=2026-01-01&to=2026-12-31")
    assert {one["fund_id"]: one["closing_fen"] for one in told["funds"]} == held
    for one in (*told["funds"], *told["sources"], told["total"]):
        opening, moved, closing = figures(one)
        assert opening + moved == closing
    assert told["total"]["closing_fen"] == sum(held.values())
    assert sum(one["closing_fen"] for one in told["sources"]) == sum(held.values())
    roads = {one["fund_id"]: one["movements"] for one in told["funds"]}
    assert [one["kind"] for one in roads[gift.fund_id]] == ["allocate"]
    before = county.get("finance", f"{BALANCES}?from=2025-01-01&to=2025-12-31")["total"]
    after = county.get("finance", f"{BALANCES}?from=2027-01-01&to=2027-12-31")["total"]
    assert (before["closing_fen"], after["opening_fen"]) == (0, sum(held.values()))

    year = county.get("finance", f"{FUNDS}?year=2026")
    tables = {one["source"]: one for one in year["tables"]}
    assert set(tables) == {"union", "local"}
    for source, table in tables.items():
        mine = [one for one in funds if one["source"] == source]
        assert table["used_fen"] == sum(one["disbursed_fen"] for one in mine)
        assert table["raised_fen"] == sum(one["allocated_fen"] for one in mine)
        assert table["closing_fen"] == sum(held[one["id"]] for one in mine)
        assert table["total"]["amount_fen"] == table["used_fen"]
        assert sum(one["amount_fen"] for one in table["groups"]) == table["used_fen"]
    warmth, support = tables["union"]["groups"]
    paid = own.fund["disbursed_fen"]
    assert warmth["amount_fen"] + support["amount_fen"] == paid
    both = warmth["person_times"] + support["person_times"]
    assert (both, tables["union"]["total"]["households"]) == (2, 2)  # the third came back
    for group in (warmth, support):
        for part in ("programmes", "categories", "sexes"):
            assert sum(one["amount_fen"] for one in group[part]) == group["amount_fen"]


def test_a_quarter_is_that_quarter_and_tables_are_files(sqlite_county: County) -> None:
    county = sqlite_county
    played(county)
    quarters = [county.get("finance", f"{FUNDS}?year=2026&quarter={q}").body for q in (1, 2, 3, 4)]
    assert [(one["from"], one["to"]) for one in quarters] == [
        ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30"), ("2026-07-01", "2026-09-30"),
        ("2026-10-01", "2026-12-31"),
    ]  # fmt: skip
    used = [sum(t["used_fen"] for t in one["tables"]) for one in quarters]
    year = county.get("finance", f"{FUNDS}?year=2026").body
    assert sum(used) == sum(t["used_fen"] for t in year["tables"]) > 0
    assert used == [sum(used), 0, 0, 0]  # all was paid in March
    assert county.get("finance", FUNDS).body == year  # this year unless said
    half = county.get("finance", f"{FUNDS}?year=2026&half=2").body
    assert (half["from"], half["to"]) == ("2026-07-01", "2026-12-31")
    for bad in ("?year=2026&half=1&quarter=1", "?quarter=5"):
        assert county.get("finance", f"{FUNDS}{bad}").status == 422
    book = read_table(county.get("finance", "/v1/exports/fund-report?year=2026").body, "xlsx")
    assert [sheet.name for sheet in book.sheets] == ["市、县财政", "工会经费"]
    text = county.get("finance", "/v1/exports/fund-report?year=2026&format=csv").body
    rows = list(csv.DictReader(StringIO(text.lstrip("\ufeff"))))
    totals = [row["金额（元）"] for row in rows if row["类别"] == "总计"]
    assert round(sum(map(float, totals)) * 100) == sum(used)
    assert county.get("clerk-1", f"{FUNDS}?year=2026").status == 403
    second_account(county, "auditor-there", "outsider-clerk-1", "auditor", "360723")
    assert county.get("auditor-there", f"{FUNDS}?year=2026")["tables"] == []
    assert county.get("auditor-there", BALANCES)["funds"] == []


def test_a_payment_order_tells_who_did_what_from_which_money(sqlite_county: County) -> None:
    county = sqlite_county
    own, _, _ = played(county)
    page = county.get("finance", "/v1/payment-orders?limit=2")
    rest = county.get("finance", f"/v1/payment-orders?after={page['next']}")
    orders = [*page["items"], *rest["items"]]
    feed = county.get("finance", "/v1/payouts")["items"]
    assert [one["payout_id"] for one in orders] == [one["id"] for one in feed]
    assert [one["audit_number"] for one in orders] == [one["audit_number"] for one in feed]
    vouchers = {one["number"]: one for one in county.get("finance", "/v1/vouchers")["items"]}
    for order in orders:
        assert fen_of_words(order["amount_cn"]) == order["amount_fen"]
        assert order["payee"]["number"].startswith("*")
        assert len(order["purpose"]) <= 42
        assert order["appropriation_documents"] == ["信工发〔2026〕1号"]
        hands = {name: order[name]["officer"] for name in ("maker", "checker", "approver")}
        assert hands == {"maker": "maker-1", "checker": "checker-1", "approver": "approver-2"}
        assert vouchers[order["voucher_no"]]["payout_id"] == order["payout_id"]
        assert vouchers[order["voucher_no"]]["reversal_of"] == order["reversal_of"]
        assert order["fund_id"] == own.fund_id
    returned = [one for one in orders if one["state"] == "returned"]
    assert len(returned) == 1
    assert returned[0]["reversal_of"] in vouchers
    assert county.get("maker-1", "/v1/payment-orders").status == 403
    second_account(county, "auditor-there", "outsider-clerk-1", "auditor", "360723")
    assert county.get("auditor-there", "/v1/payment-orders")["items"] == []
    assert county.get("finance", "/v1/payment-orders?state=returned")["items"] == returned


def test_however_many_rows_the_same_few_statements(sqlite_county: County) -> None:
    county = sqlite_county
    played(county)
    one, three = (
        statements_of(county, f"/v1/payment-orders?limit={limit}") for limit in (1, 100)
    )  # fmt: skip
    assert one == three <= 16
    county.fund()
    begun = statements_of(county, f"{BALANCES}?from=2026-01-01&to=2026-12-31")
    for _ in range(3):
        county.fund()
    assert statements_of(county, f"{BALANCES}?from=2026-01-01&to=2026-12-31") <= begun + 2
    assert statements_of(county, f"{FUNDS}?year=2026") <= 40  # most of them look for two days
