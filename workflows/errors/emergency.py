"""Refusals of emergency aid (应急救助): of the aid itself, and of making it regular afterwards."""

from __future__ import annotations

from workflows.errors.persons import SeparationOfDuties
from workflows.errors.refusal import DomainError

__all__ = ["ApprovedInHaste", "EmergencyLimit", "EmergencyOpen", "EmergencyUnavailable"]
__all__ += ["PapersOverdue", "PapersRunning", "Unregularised"]


class EmergencyUnavailable(DomainError):
    zh, en = (
        "现行政策版本未设应急救助",
        "The edition in force does not provide for emergency aid",
    )
    next_zh, next_en = (
        "请按一般程序申请，或由工会在政策版本中规定应急救助。",
        "Apply in the ordinary way, or have the union provide for it in an edition.",
    )


class EmergencyLimit(DomainError):
    zh, en = "超过应急救助的授权限额", "The award is above what is delegated in an emergency"
    next_zh, next_en = (
        "请按一般程序申请全部金额。",
        "Apply for the whole amount in the ordinary way.",
    )


class EmergencyOpen(DomainError):
    status = 409
    zh, en = (
        "该户前一笔应急救助尚未补齐手续",
        "An earlier emergency award of the household is not regularised yet",
    )
    next_zh, next_en = (
        "请先补齐前一笔的手续，或按一般程序申请。",
        "Have the earlier one regularised first, or apply in the ordinary way.",
    )


class PapersOverdue(DomainError):
    zh, en = (
        "应急救助补齐材料的期限已过",
        "The papers of this emergency award were due before today",
    )
    next_zh, next_en = (
        "该笔救助将转为追回，请联系县级工会。",
        "The award is to be recovered: speak to the county federation.",
    )


class PapersRunning(DomainError):
    zh, en = "补齐材料的期限未满", "The papers are not overdue yet"
    next_zh, next_en = (
        "期限届满次日起方可处理。",
        "Wait until the day after the last day of the term.",
    )


class ApprovedInHaste(SeparationOfDuties):
    zh, en = (
        "应急时审批的人员不再作事后确认",
        "Whoever approved in the emergency does not confirm it afterwards",
    )
    next_zh, next_en = (
        "请由同级其他审批人员确认。",
        "Have another approver of the same level confirm it.",
    )


class Unregularised(DomainError):
    zh, en = (
        "该笔应急救助未能补齐手续，不得发放",
        "This emergency award was not regularised, and is paid no longer",
    )
    next_zh, next_en = "请终止该申请。", "Let the application lapse."
