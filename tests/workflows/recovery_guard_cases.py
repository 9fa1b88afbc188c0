"""Where each guard of a recovery refuses, and what it shows: read by `test_guards`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.workflows.tables import TODAY, WELL
from workflows.facts import PaymentFacts
from workflows.payable import recovery_open
from workflows.recovery import (
    instalments_unfit,
    nothing_overdue,
    paid_back,
    partly_back,
    receipt_too_much,
    receipt_waiting,
    recovery_reason_unfit,
    recovery_received,
    recovery_too_much,
    written_off_above,
)
from workflows.recovery_facts import Instalment, RecoveryFacts
from workflows.table import Guard

__all__ = ["HOLDS_OF_RECOVERIES", "REFUSES_OF_RECOVERIES"]

KNOWN: RecoveryFacts = WELL["recovery"]
SOON, LATER = TODAY + timedelta(days=1), TODAY + timedelta(days=30)


def told(**changed: Any) -> Mapping[str, Any]:
    return {"recovery": replace(KNOWN, **changed)}


def plan(*parts: Any) -> Mapping[str, Any]:
    return told(plan=tuple(Instalment(day, fen) for day, fen in parts))


OWED = {"owed_fen": 30_000}

REFUSES_OF_RECOVERIES: dict[Guard, tuple[Any, ...]] = {
    recovery_too_much: (
        (told(room_fen=29_999), "recovery_too_much", {"amount_fen": 30_000, "room_fen": 29_999}),
        (told(asked_fen=0), "recovery_too_much", {"amount_fen": 0, "room_fen": 30_000}),
        (told(asked_fen=None), "recovery_too_much", {"amount_fen": None, "room_fen": 30_000}),
    ),
    recovery_reason_unfit: ((told(reason_holds=False), "recovery_reason_unfit", {}),),
    receipt_too_much: (
        (told(receipt_fen=30_001), "receipt_too_much", {"amount_fen": 30_001, **OWED}),
        (told(receipt_fen=None), "receipt_too_much", {"amount_fen": None, **OWED}),
    ),
    instalments_unfit: (
        (told(plan=None), "instalments_unfit", {"total_fen": 0, **OWED}),
        (plan((SOON, 29_999)), "instalments_unfit", {"total_fen": 29_999, **OWED}),
        (plan((TODAY, 30_000)), "instalments_unfit", {"total_fen": 30_000, **OWED}),
        (plan((LATER, 10_000), (SOON, 20_000)), "instalments_unfit",
         {"total_fen": 30_000, **OWED}),
        (plan((SOON, 10_000), (SOON, 20_000)), "instalments_unfit",
         {"total_fen": 30_000, **OWED}),
    ),
    nothing_overdue: ((told(overdue=False), "nothing_overdue", {}),),
    recovery_received: ((told(received=True), "recovery_received", {}),),
    receipt_waiting: ((told(waiting=True), "receipt_waiting", {}),),
    written_off_above: (
        (told(posts_there=("360722",)), "written_off_above", {"unions": ["360722"]}),
        (told(posts_there=None), "written_off_above", {"unions": []}),
    ),
    paid_back: (
        (told(left_fen=1), "paid_back", {"left_fen": 1}),
        (told(left_fen=None), "paid_back", {"left_fen": None}),
    ),
    partly_back: ((told(left_fen=0), "partly_back", {"left_fen": 0}),),
    recovery_open: (
        ({"payment": PaymentFacts("fund-1", "fund-1", recovering=True)}, "recovery_open", {}),
        ({"payment": None}, "recovery_open", {}),
    ),
}  # fmt: skip

HOLDS_OF_RECOVERIES: dict[Guard, tuple[Mapping[str, Any], ...]] = {
    recovery_too_much: (told(room_fen=30_000), told(room_fen=30_001)),
    recovery_reason_unfit: (told(),),
    receipt_too_much: (told(receipt_fen=1),),
    instalments_unfit: (plan((SOON, 10_000), (LATER, 20_000)),),
    nothing_overdue: (told(),),
    recovery_received: (told(),),
    receipt_waiting: (told(),),
    written_off_above: (told(),),
    paid_back: (told(),),
    partly_back: (told(left_fen=1),),
    recovery_open: ({"payment": PaymentFacts("fund-1", "fund-1")},),
}
