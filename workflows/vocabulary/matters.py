"""Words of petitions: how they came, what they are about, how they were received."""

from __future__ import annotations

from workflows.vocabulary.code import words

__all__ = ["PETITION_CHANNEL", "PETITION_KIND", "SATISFACTION"]

PETITION_CHANNEL = words(
    ("letter", "来信", "letter"),
    ("visit", "来访", "visit"),
    ("phone", "来电", "telephone"),
    ("hotline_12351", "12351 职工服务热线", "hotline 12351"),
    ("online", "网上", "online"),
)
PETITION_KIND = words(
    ("complaint", "投诉", "complaint"),
    ("inquiry", "咨询", "inquiry"),
    ("suggestion", "建议", "suggestion"),
    ("request_for_help", "求助", "request for help"),
    ("report_of_fraud", "举报骗取救助", "report of fraud"),
)
SATISFACTION = words(
    ("satisfied", "满意", "satisfied"),
    ("neutral", "基本满意", "neutral"),
    ("dissatisfied", "不满意", "dissatisfied"),
    ("not_reached", "未联系上", "not reached"),
)
"""What whoever wrote, or was aided, said when asked; of an anonymous one nobody is reached."""
