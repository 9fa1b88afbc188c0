"""Words of the books: what a voucher was made for."""

from __future__ import annotations

from workflows.vocabulary.code import words

__all__ = ["VOUCHER_KIND"]

VOUCHER_KIND = words(
    ("allocate", "收到下达资金", "money received"),
    ("disburse", "发放救助金", "aid paid out"),
    ("return", "退汇冲回", "returned payment reversed"),
    ("recover", "追回救助金", "aid recovered"),
    ("pass_down", "下拨资金", "money passed down"),
    ("carry_over", "结转资金", "money carried over"),
)
"""A movement that money makes; setting aside and releasing an award move none."""
