"""Every refusal by name: one class, one slug, one status, one sentence in each language.

The slug is the class name in kebab case; the guard and the code in ``refusals`` are the same words
with underscores (house rule: one slug names a refusal everywhere).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

__all__ = ["CATALOGUE", "DomainError", "Refused", "Verdict", "by_code"]


class DomainError(Exception):
    """A refusal a person can act on: what is wrong, with which value, what to do next."""

    status: ClassVar[int] = 422
    zh: ClassVar[str] = "请求未被接受"
    en: ClassVar[str] = "The request was refused"
    next_zh: ClassVar[str] = "请按提示更正后重试。"
    next_en: ClassVar[str] = "Correct what is named and try again."

    def __init__(self, *, refusals: Sequence[Verdict] = (), **values: object) -> None:
        self.values: dict[str, object] = values
        self.refusals: tuple[Verdict, ...] = tuple(refusals)
        super().__init__(f"{self.code()}: {values}")

    @classmethod
    def code(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def slug(cls) -> str:
        return cls.code().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one guard found: its code, whether it holds, and the values it compared.

    One that ``chooses`` tells which of several rows is meant; it is no reason for a refusal.
    """

    error: type[DomainError]
    ok: bool
    values: Mapping[str, object] = field(default_factory=dict)
    code: str = ""
    zh: str = ""
    en: str = ""
    chooses: bool = False

    @property
    def name(self) -> str:
        return self.code or self.error.code()

    def title(self, language: str) -> str:
        if language == "en":
            return self.en or self.error.en
        return self.zh or self.error.zh


def _precedence(verdict: Verdict) -> int:
    """403 before 409 before 422 (wire.md, order of checks)."""
    return {403: 0, 409: 1}.get(verdict.error.status, 2)


class Refused(DomainError):
    """Several guards failed at once; the gravest names the problem, all are listed."""

    @staticmethod
    def of(verdicts: Sequence[Verdict]) -> DomainError:
        failed = [verdict for verdict in verdicts if not verdict.ok]
        leader = min(failed, key=_precedence)
        return leader.error(refusals=failed, **dict(leader.values))


# --- reading the request ------------------------------------------------------------------------


class NotAuthenticated(DomainError):
    status = 401
    zh, en = "需要有效的访问令牌", "A valid access token is required"
    next_zh, next_en = "请重新获取令牌后再试。", "Get a fresh token and try again."


class InvalidClient(DomainError):
    """Of the token endpoint alone; RFC 6749 §5.2 calls it ``invalid_client``."""

    status = 401
    zh, en = "接入系统的编号或密钥无效", "Client id or secret is not valid"
    next_zh, next_en = "请核对编号与密钥，或申请新密钥。", "Check both, or have a new secret made."


class Unreadable(DomainError):
    status = 400
    zh, en = "请求无法读取", "The request cannot be read"


class TooLarge(DomainError):
    status = 413
    zh, en = "请求内容过大", "The request is too large"


class UnsupportedMediaType(DomainError):
    status = 415
    zh, en = "请求内容类型不受支持", "The content type is not supported"
    next_zh, next_en = "请以 application/json 提交。", "Send application/json."


class KeyRequired(DomainError):
    status = 400
    zh, en = "此操作必须携带幂等键", "This call needs an Idempotency-Key"
    next_zh, next_en = (
        "请在请求头 Idempotency-Key 中给出唯一值。",
        "Send a unique Idempotency-Key header.",
    )


class NotFound(DomainError):
    status = 404
    zh, en = "未找到，或不在您的管辖范围内", "Not found, or outside your scope"
    next_zh, next_en = "请核对编号。", "Check the identifier."


class MethodNotAllowed(DomainError):
    status = 405
    zh, en = "此地址不支持该方法", "This address does not take that method"


class RoleRequired(DomainError):
    status = 403
    zh, en = "您的岗位无权进行此操作", "Your appointments do not allow this"
    next_zh, next_en = "请由具有该岗位的人员办理。", "Ask someone who holds one of the roles named."


class InvalidInput(DomainError):
    status = 422
    zh, en = "填报内容有误", "Some of the input is not valid"


class KeyReused(DomainError):
    status = 422
    zh, en = "同一幂等键已用于不同内容", "This Idempotency-Key was used for other input"
    next_zh, next_en = "请为新的内容使用新的幂等键。", "Use a new key for new input."


