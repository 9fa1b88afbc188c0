"""The steps of payment that many tests share, each made of nothing but calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from service.store.people import Appointed, Officer, Union
from service.store.personal import Personal
from service.unit_of_work import Answer, UnitOfWork
from tests.county import County, Reply
from workflows.actor import SYSTEM

__all__ = ["Payments", "second_account"]

SINCE = date(2020, 1, 1)


def second_account(county: County, name: str, of: str, role: str, union: str = "360722") -> str:
    """A second account of the person behind ``of``, written straight into the rows: nobody can
    appoint one person to roles that exclude each other, yet the deed itself must refuse too."""

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = SYSTEM
        at = uow.session.get_one(Union, union)
        officer = uow.add(
            Officer(
                id=name, name=Personal.of("某"), union=at.id, union_path=at.path,
                person_id=uow.session.get_one(Officer, of).person_id,
            )
        )  # fmt: skip
        officer.appointments.append(
            Appointed(
                id=uow.new_id(), officer_id=name, role=role, union=at.id, level=at.level,
                union_path=at.path, starts_on=SINCE,
            )
        )  # fmt: skip
        uow.record("officer.create", officer)
        return lambda: Answer(200, {})

    county.house.transactions.write(work)
    return name


class Payments:
    """A fund with money, and what is paid from it."""

    def __init__(self, county: County, amount_fen: int = 20_000_000) -> None:
        self.county = county
        self.fund_id = county.fund(amount_fen)

    @property
    def fund(self) -> Reply:
        return self.county.get("fund-1", f"/v1/funds/{self.fund_id}")

    def figures(self) -> tuple[int, int, int, int]:
        """Available, committed, disbursed, returned."""
        fund = self.fund
        names = ("available_fen", "committed_fen", "disbursed_fen", "returned_fen")
        available, committed, disbursed, returned = (fund[name] for name in names)
        return available, committed, disbursed, returned

    def approved(self, count: int = 1, programme: str = "warmth", **more: Any) -> list[str]:
        """The ids of approved applications of as many households, after one notice."""
        county = self.county
        paths = [county.reviewed_application(programme, **more) for _ in range(count)]
        county.passed_notice(*paths)
        for path in paths:
            approved = county.approve(path, self.fund_id)
            assert approved["state"] == "approved", approved.body
        return [path.rpartition("/")[2] for path in paths]

    def total_fen(self, ids: list[str]) -> int:
        county = self.county
        return sum(county.get("clerk-1", f"/v1/applications/{one}")["award_fen"] for one in ids)

    def form(self, ids: list[str], **more: Any) -> dict[str, Any]:
        control = {"count": len(ids), "total_fen": self.total_fen(ids)}
        return {"fund_id": self.fund_id, "application_ids": ids, "control": control, **more}

    def make(self, ids: list[str], who: str = "maker-1", **more: Any) -> Reply:
        return self.county.post(
            who, "/v1/payment-batches", self.form(ids, **more), key=self.county.new_key()
        )

    def made(self, ids: list[str]) -> str:
        """The path of a batch of these applications."""
        batch = self.make(ids)
        assert batch.status == 201, batch.body
        return batch.headers["Location"]

    def act(self, who: str, path: str, action: str, body: Any = None, **more: Any) -> Reply:
        return self.county.act(who, path, action, body, **more)

    def released(self, ids: list[str]) -> str:
        path = self.made(ids)
        assert self.act("maker-1", path, "submit")["state"] == "submitted"
        assert self.act("checker-1", path, "release")["state"] == "released"
        return path

    def dispatched(self, ids: list[str]) -> str:
        path = self.released(ids)
        assert self.act("checker-1", path, "dispatch")["state"] == "dispatched"
        return path

    def lines(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.county.get("maker-1", path)["lines"]
        return found

    def result(self, reference: str, outcome: str = "paid", **more: Any) -> dict[str, Any]:
        return {
            "reference": reference,
            "outcome": outcome,
            "failure_code": "1" if outcome == "failed" else None,
            "bank_serial": f"S-{reference}",
            "occurred_at": "2026-03-20T10:00:00+08:00",
            **more,
        }

    def bank(self, path: str, *results: dict[str, Any], who: str = "bank", **more: Any) -> Reply:
        form = {"batch_id": path.rpartition("/")[2], "results": list(results)}
        more.setdefault("key", self.county.new_key())
        return self.county.post(who, "/v1/bank-results", form, **more)

    def said(self, path: str, outcome: str = "paid", **more: Any) -> list[str]:
        """The bank says the same of every line; what became of each word."""
        results = [self.result(one["reference"], outcome, **more) for one in self.lines(path)]
        return [line["result"] for line in self.bank(path, *results)["lines"]]

    def payout(self, path: str, line: int = 0) -> str:
        """The path of the payout in a line of a batch."""
        return f"/v1/payouts/{self.lines(path)[line]['payout_id']}"

    def state_of(self, application_id: str) -> str:
        return str(self.county.get("clerk-1", f"/v1/applications/{application_id}")["state"])
