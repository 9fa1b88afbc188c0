"""Refusals about samples and re-checks, and about the kinship that asks for one."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = ["DrawTooLarge", "KinDeclared", "KinshipAbsent", "NothingToDraw", "OwnKin", "RateTooLow"]
__all__ += ["RecheckExists", "RecheckOpen", "RecheckUnexplained"]


class RecheckOpen(DomainError):
    zh, en = "上级复查尚未完成", "A re-check by the level above is open"
    next_zh, next_en = "请由上级工会完成复查。", "Have the union above complete it."


class RecheckUnexplained(DomainError):
    zh, en = (
        "上级复查不符，确认须说明",
        "A re-check did not agree, and the confirmation does not say why",
    )
    next_zh, next_en = (
        "请核实后在意见中说明，或退回更正。",
        "Look into it and say why, or return the file.",
    )


class RecheckExists(DomainError):
    status = 409
    zh, en = "该档案的复查已发起或已完成", "That re-check has been asked for, or made, already"
    next_zh, next_en = "请查看该档案的复查。", "See the re-checks of the file."


class RateTooLow(DomainError):
    zh, en = "抽查比例低于规定", "The sample is smaller than the rules allow"
    next_zh = "请按不低于 least 的比例抽查。"
    next_en = "Draw at the rate named in least, or more."


class DrawTooLarge(DomainError):
    zh, en = "一次抽查的档案过多", "That many files are not drawn at once"
    next_zh = "请按所属下级工会分别抽查。"
    next_en = "Draw from the unions below it, one after the other."


class NothingToDraw(DomainError):
    zh, en = "该工会没有在档档案可供抽查", "There is no standing file to draw from"
    next_zh, next_en = "请核对所选工会。", "Check which union is meant."


class KinshipAbsent(DomainError):
    zh, en = (
        "该档案不涉及工作人员近亲属",
        "No officer over this file is in the household or its kin",
    )
    next_zh = "请先备案近亲属关系，或改用抽查。"
    next_en = "Have the kinship declared first, or draw a sample."


class KinDeclared(DomainError):
    status = 409
    zh, en = "该近亲属已备案", "That relative is declared already"
    next_zh, next_en = "无须重复备案。", "There is nothing more to do."


class OwnKin(DomainError):
    zh, en = "本人不是自己的近亲属", "Nobody is their own kin"
    next_zh, next_en = "请填写亲属的身份证号码。", "Give the identity number of the relative."