class InProgress(DomainError):
    status = 409
    zh, en = "系统正在处理其他操作", "Another call is still running"
    next_zh, next_en = "请稍后以同一幂等键重试。", "Try again shortly with the same key."


class TooManyRequests(DomainError):
    status = 429
    zh, en = "请求过于频繁", "Too many requests"
    next_zh, next_en = "请稍后再试。", "Try again later."


class Unavailable(DomainError):
    status = 503
    zh, en = "服务暂不可用", "The service is not available for the moment"
    next_zh, next_en = "请稍后以同一幂等键重试。", "Try again shortly with the same key."


class VersionRequired(DomainError):
    status = 428
    zh, en = "修改前须注明所见版本", "Say which version you saw (If-Match)"
    next_zh, next_en = (
        "请先读取，再以其 ETag 作为 If-Match 提交。",
        "Read it and send its ETag as If-Match.",
    )


class StaleVersion(DomainError):
    status = 412
    zh, en = "内容已被他人更新", "It has changed since you read it"
    next_zh, next_en = "请重新读取后再试。", "Read it again and decide anew."


class WrongState(DomainError):
    status = 409
    zh, en = "当前状态下不能进行此操作", "This cannot be done in the present state"
    next_zh, next_en = "请从当前允许的操作中选择。", "Choose one of the actions allowed now."


# --- persons ------------------------------------------------------------------------------------


class SeparationOfDuties(DomainError):
    status = 403
    zh, en = "不相容岗位须由不同人员办理", "One person may hold only one duty in a case"
    next_zh, next_en = (
        "请由未参与本案其他环节的人员办理。",
        "Ask someone with no other duty in this case.",
    )


class Recusal(DomainError):
    status = 403
    zh, en = "本人或家庭成员的案件须回避", "Nobody acts on the case of their own household"
    next_zh, next_en = "请由与本户无关的人员办理。", "Ask someone unrelated to the household."


class IdentityNumberInvalid(DomainError):
    zh, en = "身份证号码不正确", "The identity number is not valid"
    next_zh, next_en = "请核对证件后重新填写。", "Check it against the card."


class PersonOnFile(DomainError):
    status = 409
    zh, en = "此人已在其他困难职工档案中", "This person is already on another hardship file"
    next_zh, next_en = (
        "请与建档工会联系，一户一档。",
        "Contact the union that holds the file: one household, one file.",
    )


class PersonTwice(DomainError):
    zh, en = "同一人在本档案中重复填写", "The same person stands twice on this form"


class AlreadyExists(DomainError):
    status = 409
    zh, en = "该编号已存在", "That identifier already exists"


class IncompatibleRoles(DomainError):
    status = 403
    zh, en = "不相容岗位不得由同一人兼任", "One person may not hold these roles together"
    next_zh, next_en = "请任用另一人。", "Appoint someone else."


class PeriodInvalid(DomainError):
    zh, en = "任期起止日期有误", "The period of the appointment cannot be"
    next_zh, next_en = "请核对起止日期。", "Check the first and the last day."


class AppointmentUnknown(DomainError):
    zh, en = "该人员没有这项任职", "The officer has no such appointment"
    next_zh, next_en = "请先查询该人员的任职。", "Read the officer's appointments first."


class LevelUnfit(DomainError):
    zh, en = "工会层级须低于其上级工会", "A union stands below the level of the union above it"
    next_zh, next_en = "请核对层级与上级工会。", "Check the level and the parent."


class UnionUnknown(DomainError):
    zh, en = "工会不存在或不在管辖范围内", "That union is unknown or outside your scope"


# --- file and application -----------------------------------------------------------------------


class NoCategory(DomainError):
    zh, en = "不符合任何困难类别", "The household falls into no hardship category"
    next_zh, next_en = "请核对收入与刚性支出。", "Check income and rigid expenditure."


class FileNotActive(DomainError):
    zh, en = "困难职工档案未在档", "The hardship file is not active"
    next_zh, next_en = "先建档、后帮扶：请先完成建档。", "Have the file confirmed first."


class FileOverdue(DomainError):
    zh, en = "困难职工档案逾期未复核", "The hardship file is overdue for its yearly re-verification"
    next_zh, next_en = "请先完成年度复核。", "Have it verified again first."


