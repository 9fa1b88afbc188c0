"""Bodies of the calls between a union and its bank, as `examples` holds the others."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["BANKING"]

BANKING: Final[dict[str, dict[str, Any]]] = {
    "act_on_answer": {"opinion": "与银行回单逐笔核对无误。"},
    "open_account": {
        "name": "信丰县总工会",
        "number": "797900000000001",
        "bank_code": "79",
        "own_bank": "招商银行",
        "place": "江西省赣州市",
        "format": "cmb_agent_request",
        "cut_off": "16:30",
    },
    "act_on_account": {"opinion": "与开户许可证核对一致。"},
    "resolve_queued_result": {
        "finding": "not_paid",
        "reason": "已电话并书面向开户行核实，该笔未入账。",
    },
    "resolve_unanswered": {
        "finding": "paid",
        "reason": "银行出具电子回单，已入账。",
        "bank_serial": "S20260320001",
        "occurred_at": "2026-03-20T10:00:00+08:00",
    },
}
