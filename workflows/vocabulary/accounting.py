"""Words of the books: what a voucher was made for."""

from __future__ import annotations

from workflows.vocabulary.code import words

__all__ = ["VOUCHER_KIND", "WEBHOOK_EVENT"]

VOUCHER_KIND = words(
    ("allocate", "收到下达资金", "money received"),
    ("disburse", "发放救助金", "aid paid out"),
    ("return", "退汇冲回", "returned payment reversed"),
    ("recover", "追回救助金", "aid recovered"),
    ("overpay", "银行重复付款", "paid a second time by the bank"),
    ("pass_down", "下拨资金", "money passed down"),
    ("carry_out", "结转下年", "money carried to the next year"),
    ("carry_in", "上年结转", "money carried from the year before"),
    ("return_late", "关账后退汇", "payment returned after the year was closed"),
    ("recover_late", "关账后追回", "aid recovered after the year was closed"),
)
"""A movement that money makes; setting aside and releasing an award move none."""
WEBHOOK_EVENT = words(
    ("payout", "发放", "payouts"),
    ("payment_batch", "发放批次", "payment batches"),
    ("fund", "资金", "funds"),
    ("recovery", "追回", "recoveries"),
)
"""The kinds of thing whose deeds a finance system can be told of."""