class AuthorisationMissing(DomainError):
    zh, en = "有成年家庭成员未签核对授权书", "An adult of the household has not signed the authorisation"
    next_zh, next_en = (
        "请登记所列成员签署的核对授权书。",
        "Register the authorisation signed by each member named.",
    )


class MissingUnnamed(DomainError):
    zh, en = "退回须一次性告知所缺材料", "A return at acceptance names everything that is missing"
    next_zh, next_en = "请在 missing 中逐项列出。", "List each document in missing."


class ToldAlready(DomainError):
    status = 409
    zh, en = "所缺材料已一次性告知过", "What is missing has been told already, once for all"
    next_zh, next_en = "请予受理，或说明理由不予受理。", "Accept it, or refuse it with reasons."


class VisitUnsigned(DomainError):
    zh, en = "入户调查签字人数不足或与申报不符", "The home visit lacks signatures, or found otherwise"
    next_zh, next_en = (
        "请其他调查人签字；不符的请退回更正后重新调查。",
        "Have another visitor sign; if it differs, return the file and visit again.",
    )


class VisitLater(DomainError):
    zh, en = "调查日期不得晚于今日", "The visit cannot lie in the future"


class NothingExcluded(DomainError):
    status = 409
    zh, en = "该情形并不成立，无须豁免", "That exclusion does not stand against the household"
    next_zh, next_en = "请查看认定步骤。", "See the steps of the means test."


class MinutesMissing(DomainError):
    zh, en = "集体评议须有会议纪要", "A collective decision needs its minutes"
    next_zh, next_en = (
        "请填写会议编号、日期和出席人员（不少于三人）。",
        "Give the meeting's number, its day and those present, three at least.",
    )


class CheckUnanswered(DomainError):
    zh, en = "经济状况核对结果尚未返回", "The economic check has not been answered"
    next_zh, next_en = "请登记核对中心的结果。", "Register the checking centre's answer."


class CheckAnswered(DomainError):
    status = 409
    zh, en = "该户核对结果已登记，内容不同", "Another answer is registered for that household"
    next_zh, next_en = (
        "请与核对中心确认；确需更正的，重新发起核对。",
        "Ask the checking centre; have it checked anew where it was wrong.",
    )


class DoubtUnexplained(DomainError):
    zh, en = "核对结果与申报不符，须说明", "The check differs from the form and is not explained"
    next_zh, next_en = (
        "请核实后写明意见，或退回更正。",
        "Look into it and say why, or return the file.",
    )


class ExclusionApplies(DomainError):
    zh, en = "存在不予认定的情形", "The household falls under an exclusion"
    next_zh, next_en = (
        "请核实；确有特殊情况的，由有权人员一事一议豁免。",
        "Look into it; an exemption with reasons may be granted.",
    )


class RecheckOpen(DomainError):
    zh, en = "上级复查尚未完成", "A re-check by the level above is open"
    next_zh, next_en = "请由上级工会完成复查。", "Have the union above complete it."


class ResemblanceUndecided(DomainError):
    zh, en = "疑似重复档案尚未认定", "Whether a similar file is the same household is undecided"
    next_zh, next_en = "请逐一认定并写明理由。", "Decide on each, with a reason."


class WorkerUntold(DomainError):
    zh, en = "脱困须先告知职工本人并记录日期", "The worker must have been told, on a recorded day"
    next_zh, next_en = "请在 told_on 中填写告知日期。", "Give that day in told_on."


class MonitoringRunning(DomainError):
    zh, en = "脱困监测期未满", "The household is still being monitored"
    next_zh, next_en = "监测期满次日起方可归档。", "Archive it the day after monitoring ends."


class NotEligible(DomainError):
    zh, en = "不符合本项目的条件", "The programme's conditions are not met"


class BeneficiaryUnfit(DomainError):
    zh, en = "受助人不符合本项目要求", "That person cannot be the beneficiary here"


class PayeeUnfit(DomainError):
    zh, en = (
        "收款人须为受助人本人或未成年人的监护人",
        "The payee must be the beneficiary or a minor's guardian",
    )


class AccountShared(DomainError):
    status = 409
    zh, en = "该账号已登记在他人名下", "That account is registered to another person"
    next_zh, next_en = (
        "一个账号只能有一个户名，请核对。",
        "One account has one holder: check the number.",
    )


