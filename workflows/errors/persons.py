"""Refusals about who acts, who is on file, and who may hold which post."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = [
    "AlreadyExists",
    "AppointmentUnknown",
    "IdentityNumberInvalid",
    "IncompatibleRoles",
    "LevelUnfit",
    "PeriodInvalid",
    "PersonNotOnFile",
    "PersonOnFile",
    "PersonTwice",
    "Recusal",
    "SeparationOfDuties",
    "UnionUnknown",
]


class SeparationOfDuties(DomainError):
    status = 403
    zh, en = "不相容岗位须由不同人员办理", "One person may hold only one duty in a case"
    next_zh, next_en = (
        "请由未参与本案其他环节的人员办理。",
        "Ask someone with no other duty in this case.",
    )


class Recusal(DomainError):
    status = 403
    zh, en = (
        "本人、家庭成员或近亲属的案件须回避",
        "Nobody acts on the case of their own household or kin",
    )
    next_zh, next_en = "请由与本户无关的人员办理。", "Ask someone unrelated to the household."


class IdentityNumberInvalid(DomainError):
    zh, en = "身份证号码不正确", "The identity number is not valid"
    next_zh, next_en = "请核对证件后重新填写。", "Check it against the card."


class PersonOnFile(DomainError):
    status = 409
    zh, en = "此人已在其他困难职工档案中", "This person is already on another hardship file"
    next_zh, next_en = (
        "请与建档工会联系，一户一档。",
        "Contact the union that holds the file: one household, one file.",
    )


class PersonNotOnFile(DomainError):
    zh, en = "此人不在本档案中", "That person does not stand on this file"
    next_zh, next_en = (
        "请填写本户成员，或复核中拟增加的人员。",
        "Name a member of the household, or somebody the re-verification would add.",
    )


class PersonTwice(DomainError):
    zh, en = "同一人在本档案中重复填写", "The same person stands twice on this form"


class AlreadyExists(DomainError):
    status = 409
    zh, en = "该编号已存在", "That identifier already exists"


class IncompatibleRoles(DomainError):
    status = 403
    zh, en = "不相容岗位不得由同一人兼任", "One person may not hold these roles together"
    next_zh, next_en = "请任用另一人。", "Appoint someone else."


class PeriodInvalid(DomainError):
    zh, en = "任期起止日期有误", "The period of the appointment cannot be"
    next_zh, next_en = "请核对起止日期。", "Check the first and the last day."


class AppointmentUnknown(DomainError):
    zh, en = "该人员没有这项任职", "The officer has no such appointment"
    next_zh, next_en = "请先查询该人员的任职。", "Read the officer's appointments first."


class LevelUnfit(DomainError):
    zh, en = "工会层级须低于其上级工会", "A union stands below the level of the union above it"
    next_zh, next_en = "请核对层级与上级工会。", "Check the level and the parent."


class UnionUnknown(DomainError):
    zh, en = "工会不存在或不在管辖范围内", "That union is unknown or outside your scope"
