"""/v1/vouchers: every movement of money once, with its subjects and papers, and the ledger's own sums."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from typing import Any

from sqlalchemy import event

from service.sheets import read_table
from service.use_cases.seeded_editions import SEEDED_EDITIONS
from tests import recovery_steps
from tests.api.test_passing_down import fund_below, give
from tests.county import County
from tests.payments import Payments, second_account
from workflows.amount_in_words import fen_of_words

VOUCHERS = "/v1/vouchers"
BACK = {"reason": "退汇", "bank_serial": "R1", "occurred_at": "2026-03-25T09:00:00+08:00"}
SUBJECTS: dict[str, Any] = next(one for one in SEEDED_EDITIONS if one["programme"] == "accounting")


def told(county: County, more: str = "", who: str = "finance") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = county.get(who, f"{VOUCHERS}{more}")["items"]
    return items


def a_year_of_payments(county: County) -> Payments:
    """Two paid, one of them sent back by the bank."""
    payments = Payments(county)
    batch = payments.dispatched(payments.approved(2))
    payments.said(batch)
    assert payments.act("checker-1", payments.payout(batch), "return", BACK).status == 200
    return payments


def test_the_vouchers_add_up_to_the_ledger_and_name_their_papers(county: County) -> None:
    payments = a_year_of_payments(county)
    vouchers = told(county, f"?fund_id={payments.fund_id}")
    assert [one["kind"] for one in vouchers] == ["allocate", "disburse", "disburse", "return"]
    sums: Counter[str] = Counter()
    for one in vouchers:
        debit, credit = one["lines"]
        assert (debit["side"], credit["side"]) == ("debit", "credit")
        assert debit["amount_fen"] == credit["amount_fen"] == one["amount_fen"]
        assert fen_of_words(one["amount_cn"]) == one["amount_fen"]
        assert int(one["amount"].replace(".", "")) == one["amount_fen"]
        sums[one["kind"]] += one["amount_fen"]
    figures = payments.fund
    assert sums["allocate"] == figures["allocated_fen"]
    assert sums["disburse"] - sums["return"] == figures["disbursed_fen"]
    assert sums["return"] == figures["returned_fen"]
    came, first, second, back = vouchers
    assert came["lines"][1]["name"] == "上级补助收入（示例）"
    assert first["lines"][0]["name"] == "维权支出—送温暖（示例）"
    assert first["summary"].startswith("发放救助金 送温暖 A2026-")
    assert back["reversal_of"] in (first["number"], second["number"])
    assert back["lines"][0] == {**first["lines"][1], "side": "debit"}
    papers = {one["kind"]: one for one in first["attachments"]}
    assert papers["approval"]["number"] == "2026-3"
    assert len(papers["notice"]["sha256"]) == len(papers["instruction_file"]["sha256"]) == 64
    assert papers["bank_receipt"]["number"] == f"S-{first['reference']}"
    assert "李梅" not in str(vouchers)


def test_what_is_recovered_is_booked_back_and_names_what_was_paid(sqlite_county: County) -> None:
    payments = Payments(sqlite_county)
    _, payout = recovery_steps.paid(payments)
    path = recovery_steps.confirmed(sqlite_county, payout, 20_000)
    recovery_steps.receive(sqlite_county, path, 5_000)
    paid, back = told(sqlite_county, f"?fund_id={payments.fund_id}")[1:]
    assert (back["kind"], back["amount_cn"]) == ("recover", "伍拾元整")
    assert back["reversal_of"] == paid["number"]
    assert [line["code"] for line in back["lines"]] == [
        line["code"] for line in reversed(paid["lines"])
    ]
    assert back["attachments"][-1]["kind"] == "bank_receipt"
    assert back["bank_serial"].startswith("R")
    (order,) = sqlite_county.get("finance", "/v1/payment-orders")["items"]
    assert (order["voucher_no"], order["reversal_of"]) == (paid["number"], None)


def test_a_deed_on_two_funds_has_two_vouchers_that_each_keep_their_number(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    giver, taker = county.fund(1_000_000), fund_below(county)
    assert give(county, taker, giver).status == 201
    both = {one["fund_id"]: one for one in told(county)[-2:]}
    assert both[giver]["kind"] == "pass_down"
    assert both[giver]["lines"][0]["name"] == "补助下级支出（示例）"
    assert {one["number"].partition(".")[2] for one in both.values()} == {"", "2"}
    for fund, one in both.items():
        assert told(county, f"?fund_id={fund}")[-1] == one
    second_account(county, "auditor-below", "outsider-clerk-1", "auditor", "360722001")
    assert told(county, who="auditor-below") == [both[taker]]


def test_the_feed_goes_on_where_it_was_left_and_answers_for_a_month(sqlite_county: County) -> None:
    county = sqlite_county
    a_year_of_payments(county)
    every = told(county)
    page = county.get("finance", f"{VOUCHERS}?limit=2")
    assert page["has_more"] is True
    rest = told(county, f"?after={page['next']}")
    assert [*page["items"], *rest] == every
    assert county.get("finance", f"{VOUCHERS}?after={every[-1]['audit_number']}")["items"] == []
    month = int(every[0]["date"][5:7])
    assert told(county, f"?year=2026&month={month}")[0] == every[0]
    assert told(county, "?year=2025") == told(county, "?year=2027") == []
    assert told(county, "?year=2026") == every
    assert told(county, "?kind=return") == every[-1:]
    assert county.get("finance", f"{VOUCHERS}?month=3").status == 422
    assert county.get("outsider-approver-1", VOUCHERS).status == 403
    assert county.get("clerk-1", VOUCHERS).status == 403
    second_account(county, "auditor-there", "outsider-clerk-1", "auditor", "360723")
    assert told(county, who="auditor-there") == []


def test_a_later_edition_of_the_subjects_does_not_reach_back(sqlite_county: County) -> None:
    county = sqlite_county
    a_year_of_payments(county)
    before = told(county)
    own = {"code": "500101", "name": "维权支出"}
    last = {"debit": own, "credit": {"code": "1002", "name": "=银行存款"}}
    county.adopt({**SUBJECTS, "union": "360722", "in_force_from": "2026-01-01", "entries": [last]})
    assert told(county) == before
    county.fund()
    after = told(county)
    assert after[:-1] == before
    assert [line["code"] for line in after[-1]["lines"]] == ["500101", "1002"]
    file = county.get("finance", "/v1/exports/vouchers?format=csv").body
    lines = list(csv.DictReader(StringIO(file.lstrip("\ufeff"))))
    assert len(lines) == 2 * len(after)
    assert lines[-1]["科目名称"] == "'=银行存款"  # a spreadsheet runs nothing
    debits = sum(float(line["借方金额"] or 0) for line in lines)
    assert round(debits * 100) == sum(one["amount_fen"] for one in after)
    book = county.get("auditor-1", "/v1/exports/vouchers?limit=1")
    assert book.headers["X-Next-After"] == str(after[0]["audit_number"])
    (sheet,) = read_table(book.body, "xlsx").sheets
    assert [cell.text for cell in next(iter(sheet.lines)).cells][:2] == ["凭证号", "日期"]


def statements_of(county: County, path: str) -> int:
    """How many statements the answer takes."""
    heard: list[str] = []
    engine = county.house.transactions.engine

    def listen(_c: Any, _cursor: Any, words: str, *_: Any) -> None:
        heard.append(words)

    event.listen(engine, "before_cursor_execute", listen)
    assert county.get("finance", path).status == 200
    event.remove(engine, "before_cursor_execute", listen)
    return len(heard)


def test_however_many_vouchers_the_same_few_statements(sqlite_county: County) -> None:
    county = sqlite_county
    a_year_of_payments(county)
    one, two = (
        statements_of(county, f"{VOUCHERS}?kind=disburse&limit={limit}") for limit in (1, 100)
    )
    assert one == two
    assert statements_of(county, VOUCHERS) <= 16