class EvidenceMissing(DomainError):
    zh, en = "佐证材料不齐", "Evidence is missing"
    next_zh, next_en = "请补齐所列材料。", "Register the documents named."


class AwardZero(DomainError):
    zh, en = "核定金额为零", "The award would be zero"
    next_zh, next_en = "请查看计算步骤与各项限额。", "See the steps and the caps."


class CapExceeded(DomainError):
    zh, en = "超过救助限额", "A cap would be exceeded"
    next_zh, next_en = "请退回重新核定金额。", "Return the case so that the award is computed anew."


class DuplicateClaim(DomainError):
    status = 409
    zh, en = "同一事项已申请过救助", "Aid for the same occasion has been applied for already"
    next_zh, next_en = "请查看已有申请。", "See the application that exists."


class EditionMissing(DomainError):
    zh, en = "没有生效的政策版本", "No policy edition is in force"
    next_zh, next_en = "请先制定并通过政策版本。", "Have an edition adopted first."


class EditionInvalid(DomainError):
    zh, en = "政策版本不完整或自相矛盾", "The edition is incomplete or contradicts itself"


class LevelMissing(DomainError):
    zh, en = "所属工会之上没有该层级", "No union of that level stands above the applicant's"


class ContentChanged(DomainError):
    status = 409
    zh, en = "表决后内容已变更", "The content changed after it was voted on"
    next_zh, next_en = "请退回后重新审核。", "Return the case for a new round."


class AlreadyVoted(DomainError):
    status = 409
    zh, en = "本轮已表决过", "You have voted in this round already"


class OpinionRequired(DomainError):
    zh, en = "须填写意见", "An opinion is required"
    next_zh, next_en = "请写明理由。", "Say why."


# --- notice -------------------------------------------------------------------------------------


class CalendarUnknown(DomainError):
    zh, en = "该年度的工作日历尚未导入", "The working-day calendar of that year is not known"
    next_zh, next_en = (
        "请导入国务院办公厅当年放假通知。",
        "Import the State Council's notice for that year.",
    )


class CalendarInvalid(DomainError):
    zh, en = "工作日历有误", "The calendar contradicts itself"
    next_zh, next_en = (
        "日期须在该年度内，放假日与调休上班日不得重复。",
        "Every day lies in the year, and no day is both free and worked.",
    )


class CalendarInUse(DomainError):
    status = 409
    zh, en = "已有公示按该年度的日历计算", "Notices have been counted by that year's calendar"
    next_zh, next_en = (
        "已用于计算的日历不得更改。",
        "A calendar that periods were counted by stays as it is.",
    )


class NoticeRunning(DomainError):
    zh, en = "公示期未满", "The notice period has not ended"
    next_zh, next_en = (
        "公示期满次日起方可办理。",
        "Wait until the day after the last day of the notice.",
    )


class ObjectionOpen(DomainError):
    zh, en = "存在未处理的异议", "An objection is open"
    next_zh, next_en = "请先由上级核查并答复异议。", "Have the objection decided first."


class LineUnknown(DomainError):
    zh, en = "名单中没有该行", "The notice has no such line"


class ObjectionClosed(DomainError):
    status = 409
    zh, en = (
        "该行已审定，不再受理公示异议",
        "That line is decided; objections are no longer taken here",
    )
    next_zh, next_en = "请拨打 12351 反映情况。", "Call 12351."


# --- money --------------------------------------------------------------------------------------


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


class PayoutContradicted(DomainError):
    zh, en = "银行对此笔发放的回单前后矛盾", "The bank contradicts itself about this payout"
    next_zh = "请先与银行核对，确认前次未到账后再行处理。"
    next_en = "Find out from the bank whether the earlier attempt was paid."


class BatchMismatch(DomainError):
    zh, en = "银行回单与批次不符", "The bank result names no such batch"


def _all(cls: type[DomainError]) -> list[type[DomainError]]:
    return [child for kind in cls.__subclasses__() for child in (kind, *_all(kind))]


CATALOGUE: tuple[type[DomainError], ...] = tuple(
    kind for kind in _all(DomainError) if kind is not Refused
)


def by_code(code: str) -> type[DomainError]:
    """The class of a slug or code; KeyError for one that is not in the catalogue."""
    return {kind.code(): kind for kind in CATALOGUE}[code.replace("-", "_")]
