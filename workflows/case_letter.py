"""告知书 of an application: sent back for correction, refused, or ended for want of a correction.

Reasons, their basis, what is missing and by when, and what the household may do about it
(社会救助暂行办法 art. 11, 13; domain.md §4). Nobody is named in them but the union that decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

__all__ = ["CASE_LETTERS", "CaseLetter", "case_letter_of"]

_KINDS: Final = (
    ("return", None, "returned", "correction"),
    ("reject", None, "rejected", "refusal"),
    ("uphold", None, "rejected", "objected"),
    ("lapse", "returned", "lapsed", "uncorrected"),
    ("lapse", None, "lapsed", "award_ended"),
)
"""Action, from, to: the letter. None stands for any state; the first that fits is the one."""


def case_letter_of(action: str, before: str | None, after: str | None) -> str | None:
    """The letter that is owed for a deed on an application; None where none is. A return from one
    stage to another is the house's own affair."""
    for wanted, source, target, kind in _KINDS:
        if wanted == action and source in (None, before) and target == after:
            return kind
    return None


@dataclass(frozen=True, slots=True)
class CaseLetter:
    """One letter; ``due_on`` is the last day of a correction, ``term`` its length in words where the
    year's calendar is not known yet."""

    kind: str
    number: str
    programme: str
    decided_on: date
    union: str
    reasons: str = ""
    missing: Sequence[str] = ()
    due_on: date | None = None
    term: str = ""
    basis: str = ""

    def sentences(self, language: str) -> list[str]:
        """What stands in it, in one language."""
        word = "en" if language == "en" else "zh"
        day = self.decided_on.isoformat()
        opening = CASE_LETTERS[self.kind][word].format(self.programme, self.number, day, self.union)
        told = (
            opening,
            _REASONS[word].format(self.reasons) if self.reasons else "",
            _MISSING[word].format("、".join(self.missing)) if self.missing else "",
            self._by_when(word),
            _BASIS[word].format(self.basis) if self.basis else "",
            _REMEDIES.get(self.kind, _APPEAL)[word],
        )
        return [sentence for sentence in told if sentence]

    def _by_when(self, word: str) -> str:
        if self.due_on is not None:
            return _BY[word].format(self.due_on.isoformat())
        return _WITHIN[word].format(self.term) if self.term else ""


CASE_LETTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "correction": {
        "zh": "补正告知书：您的{0}申请（{1}）于 {2} 由{3}退回补正。",
        "en": "Notice of correction: your application for {0} ({1}) was sent back on {2} by {3}.",
    },
    "refusal": {
        "zh": "不予救助决定书：您的{0}申请（{1}）经{3}于 {2} 审定，不予救助。",
        "en": "Refusal: {3} decided on {2} that your application for {0} ({1}) is not granted.",
    },
    "objected": {
        "zh": "不予救助决定书：您的{0}申请（{1}）因公示异议成立，经{3}于 {2} 决定不予救助。",
        "en": "Refusal: your application for {0} ({1}) was refused on {2} by {3}: "
        "an objection was upheld.",
    },
    "uncorrected": {
        "zh": "逾期未补正终止告知书：您的{0}申请（{1}）退回补正后逾期未补正，已于 {2} 终止办理（{3}）。",
        "en": "Notice of ending: your application for {0} ({1}) was not corrected in time and ended on "
        "{2} ({3}).",
    },
    "award_ended": {
        "zh": "终止救助告知书：您的{0}申请（{1}）经{3}于 {2} 决定终止，原核定金额不再发放。",
        "en": "Notice of ending: {3} decided on {2} that the award of your application for {0} ({1}) "
        "is not paid.",
    },
}
_REASONS: Final = {"zh": "理由：{0}", "en": "Reasons: {0}"}
_MISSING: Final = {"zh": "一次性告知所缺事项：{0}。", "en": "What is missing, once for all: {0}."}
_BY: Final = {
    "zh": "请于 {0} 前（含当日）补正。逾期未补正的，终止办理。",
    "en": "Correct it by {0}, that day included; otherwise the application ends.",
}
_WITHIN: Final = {
    "zh": "请于 {0}内补正。逾期未补正的，终止办理。",
    "en": "Correct it within {0}; otherwise the application ends.",
}
_BASIS: Final = {"zh": "依据：现行救助办法（政策版本 {0}）。", "en": "Basis: edition {0}."}
_APPEAL: Final = {
    "zh": "如有异议，可向上一级工会申诉，或拨打 12351；情况变化后可重新申请。",
    "en": "You may appeal to the union above or call 12351, and apply again when things change.",
}
_REMEDIES: Final[Mapping[str, Mapping[str, str]]] = {
    "correction": {
        "zh": "补正后由所在工会重新提交。",
        "en": "Once corrected, your union submits it again.",
    },
    "uncorrected": {
        "zh": "材料齐备后可重新申请；如有异议，可向上一级工会申诉，或拨打 12351。",
        "en": "You may apply again once everything is at hand, appeal to the union above or call 12351.",
    },
}
"""What the household may do; where nothing else is said, it may appeal."""
