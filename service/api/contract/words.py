"""What the contract says in words: of the whole, of each noun, of each kind of refusal."""

from __future__ import annotations

from typing import Final

__all__ = ["ABOUT", "REFUSALS", "TAGS", "TITLE"]

TITLE: Final = "困难职工帮扶 Hardship aid of trade unions"
ABOUT: Final = """\
从基层工会建档申请，到救助金打入本人账户：每一步由谁、依据哪条规则办理，都可事后证明。
From a grassroots union's first form to money on the person's own account, with proof of every step.

- 金额单位为分（整数，字段名以 `_fen` 结尾），写作整数，不写 `1.0`。 Money is whole fen, in fields \
named `*_fen`, written without a fraction: `1.0` is refused.
- 日期为 ISO 8601，时刻带时区；编号为 UUIDv7。 Dates are ISO 8601, instants carry a zone, ids are UUIDv7.
- 每次写入返回该事物、`ETag` 与审计编号。修改须带 `If-Match`。 Every write answers with the thing, its \
`ETag` and its audit number; what exists is changed with `If-Match`.
- 拒绝一律为 `application/problem+json`（RFC 9457），`type` 见 `x-problems`。 Every refusal is a problem of \
RFC 9457 whose `type` is one of `x-problems`.
- 检查顺序 Order of checks: 401 · 400/413/415 · 404 · 403 · 422 · idempotency · 428 · 412 · 409 · guards.
- `x-roles` 为可调用的岗位，`x-actions` 为各操作的岗位。 `x-roles` names who may call, `x-actions` who \
may do each action.
"""

# The nouns in the words of both languages; a test holds that every noun stands here.
TAGS: Final[dict[str, tuple[str, str]]] = {
    "aid_records": ("帮扶记录", "Aid records"),
    "appeals": ("申诉", "Appeals against a refusal"),
    "application_decisions": ("批量办理", "Decisions on many applications"),
    "applications": ("申请", "Applications"),
    "audit": ("审计日志", "The audit log"),
    "batch_files": ("批次文件", "Files of a dispatched batch"),
    "bank_answers": ("银行结果文件", "A bank's answers as files"),
    "bank_results": ("银行回单", "Bank results"),
    "bank_statements": ("银行对账单", "Account statements held against the books"),
    "calendars": ("工作日历", "Working-day calendars"),
    "case_letters": ("申请告知书", "Letters of an application"),
    "campaign_lines": ("慰问名单", "Lines of campaigns"),
    "campaigns": ("慰问活动", "Campaigns"),
    "clients": ("接入系统", "Machine clients"),
    "code_lists": ("代码表", "Code lists"),
    "copies": ("抄送", "Cases copied to officers"),
    "delegations": ("代理", "Delegations"),
    "docs": ("接口文档", "This contract"),
    "duties_proofs": ("岗位分离证明", "Proofs of separate duties"),
    "economic_checks": ("经济状况核对", "Economic checks"),
    "editions": ("政策版本", "Policy editions"),
    "evidence": ("佐证材料", "Evidence"),
    "exemptions": ("一事一议豁免", "Exemptions"),
    "exports": ("导出", "Exports"),
    "file_documents": ("档案材料", "Documents of a file"),
    "follow_ups": ("回访", "Follow-ups of what was paid"),
    "funds": ("资金", "Funds"),
    "hand_overs": ("离职转办", "Cases handed over"),
    "hardship_files": ("困难职工档案", "Hardship files"),
    "home_visits": ("入户调查", "Home visits"),
    "imports": ("导入", "Imports"),
    "kin": ("近亲属备案", "Relatives of officers"),
    "ledger_reports": ("台账与账目核对", "Balances, and whether the books agree"),
    "next_hands": ("流程预测", "Who is next"),
    "notices": ("公示", "Public notices, as officers see them"),
    "oauth": ("访问令牌", "Access tokens"),
    "objections": ("异议", "Objections"),
    "officers": ("人员与任职", "Officers and their appointments"),
    "operations": ("运行", "Running the service"),
    "paying_accounts": ("付款账户", "Accounts that unions pay from"),
    "payment_batches": ("发放批次", "Payment batches"),
    "payment_queue": ("待处理发放", "Payouts that have not arrived"),
    "payouts": ("发放", "Payouts"),
    "petitions": ("来信来访", "Petitions: letters, visits and calls"),
    "programmes": ("救助项目", "Programmes"),
    "public_notices": ("公示栏", "Public notices, as anybody sees them"),
    "rechecks": ("复查", "Re-checks by the level above"),
    "recoveries": ("追回", "Recoveries of what was paid"),
    "recovery_decisions": ("追回办理", "Decisions on a recovery"),
    "recovery_receipts": ("追回退款", "What came back by a recovery"),
    "regularisations": ("应急救助补办", "What emergency aid still owes"),
    "reports": ("统计", "Figures of a period"),
    "resemblances": ("疑似重复", "Possible duplicates"),
    "samples": ("抽查", "Samples drawn by the level above"),
    "self_checks": ("自查", "Self-checks: what one might be granted"),
    "supervision": ("督办", "What is late, reminded of and told above"),
    "todo": ("待办", "What waits for the caller"),
    "transfers": ("档案转移", "Transfers of files"),
    "unattended": ("无人可办", "Cases nobody can act on"),
    "unions": ("工会", "Unions"),
    "vouchers": ("会计凭证", "Vouchers"),
    "webhooks": ("事件推送", "Webhooks"),
    "fund_reports": ("资金报表", "Reports of funds"),
    "payment_orders": ("付款单", "Payment orders"),
    "work_lists": ("工作清单", "Work lists of files"),
}

# status: component name, Chinese, English
REFUSALS: Final[dict[int, tuple[str, str, str]]] = {
    400: ("Unreadable", "请求无法读取，或缺少幂等键", "unreadable, or without its Idempotency-Key"),
    401: ("NotAuthenticated", "需要有效的访问令牌", "a valid token is required"),
    403: ("Forbidden", "岗位不符、不相容岗位或须回避", "role, separation of duties or recusal"),
    404: ("NotFound", "未找到，或不在管辖范围内", "unknown, out of scope, or no such action"),
    409: ("Conflict", "状态不符、重复或正在处理", "wrong state, a duplicate, or still in progress"),
    412: ("Stale", "内容已被他人更新", "changed since you read it"),
    413: ("TooLarge", "请求内容过大", "the body is too large"),
    415: ("UnsupportedMediaType", "内容类型不受支持", "not application/json in UTF-8"),
    422: ("Refused", "填报内容有误，或不符合规则", "the input or a rule stands against it"),
    428: ("VersionRequired", "须带 If-Match", "If-Match is required"),
    429: ("TooManyRequests", "请求过于频繁", "too many requests"),
    500: ("Unexpected", "系统内部错误", "a fault of ours"),
    503: ("Unavailable", "服务暂不可用", "unavailable for the moment"),
}
