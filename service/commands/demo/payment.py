"""Money: allocated, put into batches, sent, answered by a simulated bank, sent again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from service.bank.simulator.teller import Batch
from service.commands.demo.caller import Caller
from service.commands.demo.plan import FundPlan

__all__ = ["Gateway", "allocate", "pay", "payouts_of", "reissue"]

FUNDS: Final = "/v1/funds"
BATCHES: Final = "/v1/payment-batches"
PAYOUTS: Final = "/v1/payouts"


def allocate(call: Caller, plan: FundPlan) -> str:
    """The fund, made unless the seed has it, with its money. Its id."""
    found = {fund["code"]: fund["id"] for fund in call.all("fund-1", FUNDS)}
    if plan.code not in found:
        body = {"code": plan.code, "name": plan.name, "source": plan.source, "year": 2026}
        if plan.purpose is not None:
            body["purpose"] = dict(plan.purpose)
        found[plan.code] = call.create("fund-1", FUNDS, body)["id"]
    fund = str(found[plan.code])
    body = {"amount_fen": plan.allocated_fen, "document_number": plan.document}
    call.create("fund-1", f"{FUNDS}/{fund}/allocations", body)
    return fund


def pay(call: Caller, fund: str, ids: Sequence[str], total_fen: int) -> str:
    """制单 by one person, 复核放行 by another, sent. The id of the batch."""
    control = {"count": len(ids), "total_fen": total_fen}
    body = {"fund_id": fund, "application_ids": list(ids), "control": control}
    made = call.create("maker-1", BATCHES, body)
    path = f"{BATCHES}/{made['id']}"
    submitted = call.act("maker-1", path, "submit", made.etag)
    released = call.act("checker-1", path, "release", submitted.etag)
    call.act("checker-1", path, "dispatch", released.etag)
    return str(made["id"])


def payouts_of(call: Caller, batch: str) -> list[dict[str, Any]]:
    """Its lines, as the finance system reads them from the feed."""
    return [one for one in call.all("finance", PAYOUTS) if one["batch_id"] == batch]


def reissue(call: Caller, batch: str, application: str, payee: Mapping[str, str]) -> None:
    """The account was wrong: the maker names another, a second person has seen its card."""
    (payout,) = [one for one in payouts_of(call, batch) if one["application_id"] == application]
    path = f"{PAYOUTS}/{payout['id']}"
    reason = "账号不存在，本人更正收款账户"
    again = call.act("maker-1", path, "reissue", reason=reason, payee=dict(payee))
    call.act("approver-3", path, "confirm-payee", again.etag)


class Gateway:
    """The counter at which the bank is served: it calls as any bank gateway does."""

    def __init__(self, call: Caller) -> None:
        self._call = call

    def batches(self) -> Iterator[Batch]:
        for one in self._call.all("bank", BATCHES, state="dispatched"):
            yield Batch(one["id"], one["dispatched_at"][:10])

    def orders(self, batch: Batch) -> bytes:
        return self._call.text("bank", f"{BATCHES}/{batch.id}/instruction-file")

    def say(self, batch_id: str, results: Sequence[Mapping[str, Any]], key: str) -> None:
        body = {"batch_id": batch_id, "results": list(results)}
        self._call.post("bank", "/v1/bank-results", body, key=key)
