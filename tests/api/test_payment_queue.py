"""/v1/payment-queue: everything that has not arrived, with its age, its reasons and its next step."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.counted import counted
from tests.county import County, account_number, identity_number
from tests.payments import Payments

QUEUE = "/v1/payment-queue"
SUMS = "/v1/reports/undistributed"


def queued(county: County, query: str = "") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = county.get("auditor-1", f"{QUEUE}{query}")["items"]
    return items


def test_what_has_not_arrived_stands_in_the_queue_until_it_has(county: County) -> None:
    payments = Payments(county)
    failed, unknown, returned, paid, waiting = payments.approved(5)
    batches = {}
    for one, outcome in ((failed, "failed"), (unknown, "unknown"), (paid, "paid")):
        batches[one] = payments.dispatched([one])
        payments.said(batches[one], outcome)
    batches[returned] = payments.dispatched([returned])
    payments.said(batches[returned])
    back = {"reason": "退汇", "bank_serial": "R1", "occurred_at": "2026-03-25T09:00:00+08:00"}
    county.act("checker-1", payments.payout(batches[returned]), "return", back)
    payments.made([waiting])
    county.days_later(12)
    items = queued(county)
    told = [(item["application_id"], item["state"], item["step"]) for item in items]
    assert told == [
        (failed, "failed", "correct_account"), (unknown, "unknown", "ask_bank"),
        (returned, "returned", "reissue_or_cancel"), (waiting, "pending", "submit_batch"),
    ]  # fmt: skip
    first = items[0]
    assert (first["age_days"], first["failure"]) == (12, "户名与账号不符")
    assert date.fromisoformat(first["since"]) == date.fromordinal(county.today().toordinal() - 12)
    assert first["owing"] == {"union": "360722001", "roles": ["clerk", "payment_maker"]}
    assert first["holds"] == []
    assert county.get("finance", f"{QUEUE}?limit=1")["has_more"] is True
    assert [one["state"] for one in queued(county, "?state=unknown")] == ["unknown"]
    sums = county.get("finance", SUMS)
    assert (sums["count"], sums["amount_fen"]) == (4, 4 * 30_000)
    assert {(line["state"], line["age"], line["count"]) for line in sums["lines"]} == {
        (state, "d30", 1) for state in ("failed", "unknown", "returned", "pending")
    }
    assert (
        payments.figures()[1] == 3 * 30_000
    )  # what was returned is free, the other three are set aside


def test_a_page_takes_the_same_statements_however_long_it_is(sqlite_county: County) -> None:
    payments, count = Payments(sqlite_county), []
    for _ in range(2):
        payments.made(payments.approved(2))
        with counted(sqlite_county) as statements:
            assert queued(sqlite_county)
        count.append(len(statements))
    assert count[0] == count[1] <= 20


@pytest.mark.parametrize("who", ["clerk-1", "reviewer-1", "bank", "security-1"])
def test_the_queue_is_for_those_who_pay_or_check(sqlite_county: County, who: str) -> None:
    assert sqlite_county.get(who, QUEUE).status == 403
    assert sqlite_county.get("outsider-approver-1", QUEUE)["items"] == []


def test_what_is_overdue_is_told_by_the_term_of_payment(sqlite_county: County) -> None:
    county = sqlite_county
    terms = {
        "programme": "supervision", "union": "360722", "in_force_from": "2020-01-01",
        "within": {"payment": {"working_days": 5}},
    }  # fmt: skip
    county.adopt(terms)
    payments = Payments(county)
    payments.made(payments.approved())
    assert queued(county, "?overdue=true") == []
    county.days_later(14)
    (item,) = queued(county, "?overdue=true")
    assert (item["overdue"], item["age_working_days"]) == (True, 10)
    assert queued(county, "?overdue=false") == []


def guardian_paid(county: County) -> tuple[Payments, str, str]:
    """A minor of the household is aided, and the worker paid for them: the batch and the file."""
    child = {
        "name": "李小明", "identity_number": identity_number(date(2008, 3, 20)), "relation": "20",
        "student": True,
    }  # fmt: skip
    file = county.active_file(members=[child])
    member = next(one["id"] for one in file["members"] if one["name"] == "李小明")
    payee = {"name": "李梅", "number": account_number(), "bank": "中国银行信丰支行"}
    path = county.reviewed_application(file=file, beneficiary={"member_id": member}, payee=payee)
    county.passed_notice(path)
    payments = Payments(county)
    assert county.approve(path, payments.fund_id)["state"] == "approved"
    return payments, path.rpartition("/")[2], file["id"]


def test_a_guardian_is_not_paid_for_whoever_has_come_of_age(sqlite_county: County) -> None:
    county = sqlite_county
    payments, one, _ = guardian_paid(county)
    batch = payments.made([one])
    payments.act("maker-1", batch, "submit")
    assert queued(county)[0]["holds"] == []
    county.days_later(30)
    (item,) = queued(county)
    assert [hold["code"] for hold in item["holds"]] == ["payee_left"]
    assert item["step"] == "clear_hold"
    refused = payments.act("checker-1", batch, "release")
    assert (refused.status, "payee_left" in refused.codes) == (422, True)
    assert payments.act("maker-1", batch, "cancel", {"opinion": "监护人不再适格"}).status == 200
    assert "payee_left" in payments.make([one]).codes
