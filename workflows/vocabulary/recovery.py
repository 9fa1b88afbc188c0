"""Words of recovery (追回): why money is owed back, what became of it, whom a case is referred to."""

from __future__ import annotations

from workflows.vocabulary.code import words

__all__ = ["RECEIPT_STATES", "RECOVERY_REASON", "RECOVERY_STATES", "REFERRAL", "UNSHOWN"]

RECOVERY_STATES = words(
    ("proposed", "待确认", "proposed"),
    ("confirmed", "追回中", "being recovered"),
    ("referred", "已移送，继续追回", "referred, still owed"),
    ("recovered", "已全额追回", "recovered in full"),
    ("written_off", "已核销", "written off"),
    ("withdrawn", "已撤销", "withdrawn"),
)
RECEIPT_STATES = words(
    ("recorded", "待复核", "recorded"),
    ("confirmed", "已入账", "confirmed"),
    ("struck", "已划销", "struck out"),
)
RECOVERY_REASON = words(
    ("false_data", "弄虚作假骗取救助", "false data"),
    ("death_before_payment", "发放前已死亡", "death before the payment"),
    ("duplicate", "重复发放", "paid twice for the same"),
    ("over_ceiling", "超标准、超限额发放", "above the ceiling"),
    ("other_source_paid_later", "其他来源事后已支付", "another source paid later"),
    ("unregularised", "应急救助未补齐手续", "emergency aid not regularised"),
    ("overpaid", "多发", "overpaid"),
)
"""domain.md §5 «Clawback»; 社会救助暂行办法 art. 67, 68."""
REFERRAL = words(
    ("discipline", "纪检监察机关", "discipline inspection"),
    ("court", "人民法院", "court"),
    ("police", "公安机关", "police"),
)
UNSHOWN = words(
    ("no_entry", "日志中没有该岗位的记录", "no entry shows that it was done"),
    ("no_person", "该记录没有自然人", "no natural person stands behind the entry"),
    ("altered", "记录内容与其摘要不符", "the entry is not the one that was hashed"),
)
"""What a proof of separate duties could not show."""
