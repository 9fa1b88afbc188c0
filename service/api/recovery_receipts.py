"""/v1/recoveries/{id}/receipts: what comes back, written down by one person and confirmed by another."""

from __future__ import annotations

from typing import Any

from schemas.decision import Decision
from schemas.recovery import ReceiptForm, ReceiptWritten
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.payouts import PAYOUT_READERS
from service.api.recoveries import find_recovery
from service.api.recovery_views import receipt_view
from service.store.recovery import Recovery, RecoveryReceipt
from service.use_cases.receive_recovery import decide_receipt, record_receipt
from workflows.errors import NotFound
from workflows.recovery import RECOVERY

__all__: list[str] = []


def _told(one: Recovery, receipt: RecoveryReceipt) -> dict[str, Any]:
    return {**receipt_view(receipt), "recovery_id": one.id, "audit_number": one.number}


def _named(call: Call) -> RecoveryReceipt:
    for receipt in call.thing.receipts:
        if receipt.id == call.args["receipt_id"]:
            found: RecoveryReceipt = receipt
            return found
    raise NotFound


@endpoint(
    "POST", "/v1/recoveries/<id>/receipts", roles=RECOVERY.roles_for("record_receipt"),
    takes=ReceiptForm, gives=ReceiptWritten, finds=find_recovery, key=Key.REQUIRED, status=201,
)  # fmt: skip
def add_receipt(call: Call) -> Result:
    """登记退款 Write down what came in, by the bank's serial and the account it came from."""
    receipt = record_receipt(call.uow, call.thing, call.body)
    place = f"/v1/recoveries/{call.thing.id}/receipts/{receipt.id}"
    return Result(lambda: _told(call.thing, receipt), call.thing, place)


@endpoint(
    "GET", "/v1/recoveries/<id>/receipts/<receipt_id>", roles=PAYOUT_READERS, gives=ReceiptWritten,
    finds=find_recovery,
)  # fmt: skip
def get_receipt(call: Call) -> Result:
    """退款 One receipt."""
    receipt = _named(call)
    return Result(lambda: _told(call.thing, receipt), call.thing)


def _decided(call: Call, action: str) -> Result:
    receipt = _named(call)
    decide_receipt(call.uow, call.thing, receipt, action, call.body.get("opinion"))
    return Result(lambda: _told(call.thing, receipt), call.thing)


@endpoint(
    "POST", "/v1/recoveries/<id>/receipts/<receipt_id>/confirm",
    roles=RECOVERY.roles_for("confirm_receipt"), takes=Decision, gives=ReceiptWritten,
    finds=find_recovery, versioned=True, key=Key.REQUIRED, notes=frozenset({"body_optional"}),
)  # fmt: skip
def confirm_receipt(call: Call) -> Result:
    """复核入账 Confirm a receipt: its money is back with the fund it was paid from."""
    return _decided(call, "confirm_receipt")


@endpoint(
    "POST", "/v1/recoveries/<id>/receipts/<receipt_id>/strike",
    roles=RECOVERY.roles_for("strike_receipt"), takes=Decision, gives=ReceiptWritten,
    finds=find_recovery, versioned=True, key=Key.ACCEPTED, notes=frozenset({"body_optional"}),
)  # fmt: skip
def strike_receipt(call: Call) -> Result:
    """划销 Strike out a receipt that was written down by mistake."""
    return _decided(call, "strike_receipt")
