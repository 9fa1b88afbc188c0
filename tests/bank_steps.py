"""The steps between a union and its bank that many tests share."""

from __future__ import annotations

from typing import Any

from tests.county import County, Reply
from tests.household_tables import CSV_GB18030 as CSV
from tests.payments import Payments

__all__ = [
    "HEADINGS",
    "answer_csv",
    "opened_account",
    "paying_form",
    "said_of",
    "statement_csv",
    "uploaded",
]

HEADINGS = ("业务参考号", "户名", "金额", "处理结果", "失败原因", "银行流水号", "交易时间")


def answer_csv(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """A bank's table of results as it would save it in Chinese Excel."""
    lines = [("代发结果清单",), headings, *rows]
    return "".join(",".join(line) + "\r\n" for line in lines).encode("gb18030")


STATEMENT = ("交易日期", "流水号", "借方金额", "贷方金额", "对方户名", "摘要")


def statement_csv(*rows: tuple[str, ...]) -> bytes:
    """An account statement; without rows one of a fee that is no payment."""
    told = rows or (("2026-03-20", "F1", "0.50", "", "招商银行", "账户管理费"),)
    lines = (STATEMENT, *told)
    return "".join(",".join(line) + "\r\n" for line in lines).encode("gb18030")


def said_of(
    line: dict[str, Any], outcome: str = "成功", why: str = "", **more: str
) -> tuple[str, ...]:
    """What the bank writes about a line of a batch."""
    fen = line["amount_fen"]
    told = {
        "reference": line["reference"],
        "name": "李梅",
        "amount": f"{fen // 100}.{fen % 100:02d}",
        "outcome": outcome,
        "why": why,
        "serial": f"S{line['line']}",
        "at": "2026-03-20 10:00:00",
        **more,
    }
    return tuple(told.values())


def uploaded(
    payments: Payments, batch: str, content: bytes, who: str = "maker-1", **more: Any
) -> Reply:
    """The answer for a batch, sent up by its maker."""
    county = payments.county
    path = f"/v1/bank-answers?batch_id={batch.rpartition('/')[2]}"
    more.setdefault("key", county.new_key())
    return county.upload(who, path, content, CSV, **more)


def paying_form(**more: str) -> dict[str, str]:
    """An account at a bank whose payees go to one file and those of others to a second."""
    return {
        "name": "信丰县总工会", "number": "797900000000001", "bank_code": "79",
        "own_bank": "招商银行", "place": "江西省赣州市", "format": "cmb_agent_request",
        "cut_off": "16:30", **more,
    }  # fmt: skip


def opened_account(county: County, **more: str) -> str:
    """The id of a paying account that two persons have named."""
    made = county.post("fund-1", "/v1/paying-accounts", paying_form(**more), key=county.new_key())
    assert county.act("approver-1", made.headers["Location"], "confirm")["state"] == "active"
    return str(made["id"])
