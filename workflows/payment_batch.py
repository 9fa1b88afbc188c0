"""The table of a payment batch: made by one person, released by another, sent, settled.

A batch leaves by two hands (会计法 art. 25: recorder, approver, handler and custodian differ), and
every line is asked again at each step (design.md §7). Nothing that has been sent can be cancelled.
"""

from __future__ import annotations

from typing import Final

from workflows import fund_guards, guards
from workflows.path import PERSON
from workflows.paying import CHECKER, MAKER
from workflows.table import Row, Table

__all__ = ["LINE_ASKED", "PAYMENT_BATCH"]

_LINES = (*PERSON, guards.lines_fit, fund_guards.ledger_broken)
GATEWAY = frozenset({"bank_gateway"})

PAYMENT_BATCH = Table(
    name="payment_batch",
    initial="draft",
    final=frozenset({"settled", "cancelled"}),
    rows=(
        Row("draft", "submit", "submitted", MAKER, _LINES, money=True, duty="make"),
        Row("submitted", "release", "released", CHECKER, _LINES, money=True, duty="release"),
        Row("released", "dispatch", "dispatched", CHECKER, _LINES, money=True, duty="release"),
        Row("dispatched", "settle", "settled", GATEWAY, money=True, door=False),
        Row(
            "dispatched", "settle_by_hand", "settled", CHECKER, PERSON, money=True, duty="release",
            door=False,
        ),
        *(
            Row(
                state, "return", "draft", CHECKER, PERSON, opinion_required=True, duty="release"
            )
            for state in ("submitted", "released")
        ),
        *(
            Row(
                state, "cancel", "cancelled", MAKER, PERSON, opinion_required=True, money=True,
                duty="make",
            )
            for state in ("draft", "submitted")
        ),
    ),
)  # fmt: skip

LINE_ASKED: Final = {"submit": "make", "release": "dispatch", "dispatch": "dispatch"}
"""By which row of the payout's table each line is asked when the batch is moved."""
