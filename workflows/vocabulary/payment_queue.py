"""Words of the payment queue: what a payout waits for, and how long it has waited."""

from __future__ import annotations

from workflows.vocabulary.code import words

__all__ = ["ACCOUNT_ADVICE", "AGE_BAND", "PAYMENT_STEP"]

PAYMENT_STEP = words(
    ("make_batch", "列入新批次", "put it in a batch"),
    ("submit_batch", "提交所在批次", "submit its batch"),
    ("release_batch", "复核放行所在批次", "release its batch"),
    ("dispatch_batch", "送出所在批次", "dispatch its batch"),
    ("clear_hold", "先消除暂缓发放的原因", "clear what holds it"),
    ("confirm_payee", "由审批人员复核变更后的账户", "have an approver confirm the changed account"),
    ("ask_bank", "向银行查询结果，未答复前不得重发", "ask the bank; do not send it again before"),
    ("correct_account", "核实并更正账户后重发", "have the account corrected, then reissue"),
    ("reissue", "原账户重发", "reissue it to the same account"),
    ("ask_beneficiary", "核实本人意愿，重发或取消", "ask the beneficiary; reissue or cancel"),
    ("look_into_risk", "核实风险后再重发或取消", "look into the risk; reissue or cancel"),
    ("reissue_or_cancel", "更正后重发，或取消并释放资金", "reissue it, or cancel it"),
)
"""What comes next for a payout that waits (审计: 退回款项未及时梳理)."""
AGE_BAND = words(
    ("d3", "3 日内", "up to 3 days"),
    ("d10", "4 至 10 日", "4 to 10 days"),
    ("d30", "11 至 30 日", "11 to 30 days"),
    ("over", "超过 30 日", "more than 30 days"),
)
ACCOUNT_ADVICE = words(
    ("check_digit", "卡号校验位不符，请核对卡号", "the check digit of the card does not fit"),
    (
        "other_bank",
        "卡号前缀属于另一家银行，请核对开户行",
        "the prefix of the card is another bank's",
    ),
)
