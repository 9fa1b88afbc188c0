"""Refusals of recoveries (追回) and of what comes back by them."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = ["InstalmentsUnfit", "NothingOverdue", "NothingPaid", "ReceiptTooMuch", "ReceiptTwice"]
__all__ += ["ReceiptWaiting", "RecoveryOpen", "RecoveryReasonUnfit", "RecoveryReceived"]
__all__ += ["RecoveryTooMuch", "WrittenOffAbove"]


class NothingPaid(DomainError):
    status = 409
    zh, en = "该笔救助没有已发放的款物", "Nothing was paid that could come back"
    next_zh = "未到账的请取消或重发；退汇的请登记退汇。"
    next_en = "Cancel or reissue what did not arrive; record what the bank returned."


class RecoveryTooMuch(DomainError):
    zh, en = (
        "追回金额超过已发放而未列入追回的金额",
        "More than was paid and is not claimed back yet",
    )
    next_zh, next_en = "请按剩余可追回金额填写。", "Claim no more than is left."


class RecoveryReasonUnfit(DomainError):
    zh, en = "追回事由与实际情况不符", "The reason is not what the record says"
    next_zh = "该笔救助并非逾期或未能补齐手续的应急救助，请另选事由。"
    next_en = "The award is no emergency aid that was not regularised: give another reason."


class RecoveryOpen(DomainError):
    status = 409
    zh, en = "该笔发放正在追回或已追回", "The payment is being recovered, or was"
    next_zh, next_en = (
        "请先撤销追回，或核对款项是否以追回形式退还。",
        "Have the recovery called off first, or see whether the money came back by it.",
    )


class RecoveryReceived(DomainError):
    status = 409
    zh, en = "已有退回款项，不能撤销追回", "Money has come in, so it cannot be called off"
    next_zh, next_en = "请继续追回或由上级核销。", "Go on, or have the rest written off above."


class ReceiptTooMuch(DomainError):
    zh, en = "收到金额超过尚欠金额", "More came in than is owed"
    next_zh, next_en = "请核对金额，多收部分退回付款人。", "Check the sum; send the rest back."


class ReceiptTwice(DomainError):
    status = 409
    zh, en = "该银行流水已登记过", "That bank serial has been recorded already"
    next_zh, next_en = "请核对银行流水号和付款账号。", "Check the serial and the paying account."


class ReceiptWaiting(DomainError):
    status = 409
    zh, en = "尚有收款待复核", "A receipt still waits for its second look"
    next_zh, next_en = "请先复核或划销该笔收款。", "Confirm it or strike it out first."


class InstalmentsUnfit(DomainError):
    zh, en = "分期计划不合要求", "The instalments do not fit"
    next_zh = "日期须在今日之后并依次排列，各期合计须等于尚欠金额。"
    next_en = "Days after today, in order, with sums that add up to what is owed."


class NothingOverdue(DomainError):
    zh, en = "没有逾期未还的款项", "Nothing is overdue"
    next_zh, next_en = "到期次日起方可催缴。", "Wait until the day after it was due."


class WrittenOffAbove(DomainError):
    status = 403
    zh, en = "核销须由上级工会审批", "Only the union above writes this off"
    next_zh, next_en = (
        "请由上级工会中未在本级任职的审批人员办理。",
        "An approver of the union above without a post here must do it.",
    )
