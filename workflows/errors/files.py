"""Refusals of a hardship file: its filing, its verification, its end."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = [
    "AuthorisationMissing",
    "CheckAnswered",
    "CheckEmpty",
    "CheckUnanswered",
    "DecidedAlready",
    "DoubtUnexplained",
    "ExclusionApplies",
    "ExclusionUnstated",
    "FileNotActive",
    "FileOverdue",
    "ImportUnfinished",
    "MinutesMissing",
    "MissingUnnamed",
    "MonitoringRunning",
    "NoCategory",
    "NothingExcluded",
    "PublishedOtherwise",
    "ReasonUnfit",
    "ReceiverUnfit",
    "ResemblanceUndecided",
    "SameHousehold",
    "ToldAlready",
    "TransferOpen",
    "WorkerUntold",
]


class NoCategory(DomainError):
    zh, en = "不符合任何困难类别", "The household falls into no hardship category"
    next_zh, next_en = "请核对收入与刚性支出。", "Check income and rigid expenditure."


class ExclusionApplies(DomainError):
    zh, en = "存在不予建档的排除性条件", "An exclusion keeps the household off a file"
    next_zh = "请核对所列情形；属一事一议的，请先登记豁免。"
    next_en = "Check what is named; a documented exemption may lift it."


class FileNotActive(DomainError):
    zh, en = "困难职工档案未在档", "The hardship file is not active"
    next_zh, next_en = "先建档、后帮扶：请先完成建档。", "Have the file confirmed first."


class FileOverdue(DomainError):
    zh, en = "困难职工档案逾期未复核", "The hardship file is overdue for its yearly re-verification"
    next_zh, next_en = "请先完成年度复核。", "Have it verified again first."


class AuthorisationMissing(DomainError):
    zh, en = (
        "有成年家庭成员未签核对授权书",
        "An adult of the household has not signed the authorisation",
    )
    next_zh, next_en = (
        "请登记所列成员签署的核对授权书。",
        "Register the authorisation signed by each member named.",
    )


class MissingUnnamed(DomainError):
    zh, en = "退回须一次性告知所缺材料", "A return at acceptance names everything that is missing"
    next_zh, next_en = "请在 missing 中逐项列出。", "List each document in missing."


class ToldAlready(DomainError):
    status = 409
    zh, en = "所缺材料已一次性告知过", "What is missing has been told already, once for all"
    next_zh, next_en = "请予受理，或说明理由不予受理。", "Accept it, or refuse it with reasons."


class NothingExcluded(DomainError):
    status = 409
    zh, en = "该情形并不成立，无须豁免", "That exclusion does not stand against the household"
    next_zh, next_en = "请查看认定步骤。", "See the steps of the means test."


class ExclusionUnstated(DomainError):
    zh, en = (
        "该情形尚未申报，未申报的不能豁免",
        "Nothing was stated about that exclusion, and a silence cannot be exempted",
    )
    next_zh, next_en = "请先在申报表中如实填写。", "Have it stated on the form first."


class MinutesMissing(DomainError):
    zh, en = "集体评议须有会议纪要", "A collective decision needs its minutes"
    next_zh, next_en = (
        "请填写会议编号、日期和出席人员（不少于三人）。",
        "Give the meeting's number, its day and those present, three at least.",
    )


class CheckUnanswered(DomainError):
    zh, en = "经济状况核对结果尚未返回", "The economic check has not been answered"
    next_zh, next_en = "请登记核对中心的结果。", "Register the checking centre's answer."


class CheckAnswered(DomainError):
    status = 409
    zh, en = "该户核对结果已登记，内容不同", "Another answer is registered for that household"
    next_zh, next_en = (
        "请与核对中心确认；确需更正的，重新发起核对。",
        "Ask the checking centre; have it checked anew where it was wrong.",
    )


class CheckEmpty(DomainError):
    zh, en = "核对结果为空", "The answer says nothing about the household"
    next_zh = "请填写核对到的至少一项；未核对的不算核对。"
    next_en = "Give at least one finding: what was not looked at is no answer."


class DoubtUnexplained(DomainError):
    zh, en = "核对结果与申报不符，须说明", "The check differs from the form and is not explained"
    next_zh, next_en = (
        "请核实后写明意见，或退回更正。",
        "Look into it and say why, or return the file.",
    )


class ImportUnfinished(DomainError):
    status = 409
    zh, en = "所属的导入尚未全部写入", "The import this file came by is not all written yet"
    next_zh, next_en = "请待导入完成后再提交。", "Submit it when the import is done."


class ResemblanceUndecided(DomainError):
    zh, en = "疑似重复档案尚未认定", "Whether a similar file is the same household is undecided"
    next_zh, next_en = "请逐一认定并写明理由。", "Decide on each, with a reason."


class ReasonUnfit(DomainError):
    zh, en = (
        "理由不属于所办事项，或未填写",
        "The reason is none of this action's, or is not given",
    )
    next_zh, next_en = "请在 reason 中填写 allowed 所列理由之一。", "Give one of those in allowed."


class DecidedAlready(DomainError):
    status = 409
    zh, en = "该疑似重复已作同样认定", "The same has been decided about that file already"
    next_zh, next_en = (
        "无须重复；认定有误的，可作相反认定并说明理由。",
        "Decide otherwise, with a reason, where it was wrong.",
    )


class SameHousehold(DomainError):
    zh, en = (
        "已认定与另一档案为同一家庭，一户一档",
        "Another file was judged to be this household's",
    )
    next_zh = "请不予建档，或先办结另一档案；认定有误的，请重新认定。"
    next_en = "Refuse this file, or end the other one; where the judgement was wrong, decide anew."


class PublishedOtherwise(DomainError):
    zh, en = (
        "拟确认的类别与公示的不一致",
        "The category to confirm is not the one that was published",
    )
    next_zh, next_en = "请退回，按现行类别重新公示。", "Return the file and have it published anew."


class WorkerUntold(DomainError):
    zh, en = "脱困须先告知职工本人并记录日期", "The worker must have been told, on a recorded day"
    next_zh, next_en = "请在 told_on 中填写告知日期。", "Give that day in told_on."


class MonitoringRunning(DomainError):
    zh, en = "脱困监测期未满", "The household is still being monitored"
    next_zh, next_en = "监测期满次日起方可归档。", "Archive it the day after monitoring ends."


class TransferOpen(DomainError):
    status = 409
    zh, en = "该档案已有待接收的转移", "A transfer of this file is open already"
    next_zh = "请先撤回，或等待接收工会办理。"
    next_en = "Withdraw it first, or wait for the receiving union."


class ReceiverUnfit(DomainError):
    zh, en = (
        "接收工会须为另一个基层或乡镇（街道）工会",
        "The receiver must be another union, of the grassroots or a township",
    )
    next_zh, next_en = "请核对接收工会的代码。", "Check the code of the receiving union."
