"""Who acts in a case: roles, the levels of the union tree, the duties no person may combine."""

from typing import Final

from workflows.vocabulary.code import Code, words


class Role:
    """Codes of the roles an officer is appointed to, or a machine client carries."""

    CLERK: Final = "clerk"
    REVIEWER: Final = "reviewer"
    APPROVER: Final = "approver"
    PAYMENT_MAKER: Final = "payment_maker"
    PAYMENT_CHECKER: Final = "payment_checker"
    FUND_MANAGER: Final = "fund_manager"
    AUDITOR: Final = "auditor"
    SECURITY_ADMIN: Final = "security_admin"
    SYSTEM_ADMIN: Final = "system_admin"
    FINANCE_SYSTEM: Final = "finance_system"
    BANK_GATEWAY: Final = "bank_gateway"


ROLES: tuple[Code, ...] = words(
    (Role.CLERK, "经办", "clerk"),
    (Role.REVIEWER, "审核", "reviewer"),
    (Role.APPROVER, "审批", "approver"),
    (Role.PAYMENT_MAKER, "制单", "payment maker"),
    (Role.PAYMENT_CHECKER, "复核放行", "payment checker"),
    (Role.FUND_MANAGER, "资金管理", "fund manager"),
    (Role.AUDITOR, "经审", "auditor"),
    (Role.SECURITY_ADMIN, "安全管理员", "security administrator"),
    (Role.SYSTEM_ADMIN, "系统管理员", "system administrator"),
    (Role.FINANCE_SYSTEM, "财务系统", "finance system"),
    (Role.BANK_GATEWAY, "银行接口", "bank gateway"),
)


class Level:
    """Codes of the levels of the union tree (domain.md §3.1), lowest first."""

    GRASSROOTS: Final = "grassroots"
    TOWNSHIP: Final = "township"
    COUNTY: Final = "county"
    CITY: Final = "city"
    PROVINCE: Final = "province"
    NATIONAL: Final = "national"


LEVELS: tuple[Code, ...] = words(
    (Level.GRASSROOTS, "基层工会", "grassroots union"),
    (Level.TOWNSHIP, "乡镇（街道）总工会", "township federation"),
    (Level.COUNTY, "县（市、区）总工会", "county federation"),
    (Level.CITY, "市总工会", "city federation"),
    (Level.PROVINCE, "省总工会", "provincial federation"),
    (Level.NATIONAL, "全国总工会", "national federation"),
)


class Duty:
    """Codes of the duties of a case: one natural person holds at most one of them."""

    INTAKE: Final = "intake"
    VISIT: Final = "visit"
    REVIEW: Final = "review"
    APPROVE: Final = "approve"
    MAKE: Final = "make"
    RELEASE: Final = "release"
    ACCOUNT_CHANGE: Final = "account_change"
    RECHECK: Final = "recheck"
    CHECK: Final = "check"
    FOLLOW_UP: Final = "follow_up"
    RECOVERY: Final = "recovery"
    RECOVERY_CHECK: Final = "recovery_check"


DUTIES: tuple[Code, ...] = words(
    (Duty.INTAKE, "受理申报", "intake"),
    (Duty.VISIT, "入户调查", "home visit"),
    (Duty.REVIEW, "审核", "review"),
    (Duty.APPROVE, "审批", "approval"),
    (Duty.MAKE, "制单", "payment making"),
    (Duty.RELEASE, "复核放行", "payment release"),
    (Duty.ACCOUNT_CHANGE, "变更账户", "account change"),
    (Duty.RECHECK, "复查", "re-check"),
    (Duty.CHECK, "登记核对结果", "registering of a check's answer"),
    (Duty.FOLLOW_UP, "回访", "follow-up"),
    (Duty.RECOVERY, "追回经办", "recovery"),
    (Duty.RECOVERY_CHECK, "追回复核", "second look at a recovery"),
)
