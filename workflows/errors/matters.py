"""Refusals of what people bring forward: objections, appeals, petitions."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = ["AnswerUndue", "AppealOpen", "AppealedAlready", "DecidedBefore", "FindingsMissing"]
__all__ += ["HandlerUnfit", "OwnUnion", "OwnerUnfit", "ReplyMissing", "SatisfactionMissing"]


class FindingsMissing(DomainError):
    zh, en = "须写明核查情况", "What the investigation found must be said"
    next_zh, next_en = "请在 findings 中写明核查情况。", "Say what was found in findings."


class OwnUnion(DomainError):
    status = 403
    zh, en = (
        "在被反映的工会任职，不得核查",
        "Whoever holds a post at the union concerned does not look into it",
    )
    next_zh = "请由上级工会中未在该工会任职的人员办理。"
    next_en = "Somebody of the union above without a post there must do it."


class OwnerUnfit(DomainError):
    zh, en = "该人员不能承办此事", "That officer cannot be in charge of this"
    next_zh = "请指定有相应岗位、与此事无涉的人员。"
    next_en = "Name an officer with the role for it who is not concerned."


class AnswerUndue(DomainError):
    status = 404
    zh, en = "尚无可出具的答复书", "There is no answer to give in writing"
    next_zh = "办结后方可出具；未署名的不出具。"
    next_en = "It is there once the matter is decided, for whoever gave a name."


class AppealOpen(DomainError):
    status = 409
    zh, en = "该申请已有申诉待复核", "An appeal against that refusal is open"
    next_zh, next_en = "请等待复核决定，或先撤回。", "Wait for its decision, or withdraw it first."


class AppealedAlready(DomainError):
    status = 409
    zh, en = "对该决定已申诉过，并已复核", "That refusal has been appealed, and decided, already"
    next_zh, next_en = (
        "如仍有意见，请拨打 12351。",
        "Call 12351, or apply again when things change.",
    )


class DecidedBefore(DomainError):
    status = 403
    zh, en = (
        "曾经办此案，不得复核或查办",
        "Whoever had a hand in the case does not look into it",
    )
    next_zh, next_en = "请由未经办此案的人员办理。", "Somebody with no duty in the case must do it."


class HandlerUnfit(DomainError):
    zh, en = "该工会不能承办此件", "That union cannot deal with this petition"
    next_zh = "请转上级工会或所涉工会；投诉、举报不得转给被反映的工会。"
    next_en = "Pass it to a union above or to the one concerned; a complaint goes upward only."


class ReplyMissing(DomainError):
    zh, en = "须写明答复内容", "The reply must be said"
    next_zh, next_en = "请在 reply 中写明答复内容。", "Give what was answered in reply."


class SatisfactionMissing(DomainError):
    zh, en = "须登记来信人的评价", "What whoever wrote said of the answer is not registered"
    next_zh = "请在 satisfaction 中填写评价，联系不上的填 not_reached。"
    next_en = "Give it in satisfaction, or not_reached where nobody could be."
