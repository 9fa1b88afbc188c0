"""Refusals of public notices, objections and the calendar they count by."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = [
    "CalendarInUse",
    "CalendarInvalid",
    "CalendarUnknown",
    "LineUnknown",
    "NoticeRunning",
    "ObjectionClosed",
    "ObjectionOpen",
]


class CalendarUnknown(DomainError):
    zh, en = "该年度的工作日历尚未导入", "The working-day calendar of that year is not known"
    next_zh, next_en = (
        "请导入国务院办公厅当年放假通知。",
        "Import the State Council's notice for that year.",
    )


class CalendarInvalid(DomainError):
    zh, en = "工作日历有误", "The calendar contradicts itself"
    next_zh, next_en = (
        "日期须在该年度内，放假日与调休上班日不得重复。",
        "Every day lies in the year, and no day is both free and worked.",
    )


class CalendarInUse(DomainError):
    status = 409
    zh, en = "已有公示按该年度的日历计算", "Notices have been counted by that year's calendar"
    next_zh, next_en = (
        "已用于计算的日历不得更改。",
        "A calendar that periods were counted by stays as it is.",
    )


class NoticeRunning(DomainError):
    zh, en = "公示期未满", "The notice period has not ended"
    next_zh, next_en = (
        "公示期满次日起方可办理。",
        "Wait until the day after the last day of the notice.",
    )


class ObjectionOpen(DomainError):
    zh, en = "存在未处理的异议", "An objection is open"
    next_zh, next_en = "请先由上级核查并答复异议。", "Have the objection decided first."


class LineUnknown(DomainError):
    zh, en = "名单中没有该行", "The notice has no such line"


class ObjectionClosed(DomainError):
    status = 409
    zh, en = (
        "该行已审定，不再受理公示异议",
        "That line is decided; objections are no longer taken here",
    )
    next_zh, next_en = "请拨打 12351 反映情况。", "Call 12351."
