"""The books agree after everything; what is changed by hand is named, and stops every payment."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sqlalchemy import text

from service.use_cases.daily_ledger import DAILY_LEDGER
from service.use_cases.run_jobs import run_due_jobs
from tests.audit.hand import Hand
from tests.county import County, Reply
from tests.payments import Payments
from workflows.vocabulary import codes

REPORT = "/v1/reports/invariants"
BALANCE = (
    "UPDATE balance SET amount_fen = amount_fen + 1 WHERE account = 'available' AND fund_id = :fund"
)
PAYOUT = "UPDATE payout SET amount_fen = amount_fen + 1 WHERE fund_id = :fund AND state = 'paid'"
POSTING = (
    'INSERT INTO posting (made_by, line, fund_id, programme, "union", account, kind, amount_fen) '
    'SELECT made_by, line + 2, fund_id, programme, "union", account, kind, amount_fen FROM posting '
    "WHERE fund_id = :fund AND kind = 'disburse'"
)
"""A figure, the state of a case, and a movement that nobody made, with both its legs."""
BY_HAND = {
    BALANCE: {"balance_of_postings", "allocated_accounted"},
    PAYOUT: {"approved_accounted", "disbursed_cases"},
    POSTING: {"balance_of_postings", "committed_cases", "disbursed_cases"},
}


def by_hand(county: County, statement: str, fund: str) -> None:
    """With the owner's rights, which the service does not have."""
    hand = Hand(county.house.transactions.engine)
    with hand.engine.begin() as connection:
        assert connection.execute(text(statement), {"fund": fund}).rowcount > 0


def wrong(county: County, who: str = "auditor-1") -> list[dict[str, Any]]:
    told = county.get(who, f"{REPORT}?limit=200")
    assert told["holds"] == all(one["holds"] for one in told["items"])
    return [one for one in told["items"] if not one["holds"]]


def stopped(reply: Reply) -> set[str]:
    assert (reply.status, reply["type"]) == (409, "/problems/ledger-broken"), reply.body
    return {str(one["values"]["invariant"]) for one in reply["refusals"]}


def aloud(caplog: pytest.LogCaptureFixture) -> set[str]:
    """What lines of the log at ERROR name."""
    said = [one for one in caplog.records if one.name == "service.ledger"]
    assert {one.levelno for one in said} <= {logging.ERROR}
    return {vars(one)["invariant"] for one in said}


@pytest.mark.parametrize("statement", BY_HAND, ids=["balance", "payout", "posting"])
def test_books_that_contradict_themselves_stop_every_payment(
    county: County, statement: str, caplog: pytest.LogCaptureFixture
) -> None:
    payments = Payments(county)
    first, second, third, fourth = payments.approved(4)
    payments.said(payments.dispatched([first]))
    submitted, released = payments.made([second]), payments.released([third])
    payments.act("maker-1", submitted, "submit")
    assert wrong(county) == []
    by_hand(county, statement, payments.fund_id)
    names = BY_HAND[statement]
    told = wrong(county)
    assert {one["invariant"] for one in told} == names
    assert {(one["fund_id"], one["union"], one["year"]) for one in told} == {
        (payments.fund_id, "360722", 2026)
    }
    with caplog.at_level(logging.ERROR, logger="service.ledger"):
        assert stopped(payments.make([fourth])) == names
        assert stopped(payments.act("checker-1", submitted, "release")) == names
        assert stopped(payments.act("checker-1", released, "dispatch")) == names
        assert aloud(caplog) == names
        caplog.clear()
        run_due_jobs(county.house.transactions, DAILY_LEDGER)
        assert aloud(caplog) == names
    assert county.get("checker-1", released)["state"] == "released"
    other = Payments(county)
    assert other.make(other.approved()).status == 201  # of another fund everything goes on


def test_every_road_a_payment_can_take_leaves_the_books_agreeing(sqlite_county: County) -> None:
    county = sqlite_county
    payments = Payments(county)
    paid, failed, returned, given_up = payments.approved(4)
    batch = payments.dispatched([paid, failed, returned, given_up])
    words = {failed: "failed", given_up: "failed"}
    county_lines = payments.lines(batch)
    results = [
        payments.result(one["reference"], words.get(one["application_id"], "paid"))
        for one in county_lines
    ]
    payments.bank(batch, *results)
    assert wrong(county) == []
    of = {one["application_id"]: f"/v1/payouts/{one['payout_id']}" for one in county_lines}
    back = {"reason": "退汇", "bank_serial": "R", "occurred_at": "2026-03-21T10:00:00+08:00"}
    assert payments.act("checker-1", of[returned], "return", back).status == 200
    assert wrong(county) == []
    reissue = {"reason": "重发", "payee": None}
    assert payments.act("maker-1", of[returned], "reissue", reissue).status == 200
    assert payments.act("approver-2", of[given_up], "cancel", {"opinion": "放弃"}).status == 200
    told = county.get("finance", f"{REPORT}?source=union&year=2026&programme=warmth&union=360722")
    assert told["holds"]
    assert {one["invariant"] for one in told["items"]} <= set(codes("ledger_invariant"))
    payments.said(payments.dispatched([returned]))
    assert wrong(county) == []
    lines = county.get("finance", "/v1/reports/ledger?union=360722&year=2026")["items"]
    whole, warmth = lines
    assert (whole["programme"], warmth["programme"]) == (None, "warmth")
    assert (whole["allocated_fen"], whole["available_fen"]) == (20_000_000, 19_910_000)
    assert (warmth["allocated_fen"], warmth["available_fen"]) == (None, None)
    for name, fen in (("approved", 5), ("committed", 1), ("disbursed", 2), ("returned", 1)):
        assert warmth[f"{name}_fen"] == fen * 30_000, name
    assert warmth["cancelled_fen"] == 30_000
    assert county.get("finance", "/v1/reports/ledger?programme=medical")["items"] == []


@pytest.mark.parametrize("who", ["clerk-1", "maker-1", "checker-1", "bank", "security-1"])
def test_the_reports_of_the_ledger_are_not_for_everybody(sqlite_county: County, who: str) -> None:
    for report in (REPORT, "/v1/reports/ledger"):
        assert sqlite_county.get(who, report).status == 403


def test_a_neighbour_sees_none_of_it(sqlite_county: County) -> None:
    sqlite_county.fund()
    for report in (REPORT, "/v1/reports/ledger"):
        assert sqlite_county.get("outsider-approver-1", report)["items"] == []
