"""Refusals of an application, its rules, its votes and the edition behind it."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = [
    "AccountShared",
    "AlreadyVoted",
    "AwardZero",
    "BeneficiaryLeft",
    "BeneficiaryUnfit",
    "CapExceeded",
    "ContentChanged",
    "DuplicateClaim",
    "EditionInvalid",
    "EditionMissing",
    "EvidenceMissing",
    "HolderUnfit",
    "LevelMissing",
    "NotEligible",
    "OpinionRequired",
    "PayeeUnfit",
    "ProgrammeLimit",
    "SimulationTooLarge",
    "SimulationUnfit",
    "VoteUnfinished",
    "WindowClosed",
]


class NotEligible(DomainError):
    zh, en = "不符合本项目的条件", "The programme's conditions are not met"


class BeneficiaryUnfit(DomainError):
    zh, en = "受助人不符合本项目要求", "That person cannot be the beneficiary here"


class BeneficiaryLeft(DomainError):
    zh, en = "受助人已不在该户档案中", "The beneficiary stands on the household's file no longer"
    next_zh, next_en = (
        "请撤回、退回或终止本申请；其本人另行建档的，由新档案申请。已故的不向他人代付，继承人凭证明另行办理。",
        "Withdraw, return or end the application; on another file, it is applied for from there. For "
        "whoever has died nobody else is paid: heirs turn to the union with proof.",
    )


class PayeeUnfit(DomainError):
    zh, en = (
        "收款人须为受助人本人或未成年人的监护人",
        "The payee must be the beneficiary or a minor's guardian",
    )


class HolderUnfit(DomainError):
    zh, en = "须为职工本人的账户", "The account must be the worker's own"
    next_zh, next_en = "请核对户名。", "Check the name it is held in."


class AccountShared(DomainError):
    status = 409
    zh, en = "该账号已登记在他人名下", "That account is registered to another person"
    next_zh, next_en = (
        "一个账号只能有一个户名，请核对。",
        "One account has one holder: check the number.",
    )


class EvidenceMissing(DomainError):
    zh, en = "佐证材料不齐", "Evidence is missing"
    next_zh, next_en = "请补齐所列材料。", "Register the documents named."


class AwardZero(DomainError):
    zh, en = "核定金额为零", "The award would be zero"
    next_zh, next_en = "请查看计算步骤与各项限额。", "See the steps and the caps."


class CapExceeded(DomainError):
    zh, en = "超过救助限额", "A cap would be exceeded"
    next_zh, next_en = "请退回重新核定金额。", "Return the case so that the award is computed anew."


class ProgrammeLimit(DomainError):
    zh, en = (
        "本户本年可享受的救助项目数已满",
        "The household has drawn as many programmes this year as its category may",
    )
    next_zh, next_en = (
        "请查看帮扶记录；明年可再申请。",
        "See the aid record; apply again next year.",
    )


class WindowClosed(DomainError):
    zh, en = "不在受理期内", "Applications are not taken today"
    next_zh, next_en = "请在所列受理期内提交。", "Submit it within one of the periods listed."


class DuplicateClaim(DomainError):
    status = 409
    zh, en = "同一事项已申请过救助", "Aid for the same occasion has been applied for already"
    next_zh, next_en = "请查看已有申请。", "See the application that exists."


class EditionMissing(DomainError):
    zh, en = "没有生效的政策版本", "No policy edition is in force"
    next_zh, next_en = "请先制定并通过政策版本。", "Have an edition adopted first."


class EditionInvalid(DomainError):
    zh, en = "政策版本不完整或自相矛盾", "The edition is incomplete or contradicts itself"


class SimulationUnfit(DomainError):
    """A means test decides on files and grants nothing; there are no awards to compare."""

    zh, en = (
        "只能测算救助项目的政策版本",
        "Only the edition of a programme of aid can be simulated",
    )
    next_zh, next_en = (
        "请选择救助项目的政策版本。",
        "Choose the edition of a programme.",
    )


class SimulationTooLarge(DomainError):
    zh, en = (
        "自该日起已办结的申请过多，不能一次测算",
        "More applications were decided since that day than are simulated at once",
    )
    next_zh = "请推后起始日期，或由各下级工会分别测算。"
    next_en = "Let the period begin later, or have each union below simulate its own."


class LevelMissing(DomainError):
    zh, en = "所属工会之上没有该层级", "No union of that level stands above the applicant's"


class ContentChanged(DomainError):
    status = 409
    zh, en = "表决后内容已变更", "The content changed after it was voted on"
    next_zh, next_en = "请退回后重新审核。", "Return the case for a new round."


class AlreadyVoted(DomainError):
    status = 409
    zh, en = "本轮已表决过", "You have voted in this round already"


class OpinionRequired(DomainError):
    zh, en = "须填写意见", "An opinion is required"
    next_zh, next_en = "请写明理由。", "Say why."


class VoteUnfinished(DomainError):
    status = 409
    zh, en = "该申请正在表决，暂不能转移", "The application is being voted on and cannot move yet"
    next_zh = "请待表决完成，或退回后再接收。"
    next_en = "Accept once the vote is finished, or the case returned."
