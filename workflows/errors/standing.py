"""Refusals about who stands in for whom, who owns a case, who must sign too, and in which turn."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = [
    "CopiedAlready",
    "CopyUnfit",
    "DelegateUnfit",
    "DelegationTooLong",
    "MeetingMissing",
    "NobodyAbove",
    "NotYourTurn",
    "OfficerUnknown",
    "OwnedByAnother",
    "PresentUnfit",
    "RoleUndelegable",
    "RoleUnheld",
    "SignerAbsent",
    "SignerExists",
    "SignerUnfit",
    "SomebodyCan",
    "TakerUnfit",
]


class DelegationTooLong(DomainError):
    zh, en = (
        "代理期限有误，或超过本级工会规定的天数",
        "The delegation's days cannot be, or are more than the union allows",
    )
    next_zh, next_en = (
        "请缩短期限；长期离岗的，请办理任免。",
        "Shorten it; for a longer absence somebody else is appointed.",
    )


class RoleUndelegable(DomainError):
    zh, en = "管理员与经审岗位不得委托代理", "Administrators and auditors delegate nothing"
    next_zh, next_en = "请由安全管理员另行任用。", "Have another person appointed."


class RoleUnheld(DomainError):
    zh, en = (
        "只能委托本人现任的职务，受托的职务不得再委托",
        "Only an appointment of one's own can be given, never what was given to oneself",
    )
    next_zh, next_en = "请查询本人的任职。", "See your own appointments."


class DelegateUnfit(DomainError):
    zh, en = (
        "不得委托给本人，包括本人的其他账号",
        "Nobody delegates to themselves, under whichever account",
    )
    next_zh, next_en = "请委托另一人。", "Name somebody else."


class OfficerUnknown(DomainError):
    zh, en = "该人员不存在，或与该工会无关", "That officer is unknown, or not of this union"
    next_zh, next_en = "请核对人员编号。", "Check the officer's id."


class OwnedByAnother(DomainError):
    status = 409
    zh, en = "本案已转由指定人员办理", "This case was handed to somebody by name"
    next_zh, next_en = (
        "请由承办人办理，或由其再转办。",
        "Ask whoever owns it, or have it reassigned.",
    )


class TakerUnfit(DomainError):
    zh, en = (
        "接办人在该环节没有相应职务",
        "Whoever is to take the case does not hold the role of its stage",
    )
    next_zh, next_en = "请转给该环节的其他人员。", "Name another officer of that stage."


class NotYourTurn(DomainError):
    status = 409
    zh, en = "按顺序表决，尚未轮到您", "Votes are cast in turn, and it is not yours yet"
    next_zh, next_en = "请待前一位表决后办理。", "Wait until those before you have voted."


class MeetingMissing(DomainError):
    zh, en = (
        "本环节须经集体研究，请填写会议信息",
        "This stage is decided in a meeting: say which, when and who was there",
    )
    next_zh, next_en = (
        "请填写会议编号、日期与到会人员。",
        "Give the meeting's number, its day and those present.",
    )


class PresentUnfit(DomainError):
    zh, en = (
        "到会人员有误：须为在管辖范围内的不同人员，且包括表决人",
        "Those present must be different persons within your scope, the voter among them",
    )
    next_zh, next_en = "请核对到会人员名单。", "Check the list of those present."


class SignerExists(DomainError):
    status = 409
    zh, en = "该人员已被加签", "That officer was asked to sign already"
    next_zh, next_en = "请等待其表决。", "Wait for their vote."


class SignerUnfit(DomainError):
    zh, en = (
        "加签人须在本级或上级工会任审批职务，且本轮尚未表决",
        "A further signer approves at this level or above, and has not voted in this round",
    )
    next_zh, next_en = "请另选一人。", "Name somebody else."


class SignerAbsent(DomainError):
    zh, en = (
        "该人员不是由您加签的，或已表决",
        "You did not ask that officer to sign, or they have voted",
    )
    next_zh, next_en = "只能减去本人所加的签。", "Take back only what you asked for yourself."


class SomebodyCan(DomainError):
    status = 409
    zh, en = "本级仍有人员可以办理", "Somebody at this level can still act"
    next_zh, next_en = "请由所列人员办理。", "Ask one of those named."


class NobodyAbove(DomainError):
    status = 409
    zh, en = (
        "上级工会也没有可以办理的人员，已列入管理员待办",
        "Nobody above can act either: the case stands in the administrators' queue",
    )
    next_zh, next_en = "请先任用人员。", "Have somebody appointed first."


class CopiedAlready(DomainError):
    status = 409
    zh, en = "本案已抄送该人员", "The case was copied to that officer already"
    next_zh, next_en = "无需重复抄送。", "There is no need to copy it again."


class CopyUnfit(DomainError):
    zh, en = (
        "只能抄送给本案在其管辖范围内的人员",
        "A copy goes only to somebody whose own scope covers the case",
    )
    next_zh, next_en = "请核对抄送对象。", "Check whom it is for."
