"""Refusals of a home visit, and of the days that papers and visits bear."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = ["DateUnfit", "FindingsExceed", "SignedAlready", "VisitContradicted", "VisitUnsigned"]


class DateUnfit(DomainError):
    zh, en = (
        "日期晚于今日，或早于可以补录的期限",
        "The day lies in the future, or too far back to be entered",
    )
    next_zh, next_en = (
        "请核对日期，须在 earliest 与 latest 之间；过早的，请重新办理。",
        "Check the day: from earliest to latest. What was done before is done anew.",
    )


class VisitUnsigned(DomainError):
    zh, en = (
        "入户调查签字人数不足或与申报不符",
        "The home visit lacks signatures, or found otherwise",
    )
    next_zh, next_en = (
        "请其他调查人签字；不符的请退回更正后重新调查。",
        "Have another visitor sign; if it differs, return the file and visit again.",
    )


class VisitContradicted(DomainError):
    zh, en = (
        "本次申报已有签字完备的入户调查，结论并非与申报相符",
        "A visit of this very form was signed in full and did not find it as stated",
    )
    next_zh, next_en = (
        "请退回更正申报内容后重新调查。",
        "Return the file, have the form corrected, and visit again.",
    )


class FindingsExceed(DomainError):
    zh, en = (
        "调查所见多于申报，结论不能是与申报相符",
        "More was found than is stated: that is not as stated",
    )
    next_zh, next_en = (
        "请核对所列数字；确有不符的，结论请填与申报不符。",
        "Check the figures; where they differ, conclude that the household differs.",
    )


class SignedAlready(DomainError):
    status = 409
    zh, en = "您已在这次入户调查上签字", "You have signed this visit already"
    next_zh, next_en = (
        "无须重复签字；请另一位到场的调查人用本人账号签字。",
        "Nothing more to do: have another visitor who was there sign by their own account.",
    )
