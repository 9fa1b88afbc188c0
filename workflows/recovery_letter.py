"""追回告知书: what a household is told in writing of money it must give back, and what it may do.

Why, how much, by when, into which account it goes and what remedies there are (社会救助暂行办法 art. 13,
65, 68; domain.md §4). Nobody is named in it but the union that decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from workflows.steps import yuan

__all__ = ["RECOVERY_LETTERS", "RecoveryLetter", "recovery_letter_of"]

_KINDS: Final = (
    ("confirm", "confirmed", "notice"),
    ("remind", None, "reminder"),
    ("refer", "referred", "referral"),
    ("confirm_receipt", "recovered", "settled"),
    ("lift", "withdrawn", "lifted"),
)
"""Action, to: the letter. None stands for any state."""


def recovery_letter_of(action: str, after: str | None) -> str | None:
    """The letter that is owed for a deed on a recovery; None where none is."""
    for wanted, target, kind in _KINDS:
        if wanted == action and target in (None, after):
            return kind
    return None


@dataclass(frozen=True, slots=True)
class RecoveryLetter:
    """One letter; ``due_on`` is the day by which money is due, ``term`` its length in words where that
    day is not known yet."""

    kind: str
    number: str
    application: str
    programme: str
    decided_on: date
    union: str
    reason: str
    amount_fen: int
    owed_fen: int
    grounds: str = ""
    due_on: date | None = None
    term: str = ""

    def sentences(self, language: str) -> list[str]:
        """What stands in it, in one language."""
        word = "en" if language == "en" else "zh"
        opening = RECOVERY_LETTERS[self.kind][word].format(
            programme=self.programme, application=self.application, number=self.number,
            day=self.decided_on.isoformat(), union=self.union, reason=self.reason,
            amount=yuan(self.amount_fen), owed=yuan(self.owed_fen),
        )  # fmt: skip
        told = [opening]
        if self.kind == "notice":
            told += [_GROUNDS[word].format(self.grounds) if self.grounds else "", _BASIS[word]]
        if self.kind in ("notice", "reminder"):
            told += [self._by_when(word), _HOW[word]]
        if self.kind in ("notice", "reminder", "referral"):
            told.append(_REMEDIES[word])
        return [sentence for sentence in told if sentence]

    def _by_when(self, word: str) -> str:
        if self.due_on is not None:
            return _BY[word].format(self.due_on.isoformat())
        return _WITHIN[word].format(self.term) if self.term else ""


RECOVERY_LETTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "notice": {
        "zh": "追回告知书（{number}）：您的{programme}申请（{application}）所获救助，因{reason}，"
        "经{union}于 {day} 审定，应退回 {amount}。",
        "en": "Notice of recovery ({number}): {union} decided on {day} that of the aid for your "
        "application for {programme} ({application}) {amount} is to be paid back: {reason}.",
    },
    "reminder": {
        "zh": "催缴通知（{number}）：您的{programme}申请（{application}）应退回的救助金已逾期，"
        "尚欠 {owed}（{union}，{day}）。",
        "en": "Reminder ({number}): of the aid for your application for {programme} ({application}) "
        "{owed} is overdue ({union}, {day}).",
    },
    "referral": {
        "zh": "移送告知书（{number}）：您的{programme}申请（{application}）应退回的救助金尚欠 {owed}，"
        "{union}已于 {day} 移送有关机关处理。",
        "en": "Notice of referral ({number}): {union} referred the {owed} that you still owe for your "
        "application for {programme} ({application}) on {day}.",
    },
    "settled": {
        "zh": "结清告知书（{number}）：您的{programme}申请（{application}）应退回的 {amount} 已于 {day} "
        "全部收到，追回办结（{union}）。",
        "en": "Notice of settlement ({number}): the {amount} that you owed for your application for "
        "{programme} ({application}) was received in full on {day} ({union}).",
    },
    "lifted": {
        "zh": "撤销追回告知书（{number}）：{union}已于 {day} 撤销对您{programme}申请（{application}）的追回，"
        "您无须退款。",
        "en": "Notice ({number}): {union} called off the recovery of the aid for your application for "
        "{programme} ({application}) on {day}; you owe nothing.",
    },
}
_GROUNDS: Final = {"zh": "事实与理由：{0}", "en": "Facts and grounds: {0}"}
_BASIS: Final = {
    "zh": "依据：《社会救助暂行办法》第六十七条、第六十八条，本会救助资金管理办法。",
    "en": "Basis: 社会救助暂行办法 art. 67 and 68, and the union's rules on aid money.",
}
_BY: Final = {
    "zh": "请于 {0} 前（含当日）退回；一次退回有困难的，可申请分期。",
    "en": "Pay it back by {0}, that day included, or ask for instalments.",
}
_WITHIN: Final = {
    "zh": "请于 {0}内退回；一次退回有困难的，可申请分期。",
    "en": "Pay it back within {0}, or ask for instalments.",
}
_HOW: Final = {
    "zh": "请通过银行转账退回原发放资金专户，并注明上述编号；不收取现金。",
    "en": "Pay by bank transfer into the account the aid was paid from, naming the number above; "
    "cash is not taken.",
}
_REMEDIES: Final = {
    "zh": "如有异议，可向作出决定的工会陈述、申辩，或向上一级工会申诉，或拨打 12351；逾期不退的，依法移送处理。",
    "en": "You may be heard by the union that decided, appeal to the union above or call 12351. What is "
    "not paid back is referred to the authorities.",
}
