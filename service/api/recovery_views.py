"""A recovery as answers tell it: what is owed, by when, what has come; accounts masked."""

from __future__ import annotations

from typing import Any

from service.api.masks import account_view
from service.store.recovery import Recovery, RecoveryReceipt
from service.unit_of_work import UnitOfWork
from service.use_cases.recovery_facts import due_day, owed_fen

__all__ = ["receipt_view", "recovery_view"]


def receipt_view(receipt: RecoveryReceipt) -> dict[str, Any]:
    return {
        "id": receipt.id,
        "state": receipt.state,
        "amount_fen": receipt.amount_fen,
        "bank_serial": receipt.bank_serial,
        "received_on": receipt.received_on.isoformat(),
        "payer": account_view(receipt.payer),
    }


def recovery_view(uow: UnitOfWork, one: Recovery) -> dict[str, Any]:
    day = due_day(uow, one)
    return {
        "id": one.id,
        "number": one.serial,
        "state": one.state,
        "union": one.union,
        "application_id": one.application_id,
        "payout_id": one.payout_id,
        "hardship_file_id": one.file_id,
        "programme": one.programme,
        "fund_id": one.fund_id,
        "reason": one.reason,
        "grounds": one.grounds.value,
        "amount_fen": one.amount_fen,
        "recovered_fen": one.recovered_fen,
        "owed_fen": owed_fen(one),
        "since": one.confirmed_on.isoformat() if one.confirmed_on else None,
        "due_on": day.isoformat() if day else None,
        "overdue": day is not None and day < uow.today,
        "instalments": one.instalments or [],
        "reminded_on": one.reminded_on.isoformat() if one.reminded_on else None,
        "referred_to": one.referred_to,
        "document_number": one.document_number,
        "receipts": [receipt_view(receipt) for receipt in one.receipts],
        "audit_number": one.number,
    }
