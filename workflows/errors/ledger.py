"""Refusals of the ledger: what a fund may not pay, what no longer moves, what contradicts itself."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = [
    "FundBusy",
    "FundClosed",
    "GiverUnfit",
    "HeirUnfit",
    "LedgerBroken",
    "PurposeMissing",
    "PurposeUnfit",
    "SourceForbids",
]


class SourceForbids(DomainError):
    zh, en = "该资金来源不得用于本项目", "This source may not pay for this"
    next_zh, next_en = (
        "请按资金使用范围另选资金来源。",
        "Choose a fund whose source may pay for it: see what is allowed.",
    )


class PurposeUnfit(DomainError):
    zh, en = "不符合该资金的指定用途", "This is not what the money was given for"
    next_zh, next_en = (
        "专款专用，请另选资金来源。",
        "Choose another fund; this one pays only for its purpose.",
    )


class PurposeMissing(DomainError):
    zh, en = "资金用途须写明限定内容", "A purpose says what it binds"
    next_zh, next_en = (
        "请填写限定的项目、单位、类别或原因；捐赠人未限定用途的，只写 unrestricted。",
        "Name programmes, unions, categories or causes, or say only that it is unrestricted.",
    )


class LedgerBroken(DomainError):
    status = 409
    zh, en = (
        "该资金账目不平，停止发放",
        "The books of this fund contradict themselves: payment stops",
    )
    next_zh, next_en = (
        "请勿再发放，立即报告财务与经审会核对账目。",
        "Pay nothing from it; have finance and the auditors look at the books at once.",
    )


class FundClosed(DomainError):
    status = 409
    zh, en = "该资金已关账", "The fund is closed"
    next_zh, next_en = (
        "请使用结转后的资金；关账时未指定结转资金的，款项凭单独文件下达到当年未关账的资金。",
        "Use the fund it was carried to; where there is none, the money goes into the open fund of "
        "the year by a document of its own.",
    )


class FundBusy(DomainError):
    status = 409
    zh, en = "该资金尚有占用或未结的发放、追回", "Money of the fund is still under way"
    next_zh, next_en = (
        "请先办结或撤销所列事项，再关账。",
        "Settle or cancel what is named, then close.",
    )


class HeirUnfit(DomainError):
    zh, en = "结转资金不符", "That fund cannot be carried to"
    next_zh, next_en = (
        "须为同一工会、同一来源、同一用途的下一年度资金，且未关账。",
        "Name the open fund of the next year, of the same union, source and purpose.",
    )


class GiverUnfit(DomainError):
    zh, en = "不能由该资金下达", "Money cannot be passed down from that fund"
    next_zh, next_en = (
        "下达资金须属上级工会，来源、年度相同，指定用途不得放宽。",
        "The giver is a fund of a union above, of the same source and year; its purpose goes along.",
    )
