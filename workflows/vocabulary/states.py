"""The states a thing can be in, as plain strings: the state tables are built on these words."""

from collections.abc import Mapping

from workflows.vocabulary.banking import BANK_ANSWER_STATES, PAYING_ACCOUNT_STATES
from workflows.vocabulary.code import Code, words
from workflows.vocabulary.recovery import RECEIPT_STATES, RECOVERY_STATES

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
NEVER_IN_EMERGENCY = frozenset({"on_notice", "notice_passed", "suspended"})
EMERGENCY_STATES: tuple[Code, ...] = tuple(
    one for one in APPLICATION_STATES if one.code not in NEVER_IN_EMERGENCY
)
HARDSHIP_FILE_STATES: tuple[Code, ...] = words(
    ("draft", "草稿", "draft"),
    ("submitted", "已提交", "submitted"),
    ("accepted", "已受理", "accepted"),
    ("visited", "已入户调查", "visited at home"),
    ("deliberated", "已评议", "deliberated"),
    ("on_notice", "公示中", "on public notice"),
    ("notice_passed", "公示通过", "notice passed"),
    ("reviewed", "已审核", "reviewed"),
    ("checking", "核对中", "under economic check"),
    ("checked", "已核对", "checked"),
    ("active", "在档", "active"),
    ("reverifying", "复核中", "being verified again"),
    ("exiting", "拟脱困", "exit proposed"),
    ("exited", "已脱困（监测期）", "out of hardship, monitored"),
    ("cancelling", "拟注销", "cancellation proposed"),
    ("cancelled", "已注销", "cancelled"),
    ("archived", "已归档", "archived"),
    ("returned", "退回补正", "returned for correction"),
    ("rejected", "不予建档", "rejected"),
    ("withdrawn", "已撤回", "withdrawn"),
)
FUND_STATES: tuple[Code, ...] = words(
    ("open", "使用中", "open"),
    ("closed", "已关账", "closed"),
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
    ("investigating", "核查中", "being looked into"),
    ("upheld", "异议成立", "upheld"),
    ("dismissed", "异议不成立", "dismissed"),
)
APPEAL_STATES: tuple[Code, ...] = words(
    ("open", "待复核", "open"),
    ("upheld", "申诉成立", "upheld"),
    ("dismissed", "申诉不成立", "dismissed"),
    ("withdrawn", "已撤回", "withdrawn"),
)
PETITION_STATES: tuple[Code, ...] = words(
    ("registered", "已登记", "registered"),
    ("checked", "已核查", "checked"),
    ("handled", "已处理", "handled"),
    ("replied", "已答复", "replied"),
    ("closed", "已办结", "closed"),
)
ECONOMIC_CHECK_STATES: tuple[Code, ...] = words(
    ("open", "待返回", "waiting for answers"),
    ("answered", "已返回", "answered"),
)
CHECK_LINE_STATES: tuple[Code, ...] = words(
    ("asked", "待核对", "asked"),
    ("answered", "已核对", "answered"),
    ("withdrawn", "已撤下", "taken off the list"),
)
TRANSFER_STATES: tuple[Code, ...] = words(
    ("offered", "待接收", "offered"),
    ("accepted", "已接收", "accepted"),
    ("declined", "不予接收", "declined"),
    ("withdrawn", "已撤回", "withdrawn"),
)
RECHECK_STATES: tuple[Code, ...] = words(
    ("open", "待复查", "open"),
    ("consistent", "复查相符", "found consistent"),
    ("inconsistent", "复查不符", "found inconsistent"),
    ("withdrawn", "已撤销", "withdrawn"),
)
REGULARISATION_STATES: tuple[Code, ...] = words(
    ("due", "待补材料", "papers owed"),
    ("submitted", "材料已补", "papers brought"),
    ("reviewed", "已审核", "reviewed"),
    ("on_notice", "公示中", "on public notice"),
    ("notice_passed", "公示通过", "notice passed"),
    ("regularised", "手续已补齐", "regularised"),
    ("unregularised", "未补齐，应追回", "not regularised: to be recovered"),
    ("recovered", "未补齐，已追回", "not regularised, and recovered"),
    ("cancelled", "随救助终止", "ended with the award"),
)
FILE_IMPORT_STATES: tuple[Code, ...] = words(
    ("refused", "有误未导入", "refused: nothing written"),
    ("writing", "写入中", "being written"),
    ("done", "已完成", "done"),
    ("undoing", "撤回中", "being undone"),
    ("undone", "已全部撤回", "undone"),
)
CAMPAIGN_STATES: tuple[Code, ...] = words(
    ("draft", "草案", "draft"),
    ("published", "已发布（各单位申报中）", "published: units list"),
    ("merged", "已汇总", "lists merged"),
    ("decided", "已审批", "decided"),
    ("reported", "已上报", "reported"),
    ("closed", "已办结", "closed"),
    ("cancelled", "已取消", "cancelled"),
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
AID_STATES: tuple[Code, ...] = (
    words(  # of one aid in a household's record, told of it and kept nowhere
        ("in_progress", "办理中", "in progress"),
        ("committed", "已核定待发放", "granted, not paid yet"),
        ("paying", "发放中", "being paid"),
        ("paid", "已发放", "paid"),
        ("failed", "发放失败", "payment failed"),
        ("returned", "已退汇", "payment returned"),
        ("recovered", "已追回", "paid, and recovered in full"),
        ("ended", "未获救助", "ended without aid"),
    )
)
BANK_RESULT_OUTCOMES: tuple[Code, ...] = words(
    ("applied", "已入账", "applied"),
    ("repeated", "重复回单", "repeated"),
    ("queued", "待核对", "queued"),
)
STATES: Mapping[str, tuple[Code, ...]] = {
    "application_state": APPLICATION_STATES,
    "emergency_state": EMERGENCY_STATES,
    "hardship_file_state": HARDSHIP_FILE_STATES,
    "fund_state": FUND_STATES,
    "notice_state": NOTICE_STATES,
    "notice_line_state": NOTICE_LINE_STATES,
    "objection_state": OBJECTION_STATES,
    "appeal_state": APPEAL_STATES,
    "petition_state": PETITION_STATES,
    "economic_check_state": ECONOMIC_CHECK_STATES,
    "check_line_state": CHECK_LINE_STATES,
    "transfer_state": TRANSFER_STATES,
    "recheck_state": RECHECK_STATES,
    "regularisation_state": REGULARISATION_STATES,
    "file_import_state": FILE_IMPORT_STATES,
    "campaign_state": CAMPAIGN_STATES,
    "edition_state": EDITION_STATES,
    "payment_batch_state": PAYMENT_BATCH_STATES,
    "payout_state": PAYOUT_STATES,
    "recovery_state": RECOVERY_STATES,
    "receipt_state": RECEIPT_STATES,
    "aid_state": AID_STATES,
    "bank_result": BANK_RESULT_OUTCOMES,
    "bank_answer_state": BANK_ANSWER_STATES,
    "paying_account_state": PAYING_ACCOUNT_STATES,
}
