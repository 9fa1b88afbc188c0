"""Refusals of funds, batches and payouts."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = [
    "BatchMismatch",
    "ControlMismatch",
    "FundAmbiguous",
    "FundInsufficient",
    "FundUnfit",
    "InstructionAltered",
    "NotPayable",
    "PayeeLeft",
    "PayeeUnconfirmed",
    "PaymentChanged",
    "PayoutContradicted",
    "PayoutExists",
    "PayoutInBatch",
    "ReturnTwice",
]


class FundInsufficient(DomainError):
    zh, en = "资金余额不足", "The fund is short"
    next_zh, next_en = (
        "请先下达资金或另选资金来源。",
        "Allocate money first or choose another fund.",
    )


class FundUnfit(DomainError):
    zh, en = "该资金不得用于本项目", "That fund may not pay for this"


class FundAmbiguous(DomainError):
    zh, en = "有多笔资金可用，须指定其一", "Several funds would do; name one"
    next_zh, next_en = "请在 fund_id 中指定资金。", "Send fund_id."


class ControlMismatch(DomainError):
    zh, en = "批次笔数或金额与控制数不符", "The batch does not match its control totals"


class PayoutExists(DomainError):
    status = 409
    zh, en = "该申请已有未结的发放", "The application has a live payout already"


class NotPayable(DomainError):
    zh, en = "名单中有不可发放的申请", "A line cannot be paid"


class PaymentChanged(DomainError):
    zh, en = (
        "收款人、账号或金额与审批内容不一致",
        "Payee, account or amount is not what was approved",
    )
    next_zh, next_en = "请作废该批次后重新制单。", "Cancel the batch and make a new one."


class PayoutInBatch(DomainError):
    status = 409
    zh, en = "该笔发放已列入批次", "The payout stands in a batch"
    next_zh, next_en = "请先作废所在批次。", "Cancel its batch first."


class InstructionAltered(DomainError):
    status = 409
    zh, en = (
        "指令文件与清单摘要不符",
        "The instruction file is no longer the one that was dispatched",
    )
    next_zh, next_en = "请勿使用，并立即报告经审会。", "Do not use it; tell the auditors at once."


class PayeeUnconfirmed(DomainError):
    zh, en = "变更后的收款账户尚未复核", "The changed account is not confirmed yet"
    next_zh, next_en = "请由审批人员复核收款账户。", "Have an approver confirm the payee."


class PayeeLeft(DomainError):
    zh, en = (
        "收款的监护人已不在该户，或受助人已成年",
        "The guardian to be paid has left the household, or the beneficiary has come of age",
    )
    next_zh, next_en = (
        "请改付受助人本人账户：已有发放的重发并复核新账户，尚无发放的终止后重新申请。",
        "Pay the beneficiary: reissue to their own account, or let the award lapse and apply anew.",
    )


class PayoutContradicted(DomainError):
    zh, en = "银行对此笔发放的回单前后矛盾", "The bank contradicts itself about this payout"
    next_zh = "请先与银行核对，确认前次未到账后再行处理。"
    next_en = "Find out from the bank whether the earlier attempt was paid."


class BatchMismatch(DomainError):
    zh, en = "银行回单与批次不符", "The bank result names no such batch"


class ReturnTwice(DomainError):
    status = 409
    zh, en = "该退汇流水已登记过", "That returned payment has been recorded already"
    next_zh, next_en = (
        "请核对退汇流水号；同一流水只退一次。",
        "Check the bank's serial: one coming back is recorded once.",
    )
