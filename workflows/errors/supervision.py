"""Refusals of urging, and of what is followed up."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = ["OwnTurn", "RemindedEarly", "RemindedEnough", "RemindedToday"]
__all__ += ["ReportTooLarge"]


class OwnTurn(DomainError):
    zh, en = "该环节由本人办理，无须催办", "It is the caller's own turn: there is nobody to remind"
    next_zh, next_en = "请直接办理。", "Do what the case waits for."


class ReportTooLarge(DomainError):
    zh, en = (
        "该期间的申请过多，不能一次统计",
        "More applications lie in the period than are counted at once",
    )
    next_zh = "请缩短期间，或按下级工会、项目分别统计。"
    next_en = "Shorten the period, or count union by union or programme by programme."


class RemindedEarly(DomainError):
    zh, en = "该环节等待未满一个工作日", "The stage has not waited for a working day yet"
    next_zh, next_en = "请于下一个工作日再催办。", "Remind on the next working day."


class RemindedEnough(DomainError):
    status = 409
    zh, en = "该环节催办次数已达上限", "The stage was reminded as often as the terms allow"
    next_zh = "逾期的，将自动报上一级工会督办。"
    next_en = "Once it is late, the union above is told of it."


class RemindedToday(DomainError):
    status = 409
    zh, en = "今日已催办", "The stage was reminded today already"
    next_zh, next_en = "每日催办一次，请明日再催办。", "Once a day: remind tomorrow."
