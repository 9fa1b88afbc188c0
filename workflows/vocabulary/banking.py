"""The words of banking: states of accounts and answers, what becomes of a line, what a failure asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workflows.vocabulary.code import Code, words

__all__ = [
    "ANSWER_REASON",
    "ANSWER_SORT",
    "BANK_ANSWER_STATES",
    "FAILURE_ACTOR",
    "FAILURE_ADVICE",
    "FINDING",
    "PAYING_ACCOUNT_STATES",
    "QUEUE_ADVICE",
    "STATEMENT_SORT",
    "STATEMENT_SUGGESTION",
    "FailureAdvice",
]

PAYING_ACCOUNT_STATES: tuple[Code, ...] = words(
    ("proposed", "待复核", "waits for the second person"),
    ("active", "已启用", "active"),
    ("closed", "已停用", "closed"),
)
BANK_ANSWER_STATES: tuple[Code, ...] = words(
    ("planned", "待复核", "planned: nothing is applied yet"),
    ("applied", "已处理", "applied"),
    ("discarded", "已作废", "discarded"),
)
ANSWER_SORT = words(
    ("paid", "已到账", "paid"),
    ("failed", "发放失败", "failed"),
    ("unknown", "银行处理中", "the bank does not know yet"),
    ("repeated", "重复", "said before"),
    ("conflicting", "矛盾", "contradicts what is known"),
    ("unmatched", "查无此笔", "names nothing here"),
    ("unreadable", "无法识别", "unreadable"),
)
ANSWER_REASON = words(
    ("amount_differs", "金额与发放金额不符", "the amount is not the payout's"),
    (
        "lines_differ",
        "文件中同一参考号有不同结果",
        "two lines say different things of one reference",
    ),
    ("line_repeated", "文件中已有相同一行", "the same line stands in the file already"),
    ("state_differs", "与已知结果矛盾", "contradicts the state of the payout"),
    ("reference_unknown", "没有这一参考号", "no payout has this reference"),
    ("reference_missing", "缺少参考号", "without a reference"),
    ("reference_unfit", "参考号格式不对", "no reference by its form"),
    ("amount_unfit", "金额无法识别", "the amount cannot be read"),
    ("outcome_unfit", "处理结果无法识别", "the outcome cannot be read"),
    ("day_unfit", "日期无法识别", "the day cannot be read"),
    ("serial_unfit", "银行流水号过长", "the bank's serial is too long"),
    ("incomplete", "缺少必填内容", "something that must be there is missing"),
)
FINDING = words(
    ("paid", "已到账", "it was paid"),
    ("not_paid", "未到账", "it was not paid"),
    ("dismissed", "与本单位无关", "it has nothing to do with us"),
)
QUEUE_ADVICE = words(
    ("dismiss", "核实后登记“与本单位无关”", "make sure, then record the finding dismissed"),
    (
        "ask_if_paid",
        "此前失败，现称已付：请向银行核实，登记“已到账”或“未到账”；核实前不得重发",
        "it had failed and is said to be paid: ask the bank, record paid or not_paid; send nothing before",
    ),
    (
        "ask_if_returned",
        "此前已到账，现称失败：请向银行核实；资金退回的登记退汇，否则登记“已到账”",
        "it was paid and is said to have failed: ask the bank; record a return, or the finding paid",
    ),
    (
        "ask_if_paid_twice",
        "同一笔出现两个银行流水号：请向银行核实是否重复付款",
        "two serials of one payment: ask the bank whether it was paid twice",
    ),
    ("ask_amount", "金额不符：请向银行核实实付金额", "ask the bank which amount was paid"),
    ("ask_bank", "请向银行核实后登记结论", "ask the bank, then record what was found"),
    (
        "await_bank",
        "等待银行回单；逾期请向银行核实",
        "wait for the bank's answer; ask when it is late",
    ),
)
STATEMENT_SORT = words(
    ("matched", "相符", "in both and equal"),
    ("bank_only_debit", "银行有付、账上无", "money left that the books do not know"),
    ("bank_only_credit", "银行有收、账上无", "money came in that the books do not know"),
    ("amount_differs", "金额不符", "the amounts differ"),
    ("reference_twice", "同一参考号付款两次", "one reference was paid twice"),
    ("books_only", "账上有付、银行无", "paid in the books and not at the bank"),
    ("unreadable", "无法识别", "unreadable"),
)
STATEMENT_SUGGESTION = words(
    ("record_return", "核实后登记退汇", "look at it, then record a return"),
    ("ask_bank", "请向银行核实", "ask the bank"),
    ("apply_answer", "请处理银行回单", "the bank's answer has not been applied"),
    ("alarm", "立即核查并报告", "look into it at once and report it"),
)
FAILURE_ACTOR = words(
    ("account_holder", "收款人", "the holder of the account"),
    ("unit", "所在单位工会", "the unit that keeps the file"),
    ("bank", "银行", "the bank"),
    ("finance", "财务", "finance"),
)


@dataclass(frozen=True, slots=True)
class FailureAdvice:
    """What is to be done after a failure: who acts, whether the payment may be sent again as it is,
    whether the account must be corrected and confirmed first."""

    actor: str
    again: bool
    correct: bool
    zh: str
    en: str


def _correct(actor: str, zh: str, en: str) -> FailureAdvice:
    return FailureAdvice(actor, again=False, correct=True, zh=zh, en=en)


_UNIT = "由单位与本人核对后更正账户，经复核再重发。"
_UNIT_EN = (
    "The unit checks with the person and corrects the account; once confirmed, send it again."
)
_HOLDER = "请本人到开户行办理或另行提供本人账户，经复核再重发。"
_HOLDER_EN = (
    "The person sees to it at the bank or names another account of their own; then confirm."
)
FAILURE_ADVICE: Mapping[str, FailureAdvice] = MappingProxyType(
    {
        "1": _correct("unit", _UNIT, _UNIT_EN),
        "2": _correct("unit", _UNIT, _UNIT_EN),
        "3": _correct("account_holder", _HOLDER, _HOLDER_EN),
        "4": _correct("unit", _UNIT, _UNIT_EN),
        "5": _correct("unit", _UNIT, _UNIT_EN),
        "6": _correct("account_holder", _HOLDER, _HOLDER_EN),
        "7": _correct("account_holder", _HOLDER, _HOLDER_EN),
        "8": _correct("unit", _UNIT, _UNIT_EN),
        "9": _correct("account_holder", _HOLDER, _HOLDER_EN),
        "10": _correct("account_holder", _HOLDER, _HOLDER_EN),
        "11": FailureAdvice(
            "unit", again=False, correct=False,
            zh="由单位与本人确认；确属放弃的取消发放。",
            en="The unit asks the person; if it is given up for good, cancel the payout.",
        ),
        "12": FailureAdvice(
            "bank", again=True, correct=False,
            zh="账户无误，可原样重发。", en="Nothing is wrong with the account: send it again as it is.",
        ),
        "13": FailureAdvice(
            "finance", again=True, correct=False,
            zh="账户无误，财务排除原因后可原样重发。",
            en="Nothing is wrong with the account: finance sees to the cause, then send it again.",
        ),
        "14": FailureAdvice(
            "finance", again=False, correct=False,
            zh="暂停发放，由财务与银行核查后再定。",
            en="Send nothing: finance looks into it with the bank first.",
        ),
        "99": FailureAdvice(
            "finance", again=False, correct=False,
            zh="由财务向银行问明原因后再办理。", en="Finance asks the bank for the reason first.",
        ),
    }
)  # fmt: skip
"""By the code of `failure_code` (domain.md §5)."""
