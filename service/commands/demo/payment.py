"""Money: allocated, put into batches, sent, answered by the bank, sent again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from service.commands.demo.caller import Caller
from service.commands.demo.plan import FundPlan

__all__ = ["allocate", "answer", "pay", "payouts_of", "reissue"]

FUNDS: Final = "/v1/funds"
BATCHES: Final = "/v1/payment-batches"
PAYOUTS: Final = "/v1/payouts"


def allocate(call: Caller, plan: FundPlan) -> str:
    """The fund, made unless the seed has it, with its money. Its id."""
    found = {fund["code"]: fund["id"] for fund in call.all("fund-1", FUNDS)}
    if plan.code not in found:
        body = {"code": plan.code, "name": plan.name, "source": plan.source, "year": 2026}
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


def answer(call: Caller, batch: str, day: date, failed: Mapping[str, str] | None = None) -> None:
    """The bank's word on every line; ``failed`` gives the failure code of an application."""
    results = []
    for place, payout in enumerate(payouts_of(call, batch), start=1):
        told = {
            "reference": payout["reference"],
            "outcome": "paid",
            "bank_serial": f"CCB{day:%Y%m%d}{place:06d}",
            "occurred_at": f"{day.isoformat()}T08:30:00+08:00",
        }
        code = (failed or {}).get(payout["application_id"])
        results.append({**told, "outcome": "failed", "failure_code": code} if code else told)
    call.post("bank", "/v1/bank-results", {"batch_id": batch, "results": results})


def reissue(call: Caller, batch: str, application: str, payee: Mapping[str, str]) -> None:
    """The account was wrong: the maker names another, a second person has seen its card."""
    (payout,) = [one for one in payouts_of(call, batch) if one["application_id"] == application]
    path = f"{PAYOUTS}/{payout['id']}"
    reason = "账号不存在，本人更正收款账户"
    again = call.act("maker-1", path, "reissue", reason=reason, payee=dict(payee))
    call.act("approver-3", path, "confirm-payee", again.etag)
