"""Every call that moves money, each with what has to be there before it: one row a step.

A new call that moves money is one more row of ``STEPS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.county import account_number
from tests.races.racers import Shot
from tests.reliability.stock import AWARD_FEN, MEETING, Stock

__all__ = ["STEPS", "Step"]

BACK = {"reason": "退汇", "occurred_at": "2026-03-25T09:00:00+08:00"}
AGAIN = {"reason": "账号更正", "payee": None}
OPINION = {"opinion": "同意"}


@dataclass(frozen=True)
class Step:
    """``ready`` brings a case to where the call is right, and answers with the call."""

    name: str
    ready: Callable[[Stock], Shot]


def _post(stock: Stock, who: str, path: str, body: Any, **headers: str) -> Shot:
    return Shot(who, "POST", path, body, {"Idempotency-Key": stock.county.new_key(), **headers})


def _act(stock: Stock, who: str, path: str, action: str, body: Any) -> Shot:
    """On what exists, at the version it has now."""
    etag = stock.county.get("auditor-1", path).etag
    return _post(stock, who, f"{path}/{action}", body, **{"If-Match": etag})


def _open_fund(stock: Stock) -> Shot:
    form = {"code": stock.county.new_key(), "name": "本级", "source": "union", "year": 2026}
    return _post(stock, "fund-1", "/v1/funds", form)


def _allocate(stock: Stock) -> Shot:
    form = {"amount_fen": 1_000, "document_number": "信工发〔2026〕2号"}
    return _post(stock, "fund-1", f"/v1/funds/{stock.payments.fund_id}/allocations", form)


def _approve(stock: Stock) -> Shot:
    (one,) = stock.waiting(1)
    body = {**OPINION, "meeting_number": "2026-3", "fund_id": stock.payments.fund_id}
    return _act(stock, "approver-2", f"/v1/applications/{one}", "approve", body)


def _decide(count: int, stock: Stock) -> Shot:
    body = {
        **MEETING, "application_ids": stock.waiting(count), "fund_id": stock.payments.fund_id,
    }  # fmt: skip
    return _post(stock, "approver-2", "/v1/application-decisions", body)


def _lapse(stock: Stock) -> Shot:
    path = f"/v1/applications/{stock.published()}"
    return _act(stock, "approver-1", path, "lapse", {"opinion": "本人放弃"})


def _make(count: int, stock: Stock) -> Shot:
    form = {
        "fund_id": stock.payments.fund_id, "application_ids": stock.approved(count),
        "control": {"count": count, "total_fen": count * AWARD_FEN},
    }  # fmt: skip
    return _post(stock, "maker-1", "/v1/payment-batches", form)


def _submitted(stock: Stock) -> str:
    path = stock.payments.made(stock.approved(2))
    stock.payments.act("maker-1", path, "submit")
    return path


def _moved(where: Callable[[Stock], str], who: str, action: str, stock: Stock) -> Shot:
    return _act(stock, who, where(stock), action, {"opinion": "核对后办理"})


def _drafted(stock: Stock) -> str:
    return stock.payments.made(stock.approved(2))


def _released(stock: Stock) -> str:
    return stock.payments.released(stock.approved(2))


def _bank_says(outcome: str, count: int, stock: Stock) -> Shot:
    payments = stock.payments
    batch = payments.dispatched(stock.approved(count))
    results = [payments.result(line["reference"], outcome) for line in payments.lines(batch)]
    return _says(stock, batch, results)


def _says(stock: Stock, batch: str, results: list[dict[str, Any]]) -> Shot:
    form = {"batch_id": batch.rpartition("/")[2], "results": results}
    return _post(stock, "bank", "/v1/bank-results", form)


def _contradicts(stock: Stock) -> Shot:
    """Paid, and then failed: kept for a person."""
    batch = stock.payments.dispatched(stock.approved(1))
    stock.payments.said(batch)
    reference = stock.payments.lines(batch)[0]["reference"]
    return _says(stock, batch, [stock.payments.result(reference, "failed")])


def _payout(outcome: str, stock: Stock) -> str:
    """The path of a payout of which the bank said this; it may have come back then."""
    payments = stock.payments
    batch = payments.dispatched(stock.approved(1))
    payments.said(batch, "failed" if outcome == "failed" else "paid")
    path = payments.payout(batch)
    if outcome == "returned":
        payments.act("checker-1", path, "return", _came_back(stock))
    return path


def _came_back(stock: Stock) -> dict[str, Any]:
    return {**BACK, "bank_serial": stock.county.new_key()}


def _new_payee(stock: Stock) -> dict[str, Any]:
    payee = {"name": "李梅", "number": account_number(), "bank": "中国银行信丰支行"}
    return {**AGAIN, "payee": payee}


def _reissue(outcome: str, form: Callable[[Stock], Any], stock: Stock) -> Shot:
    return _act(stock, "maker-1", _payout(outcome, stock), "reissue", form(stock))


def _confirm(stock: Stock) -> Shot:
    path = _payout("failed", stock)
    stock.payments.act("maker-1", path, "reissue", _new_payee(stock))
    return _act(stock, "approver-2", path, "confirm-payee", OPINION)


def _make_again(stock: Stock) -> Shot:
    path = _payout("failed", stock)
    stock.payments.act("maker-1", path, "reissue", AGAIN)
    form = {
        "fund_id": stock.payments.fund_id,
        "application_ids": [stock.county.get("auditor-1", path)["application_id"]],
        "control": {"count": 1, "total_fen": AWARD_FEN},
    }
    return _post(stock, "maker-1", "/v1/payment-batches", form)


def _return(stock: Stock) -> Shot:
    return _act(stock, "checker-1", _payout("paid", stock), "return", _came_back(stock))


def _cancel(outcome: str, stock: Stock) -> Shot:
    return _act(stock, "approver-1", _payout(outcome, stock), "cancel", {"opinion": "不再发放"})


STEPS = (
    Step("open a fund", _open_fund),
    Step("allocate", _allocate),
    Step("approve", _approve),
    Step("decide on three", partial(_decide, 3)),
    Step("lapse", _lapse),
    Step("make a batch", partial(_make, 1)),
    Step("make a batch of twenty-five", partial(_make, 25)),
    Step("submit", partial(_moved, _drafted, "maker-1", "submit")),
    Step("release", partial(_moved, _submitted, "checker-1", "release")),
    Step("dispatch", partial(_moved, _released, "checker-1", "dispatch")),
    Step("send a batch back", partial(_moved, _submitted, "checker-1", "return")),
    Step("cancel a batch", partial(_moved, _drafted, "maker-1", "cancel")),
    Step("the bank paid", partial(_bank_says, "paid", 2)),
    Step("the bank could not", partial(_bank_says, "failed", 1)),
    Step("the bank does not know", partial(_bank_says, "unknown", 1)),
    Step("the bank contradicts itself", _contradicts),
    Step("reissue", partial(_reissue, "failed", lambda _stock: AGAIN)),
    Step("reissue to another account", partial(_reissue, "failed", _new_payee)),
    Step("reissue what came back", partial(_reissue, "returned", lambda _stock: AGAIN)),
    Step("confirm the account", _confirm),
    Step("make a batch again", _make_again),
    Step("money comes back", _return),
    Step("give a failed payout up", partial(_cancel, "failed")),
    Step("give a returned payout up", partial(_cancel, "returned")),
)  # fmt: skip
