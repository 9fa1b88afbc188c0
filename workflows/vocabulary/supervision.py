"""Words of supervision: what waits for somebody, and what is asked after money was paid."""

from __future__ import annotations

from workflows.vocabulary.code import words
from workflows.vocabulary.editions import TERM_KIND

__all__ = ["FOLLOW_UP_METHOD", "FOLLOW_UP_STATE", "MATTER", "REPORT_STAGE"]

MATTER = words(
    ("application", "申请", "application"),
    ("hardship_file", "困难职工档案", "hardship file"),
    ("notice", "待结束的公示", "notice to be closed"),
    ("economic_check", "经济状况核对", "economic check to be answered"),
    ("recheck", "复查", "re-check"),
    ("transfer", "待接收的档案", "file offered to the union"),
    ("payment_batch", "发放批次", "payment batch"),
    ("payout", "待重发的发放", "payout to be reissued"),
)
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
