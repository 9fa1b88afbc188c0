"""What the bank hands out on paper: the statement of the account, which never lies, and a file of
answers for those who are not called."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from service.bank.instruction import yuan
from service.bank.simulator.books import Books

__all__ = ["answers", "statement"]

STATEMENT: Final = (
    "交易日期", "流水号", "借方金额", "贷方金额", "对方户名", "对方账号", "摘要",
)  # fmt: skip
ANSWERS: Final = ("业务参考号", "金额", "处理结果", "失败代码", "流水号", "交易日期")


def statement(books: Books) -> bytes:
    """Every line of the account, oldest first: a debit is money that left."""
    lines = (
        (
            entry.day,
            entry.serial,
            yuan(entry.amount_fen) if entry.side == "debit" else "",
            yuan(entry.amount_fen) if entry.side == "credit" else "",
            entry.name,
            entry.account,
            entry.reference if entry.side == "debit" else f"退汇 {entry.reference}",
        )
        for entry in books.entries
    )
    return _written(STATEMENT, lines)


def answers(books: Books, batch_id: str) -> bytes:
    """What became of each order of a batch, as it truly was."""
    lines = (
        (
            order.reference, yuan(order.amount_fen), "成功" if order.paid else "失败",
            order.code or "", order.serial if order.paid else "", order.day,
        )
        for order in books.orders.values()
        if order.batch_id == batch_id
    )  # fmt: skip
    return _written(ANSWERS, lines)


def _written(head: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(lines)
    return text.getvalue().encode("utf-8")
