"""Refusals of what is sent back for correction, and of what is taken back."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = [
    "ActedSince",
    "AwardSetAside",
    "CorrectionRunning",
    "MemberUnfit",
    "ReturnedTooOften",
    "StageUnfit",
]


class StageUnfit(DomainError):
    zh, en = (
        "不能退回到该环节",
        "The case cannot be sent back to that stage",
    )
    next_zh = "请退回经办，或退回已办结的前序审核环节、首个审批环节。"
    next_en = "Send it to the clerk, or to a review or the first approval that it has passed."


class ReturnedTooOften(DomainError):
    zh, en = "退回补正次数已用完", "The case was sent back as often as it may be"
    next_zh, next_en = (
        "请依现有材料作出决定：通过，或不予救助。",
        "Decide on what is there: let it pass, or refuse it.",
    )


class CorrectionRunning(DomainError):
    zh, en = "补正期限未满", "The time for the correction is not over"
    next_zh, next_en = "请待期满后再办。", "Wait until its last day is past."


class ActedSince(DomainError):
    status = 409
    zh, en = (
        "该申请的最近一次办理不是您本人所为，不能拿回",
        "The last deed on the case is not your own, so you cannot take it back",
    )
    next_zh = "他人已接手办理的，可由其退回。"
    next_en = "Whoever has the case now may send it back."


class AwardSetAside(DomainError):
    status = 409
    zh, en = (
        "末次审批已占用资金，不能拿回",
        "The last approval has set the money aside and cannot be taken back",
    )
    next_zh = "不应再发放的，请办理终止（lapse），资金随即释放。"
    next_en = "Where it must not be paid, let the award lapse: that sets the money free."


class MemberUnfit(DomainError):
    zh, en = "该操作没有此项内容", "This action has no such member"
    next_zh, next_en = "请去掉所列项目。", "Leave out what is named."
