"""The states a thing can be in, as plain strings: the state tables are built on these words."""

from collections.abc import Mapping

from workflows.vocabulary.code import Code, words

APPLICATION_STATES: tuple[Code, ...] = words(
    ("draft", "草稿", "draft"),
    ("submitted", "已提交", "submitted"),
    ("reviewed", "已审核", "reviewed"),
    ("on_notice", "公示中", "on public notice"),
    ("notice_passed", "公示通过", "notice passed"),
    ("approved", "已审批", "approved"),
    ("paying", "发放中", "being paid"),
    ("paid", "已发放", "paid"),
    ("closed", "已办结", "closed"),
    ("returned", "退回补正", "returned for correction"),
    ("rejected", "不予救助", "rejected"),
    ("withdrawn", "已撤回", "withdrawn"),
    ("lapsed", "已失效", "lapsed"),
    ("suspended", "已中止", "suspended"),
)
HARDSHIP_FILE_STATES: tuple[Code, ...] = words(
    ("draft", "草稿", "draft"),
    ("submitted", "已提交", "submitted"),
    ("reviewed", "已审核", "reviewed"),
    ("active", "在档", "active"),
    ("returned", "退回补正", "returned for correction"),
    ("rejected", "不予建档", "rejected"),
    ("withdrawn", "已撤回", "withdrawn"),
)
NOTICE_STATES: tuple[Code, ...] = words(
    ("open", "公示中", "open"),
    ("closed", "公示结束", "closed"),
)
NOTICE_LINE_STATES: tuple[Code, ...] = words(
    ("open", "公示中", "on notice"),
    ("held", "有异议待处理", "held by an objection"),
    ("passed", "公示通过", "passed"),
    ("failed", "异议成立", "failed: objection upheld"),
    ("withdrawn", "已撤下", "taken off the notice"),
)
OBJECTION_STATES: tuple[Code, ...] = words(
    ("open", "待处理", "open"),
    ("upheld", "异议成立", "upheld"),
    ("dismissed", "异议不成立", "dismissed"),
)
EDITION_STATES: tuple[Code, ...] = words(
    ("draft", "草案", "draft"),
    ("adopted", "已通过", "adopted"),
)
PAYMENT_BATCH_STATES: tuple[Code, ...] = words(
    ("draft", "制单中", "draft"),
    ("submitted", "待复核", "submitted"),
    ("released", "已放行", "released"),
    ("dispatched", "已送银行", "dispatched"),
    ("settled", "已结清", "settled"),
    ("cancelled", "已作废", "cancelled"),
)
PAYOUT_STATES: tuple[Code, ...] = words(
    ("pending", "待发放", "pending"),
    ("sent", "已送银行", "sent"),
    ("paid", "已到账", "paid"),
    ("failed", "发放失败", "failed"),
    ("unknown", "结果未知", "unknown"),
    ("returned", "已退汇", "returned"),
    ("cancelled", "已取消", "cancelled"),
)
BANK_RESULT_OUTCOMES: tuple[Code, ...] = words(
    ("applied", "已入账", "applied"),
    ("repeated", "重复回单", "repeated"),
    ("queued", "待核对", "queued"),
)
STATES: Mapping[str, tuple[Code, ...]] = {
    "application_state": APPLICATION_STATES,
    "hardship_file_state": HARDSHIP_FILE_STATES,
    "notice_state": NOTICE_STATES,
    "notice_line_state": NOTICE_LINE_STATES,
    "objection_state": OBJECTION_STATES,
    "edition_state": EDITION_STATES,
    "payment_batch_state": PAYMENT_BATCH_STATES,
    "payout_state": PAYOUT_STATES,
    "bank_result": BANK_RESULT_OUTCOMES,
}
