"""The walk of tests/workflows/test_no_way_around.py rests on what one call fires together: here the
log of a case that goes through everything says the same, and nowhere is the case in a world that the
walk does not know."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from sqlalchemy import text

from tests.bank_steps import answer_csv, said_of, uploaded
from tests.county import County, account_number
from tests.payments import Payments
from tests.workflows.composed import CALLS, House, walk
from workflows.path import plain
from workflows.stage import Stage

TABLES = ("application", "payout", "payment_batch")
PAID = frozenset({"application", "payout"})
"""What the bank's word settles by itself; the batch is settled besides."""
Fired = dict[str, str]


def fired_in_each_call(county: County) -> Iterator[Fired]:
    """What every request fired in each table, as the entries say; one case, so one row a table."""
    calls: dict[str, Fired] = defaultdict(dict)
    with county.house.transactions.engine.connect() as connection:
        rows = connection.execute(text("SELECT entry FROM audit_entry ORDER BY number")).all()
    for row in rows:
        told = json.loads(bytes(row.entry))
        kind, rule = told["obj"]["t"], told.get("dec", {}).get("rule", "")
        if kind in TABLES and "--" in rule:
            calls[told["req"]["rid"]][kind] = rule.split("--")[1]
    yield from calls.values()


@cache
def known_worlds(path: tuple[Stage, ...]) -> frozenset[tuple[str, str | None, str | None]]:
    worlds = walk(House.of(path, 6)).worlds
    return frozenset((plain(one.application), one.payout, one.batch) for one in worlds)


class Case:
    """One application on its way through everything that can happen to a payment."""

    def __init__(self, county: County) -> None:
        self.county, self.payments = county, Payments(county)
        (self.id,) = self.payments.approved(1)
        self.path = f"/v1/applications/{self.id}"
        self.batch: str | None = None
        self.worlds: list[tuple[str, str | None, str | None]] = []
        self.looked()

    def looked(self) -> None:
        county = self.county
        told = county.get("auditor-1", "/v1/payouts?limit=100")["items"]
        live = next((one for one in told if one["state"] != "cancelled"), None)
        in_batch = live is not None and live["batch_id"] is not None
        batch = county.get("maker-1", str(self.batch))["state"] if in_batch else None
        state = county.get("auditor-1", self.path)["state"]
        self.worlds.append((state, live["state"] if live else None, batch))

    def acted(self, who: str, path: str, action: str, **body: object) -> None:
        told = self.county.act(who, path, action, body or None)
        assert told.status == 200, told.body
        self.looked()

    def made(self) -> None:
        self.batch = self.payments.made([self.id])
        self.looked()

    def sent(self) -> None:
        """Made, submitted, released, dispatched."""
        self.made()
        for who, action in (
            ("maker-1", "submit"),
            ("checker-1", "release"),
            ("checker-1", "dispatch"),
        ):
            self.acted(who, str(self.batch), action)

    def filed(self, outcome: str) -> None:
        """The bank's word in a file, brought by the maker and applied by the checker."""
        line = self.payments.lines(str(self.batch))[0]
        plan = uploaded(self.payments, str(self.batch), answer_csv(said_of(line, outcome)))
        told = self.county.act("checker-1", plan.headers["Location"], "apply")
        assert told.status == 200, told.body
        self.looked()

    def found(self, finding: str) -> None:
        self.acted("checker-1", self.payout, "resolve", finding=finding, reason="已向银行核实")

    def again(self) -> None:
        self.acted("maker-1", self.payout, "reissue", reason="再发", payee=None)
        self.sent()

    def said(self, outcome: str) -> None:
        assert self.payments.said(str(self.batch), outcome) == ["applied"]
        self.looked()

    @property
    def payout(self) -> str:
        return self.payments.payout(str(self.batch))


def test_the_log_of_a_case_that_goes_through_everything_is_known_to_the_walk(
    county: County,
) -> None:
    case = Case(county)
    case.made()
    case.acted("maker-1", str(case.batch), "submit")
    case.acted("checker-1", str(case.batch), "return", opinion="请核对")
    case.acted("maker-1", str(case.batch), "cancel", opinion="作废")
    case.sent()
    case.said("unknown")
    case.said("failed")
    name = county.get("auditor-1", case.path)["payee"]["name"]
    payee = {"name": name, "number": account_number(), "bank": "农行信丰支行"}
    payout = case.payout
    case.acted("maker-1", payout, "reissue", reason="账号已更正", payee=payee)
    case.acted("approver-3", payout, "confirm-payee", opinion="已核对")
    case.sent()
    case.said("paid")
    occurred = {"occurred_at": "2026-03-21T10:00:00+08:00"}
    case.acted("checker-1", payout, "return", reason="退汇", bank_serial="R-1", **occurred)
    case.again()
    case.filed("处理中")
    case.filed("失败")
    case.again()
    case.found("not_paid")
    case.again()
    case.filed("成功")
    case.acted("checker-1", payout, "return", reason="退汇", bank_serial="R-2", **occurred)
    case.again()
    case.found("paid")
    case.acted("checker-1", payout, "return", reason="退汇", bank_serial="R-3", **occurred)
    case.acted("maker-1", payout, "reissue", reason="再发", payee=None)
    case.acted("approver-2", payout, "cancel", opinion="无法发放")

    known = [dict(call) for call in CALLS.values()]
    seen = []
    for fired in fired_in_each_call(county):
        settled = {k: v for k, v in fired.items() if not v.startswith("settle") or k in PAID}
        assert settled in known or (len(settled) == 1 and "application" in settled), fired
        seen.append(settled)
    assert [name for name, call in CALLS.items() if dict(call) not in seen] == []

    path = tuple(Stage.from_dict(stage) for stage in county.get("auditor-1", case.path)["path"])
    assert [world for world in case.worlds if world not in known_worlds(path)] == []
    assert case.worlds[-1] == ("lapsed", None, None)
