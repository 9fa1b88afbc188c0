"""Words of supervision: what waits for somebody, and what is asked after money was paid."""

from __future__ import annotations

from workflows.vocabulary.code import words
from workflows.vocabulary.editions import TERM_KIND

__all__ = ["FOLLOW_UP_METHOD", "FOLLOW_UP_STATE", "MATTER", "REPORT_STAGE", "UNOWNED"]

MATTER = words(
    ("application", "申请", "application"),
    ("hardship_file", "困难职工档案", "hardship file"),
    ("objection", "异议", "objection"),
    ("petition", "来信来访", "petition"),
    ("appeal", "申诉", "appeal"),
    ("regularisation", "应急救助补办", "regularisation of emergency aid"),
    ("notice", "待结束的公示", "notice to be closed"),
    ("economic_check", "经济状况核对", "economic check to be answered"),
    ("recheck", "复查", "re-check"),
    ("transfer", "待接收的档案", "file offered to the union"),
    ("payment_batch", "发放批次", "payment batch"),
    ("payout", "待重发的发放", "payout to be reissued"),
    ("recovery", "待复核的追回", "recovery that waits for a second look"),
)
UNOWNED = words(
    ("no_term", "无时限", "no term was set for it"),
    ("no_post", "无人任职", "nobody holds the post"),
    ("nobody_free", "无人可办", "something stands against everybody who holds the post"),
    ("no_owner", "无人承办", "nobody is in charge of it"),
    ("no_reply", "逾期未答复", "its day is over without a reply"),
)
"""Why something stands on the list of what nobody answers for (事事有人管，件件有回音)."""
FOLLOW_UP_METHOD = words(
    ("visit", "上门", "visit"),
    ("phone", "电话", "telephone"),
    ("letter", "信函", "letter"),
)
FOLLOW_UP_STATE = words(
    ("due", "待回访", "due"),
    ("done", "已回访", "done"),
    ("different", "实收与发放不符", "received something else than was paid"),
)
REPORT_STAGE = (*TERM_KIND, *words(("notice_period", "公示期间", "while a notice runs")))
