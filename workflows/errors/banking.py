"""Refusals of what passes between a union and its bank."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = [
    "AccountClosed",
    "AnswerExists",
    "FindingExists",
    "FindingUnfit",
    "PlanDiffers",
    "StatementEmpty",
    "StatementExists",
]


class AccountClosed(DomainError):
    zh, en = "付款账户不可使用", "The paying account cannot be used"
    next_zh = "请选用本级工会已复核启用的付款账户。"
    next_en = "Choose an active paying account of the union that pays."


class AnswerExists(DomainError):
    status = 409
    zh, en = "该结果文件已上传过", "This file was uploaded before"
    next_zh = "请查看首次上传形成的处理计划，勿重复上传。"
    next_en = "See the plan that the first upload made."


class PlanDiffers(DomainError):
    status = 409
    zh, en = (
        "处理计划形成后情况已变化，部分行的处理结果不同",
        "Some lines of the plan would come out differently now",
    )
    next_zh = "请作废该计划，重新上传文件并核对。"
    next_en = "Discard the plan, upload the file again and look at it anew."


class FindingUnfit(DomainError):
    zh, en = (
        "核实结论与该笔发放的现状不符",
        "That finding does not fit what stands about this payout",
    )
    next_zh = "已到账的只能登记退汇；已重发或在途的请待其结束后再核实。"
    next_en = (
        "What was paid is undone by a recorded return only; what is under way again comes first."
    )


class FindingExists(DomainError):
    status = 409
    zh, en = "该回单已有核实结论", "A finding was recorded for this answer"


class StatementEmpty(DomainError):
    zh, en = "对账单中没有可识别的日期", "No line of the statement says a day that can be read"


class StatementExists(DomainError):
    status = 409
    zh, en = "该对账单已上传过", "This statement was uploaded before"
    next_zh, next_en = "请查看首次核对的结果。", "See the result of the first upload."
