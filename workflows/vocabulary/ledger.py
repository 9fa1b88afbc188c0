"""Words of the ledger: what must hold of a fund at any moment, and what each account is called."""

from __future__ import annotations

from workflows.vocabulary.code import words

__all__ = ["INVARIANT", "LEDGER_ACCOUNT", "MOVEMENT"]

INVARIANT = words(
    ("postings_balance", "分录借贷平衡", "the postings of the fund sum to zero"),
    ("balance_of_postings", "余额与分录一致", "each account holds what was posted to it"),
    (
        "allocated_accounted",
        "下达数有去向",
        "allocated = available + committed + paid + passed down + carried out",
    ),
    (
        "approved_accounted",
        "核定数有去向",
        "approved = committed + paid + returned + cancelled",
    ),
    ("committed_cases", "占用与在批案件一致", "committed is what stands approved or being paid"),
    ("disbursed_cases", "支出与已发放一致", "disbursed is what was paid or handed over"),
    ("none_below_zero", "无负数余额", "no account is below zero"),
    ("one_live_payout", "一案一笔有效发放", "an application has one live payout at most"),
)
"""What must hold of every fund at any moment; a broken one stops payment."""
LEDGER_ACCOUNT = words(
    ("source", "来源", "source"),
    ("available", "可用", "available"),
    ("committed", "占用", "committed"),
    ("disbursed", "支出", "disbursed"),
    ("passed_down", "下达下级", "passed down"),
    ("carried_out", "结转下年", "carried out"),
)
MOVEMENT = words(
    ("allocate", "资金下达", "allocation"),
    ("commit", "占用", "commitment"),
    ("disburse", "支出", "disbursement"),
    ("release", "释放", "release"),
    ("return", "退汇", "return"),
    ("recover", "追回", "recovery"),
    ("pass_down", "下达下级", "passed down to a fund below"),
    ("carry_out", "结转下年", "carried out to the next year"),
    ("carry_in", "上年结转", "carried in from the year before"),
    ("return_late", "关账后退汇", "return to a fund that was closed meanwhile"),
    ("overpay", "银行重复付款", "paid a second time by the bank"),
    ("recover_late", "关账后追回", "recovery to a fund that was closed meanwhile"),
)
