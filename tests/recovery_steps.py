"""The steps of recovery that several tests share, each made of nothing but calls."""

from __future__ import annotations

from typing import Any

from tests.county import County, Reply, account_number
from tests.payments import Payments

__all__ = ["OPINION", "confirmed", "paid", "propose", "receipt", "receive"]

OPINION = {"opinion": "经核实"}


def paid(payments: Payments) -> tuple[str, str]:
    """The id of a paid application, and the path of its payout."""
    (one,) = payments.approved()
    batch = payments.dispatched([one])
    payments.said(batch)
    return one, payments.payout(batch)


def propose(
    county: County, payout: str, amount_fen: int, who: str = "fund-1", **more: Any
) -> Reply:
    form = {
        "payout_id": payout.rpartition("/")[2], "amount_fen": amount_fen, "reason": "overpaid",
        "grounds": "核对后发现多发", **more,
    }  # fmt: skip
    return county.post(who, "/v1/recoveries", form, key=county.new_key())


def confirmed(county: County, payout: str, amount_fen: int, **more: Any) -> str:
    """The path of a recovery that approver-3 has confirmed."""
    made = propose(county, payout, amount_fen, **more)
    assert made.status == 201, made.body
    path = made.headers["Location"]
    assert county.act("approver-3", path, "confirm")["state"] == "confirmed"
    return path


def receipt(
    county: County, path: str, amount_fen: int, who: str = "fund-1", **more: Any
) -> Reply:  # fmt: skip
    form = {
        "amount_fen": amount_fen, "bank_serial": f"R{account_number()}",
        "received_on": county.today().isoformat(),
        "payer": {"name": "李梅", "number": account_number(), "bank": "中国银行信丰支行"}, **more,
    }  # fmt: skip
    return county.post(who, f"{path}/receipts", form, key=county.new_key())


def receive(county: County, path: str, amount_fen: int, who: str = "approver-3") -> Reply:
    """Written down by fund-1 and confirmed by another; the recovery afterwards."""
    made = receipt(county, path, amount_fen)
    assert made.status == 201, made.body
    place = f"{made.headers['Location']}/confirm"
    etag = county.get("auditor-1", path).etag
    told = county.post(who, place, OPINION, etag=etag, key=county.new_key())
    assert told.status == 200, told.body
    return county.get("auditor-1", path)
