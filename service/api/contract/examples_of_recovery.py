"""One body for each call of recovery that takes one."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["OF_RECOVERY"]

_AGREED: Final = {"opinion": "经核实，应予追回。"}
_DOCUMENT: Final = {"document_number": "信工发〔2026〕12号", "opinion": "多次催缴未还。"}

OF_RECOVERY: Final[dict[str, dict[str, Any]]] = {
    "propose_recovery": {
        "payout_id": "01980123-4567-7890-8123-123456789abc",
        "amount_fen": 300_000,
        "reason": "false_data",
        "grounds": "经核对，其配偶名下有未申报的营业收入。",
    },
    "confirm_recovery": _AGREED,
    "refuse_recovery": {"opinion": "所述收入为一次性补偿，不影响认定。"},
    "withdraw_recovery": {"opinion": "金额有误，重新提出。"},
    "lift_recovery": {"opinion": "款项已由银行退汇。"},
    "remind_of_recovery": {"opinion": "第一期已逾期。"},
    "refer_recovery": {**_DOCUMENT, "to": "court"},
    "write_off_recovery": {**_DOCUMENT, "opinion": "义务人死亡，无遗产可供清偿。"},
    "agree_on_instalments": {
        "instalments": [
            {"due_on": "2026-06-30", "amount_fen": 150_000},
            {"due_on": "2026-12-31", "amount_fen": 150_000},
        ],
        "opinion": "与本人商定分两期退回。",
    },
    "add_receipt": {
        "amount_fen": 150_000,
        "bank_serial": "K20260630001",
        "received_on": "2026-06-30",
        "payer": {"name": "李梅", "number": "6217000000000000004", "bank": "中国建设银行信丰支行"},
    },
    "confirm_receipt": {"opinion": "与银行回单相符。"},
    "strike_receipt": {"opinion": "流水号登记有误。"},
}
