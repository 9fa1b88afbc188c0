"""告知书: what a household is told in writing when its application is sent back, refused or ended.

Reasons, their basis, what is missing and what it may do (社会救助暂行办法 art. 11, 13; domain.md §4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

__all__ = ["LETTERS", "Letter", "letter_of"]

_KINDS: Final = (
    ("return", None, "returned", "return"),
    ("return", "reverifying", "reverifying", "reverification_returned"),
    ("return", "exiting", "active", "exit_refused"),
    ("return", "exiting", "reverifying", "exit_refused_in_round"),
    ("return", "cancelling", "active", "cancel_refused"),
    ("return", "cancelling", "reverifying", "cancel_refused_in_round"),
    ("reject", None, "rejected", "reject"),
    ("uphold", None, "rejected", "uphold"),
    ("uphold", "reverifying", "reverifying", "reverification_objected"),
    ("uphold_correct", "reverifying", "reverifying", "reverification_objected"),
    ("uphold_correct", None, "returned", "objected"),
    ("exit", "exiting", "exited", "exit"),
    ("cancel", "cancelling", "cancelled", "cancel"),
)
"""Action, from, to: the letter. An action may be several decisions; where it led from and to tells
which one was made. None stands for any state."""


def letter_of(action: str, before: str | None, after: str | None) -> str | None:
    """The letter that is owed for an entry of the log; None where none is."""
    for wanted, source, target, kind in _KINDS:
        if wanted == action and source in (None, before) and target == after:
            return kind
    return None


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; ``kind`` is the decision it tells of, ``occasion`` why a file was verified again."""

    kind: str
    file_number: str
    decided_on: date
    union: str
    reasons: str
    missing: Sequence[str]
    basis: str
    occasion: str = ""

    def sentences(self, language: str) -> list[str]:
        """What stands in it, in one language."""
        word = "en" if language == "en" else "zh"
        wanted = _MISSING[word].format("、".join(self.missing)) if self.missing else ""
        occasion = _OCCASION[word].format(self.occasion) if self.occasion else ""
        told = (
            LETTERS[self.kind][word].format(
                self.file_number, self.decided_on.isoformat(), self.union, occasion
            ),
            _REASONS[word].format(self.reasons),
            wanted,
            _BASIS[word].format(self.basis) if self.basis else "",
            _REMEDIES.get(self.kind, _APPEAL)[word],
        )
        return [sentence for sentence in told if sentence]


LETTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "return": {
        "zh": "您的困难职工建档申请（{0}）于 {1} 由{2}退回补正。",
        "en": "Your application for a hardship file ({0}) was returned for correction on {1} by {2}.",
    },
    "reverification_returned": {
        "zh": "您的困难职工档案（{0}）的复核{3}材料于 {1} 由{2}退回补正。",
        "en": "The re-verification{3} of your hardship file ({0}) was returned for correction on {1} by {2}.",
    },
    "exit_refused": {
        "zh": "关于您的困难职工档案（{0}）的脱困提议，经{2}于 {1} 审定不予脱困，档案继续有效。",
        "en": "{2} decided on {1} that your hardship file ({0}) is not closed: it stays in force.",
    },
    "cancel_refused": {
        "zh": "关于您的困难职工档案（{0}）的注销提议，经{2}于 {1} 审定不予注销，档案继续有效。",
        "en": "{2} decided on {1} that your hardship file ({0}) is not cancelled: it stays in force.",
    },
    "exit_refused_in_round": {
        "zh": "关于您的困难职工档案（{0}）的脱困提议，经{2}于 {1} 审定不予脱困，复核{3}继续进行。",
        "en": "{2} decided on {1} that your hardship file ({0}) is not closed: "
        "its re-verification{3} goes on.",
    },
    "cancel_refused_in_round": {
        "zh": "关于您的困难职工档案（{0}）的注销提议，经{2}于 {1} 审定不予注销，复核{3}继续进行。",
        "en": "{2} decided on {1} that your hardship file ({0}) is not cancelled: "
        "its re-verification{3} goes on.",
    },
    "reject": {
        "zh": "您的困难职工建档申请（{0}）经{2}于 {1} 审定，不予建档。",
        "en": "Your application for a hardship file ({0}) was refused on {1} by {2}.",
    },
    "uphold": {
        "zh": "您的困难职工建档申请（{0}）因公示异议成立，经{2}于 {1} 决定不予建档。",
        "en": "Your application ({0}) was refused on {1} by {2}: an objection was upheld.",
    },
    "objected": {
        "zh": "您的困难职工建档申请（{0}）因公示异议成立，经{2}于 {1} 决定退回补正后重新公示。",
        "en": "Your application ({0}) was sent back on {1} by {2} to be corrected and published again: "
        "an objection was upheld.",
    },
    "reverification_objected": {
        "zh": "您的困难职工档案（{0}）的复核{3}因公示异议成立，经{2}于 {1} 决定退回核实。",
        "en": "The re-verification{3} of your hardship file ({0}) was sent back on {1} by {2}: "
        "an objection was upheld.",
    },
    "exit": {
        "zh": "您的困难职工档案（{0}）经{2}于 {1} 审定脱困，进入监测期；期内返困可恢复建档。",
        "en": "Your file ({0}) was closed on {1} by {2}: out of hardship, and monitored for months.",
    },
    "cancel": {
        "zh": "您的困难职工档案（{0}）经{2}于 {1} 审定注销。",
        "en": "Your hardship file ({0}) was cancelled on {1} by {2}.",
    },
}
_REASONS: Final = {"zh": "理由：{0}", "en": "Reasons: {0}"}
_OCCASION: Final = {"zh": "（{0}）", "en": " ({0})"}
_MISSING: Final = {"zh": "一次性告知所缺材料：{0}。", "en": "What is missing, once for all: {0}."}
_BASIS: Final = {"zh": "依据：现行困难职工认定办法（政策版本 {0}）。", "en": "Basis: edition {0}."}
_APPEAL: Final = {
    "zh": "如有异议，可向上一级工会反映，或拨打 12351；情况变化后可重新申请。",
    "en": "You may turn to the union above or call 12351, and apply again when things change.",
}
_STANDS: Final = {
    "zh": "档案无须重新申请；如有异议，可向上一级工会反映，或拨打 12351。",
    "en": "You need not apply again. You may turn to the union above or call 12351.",
}
_REMEDIES: Final[Mapping[str, Mapping[str, str]]] = {
    "return": {
        "zh": "请补正后重新提交；材料补齐前不作不予建档处理。",
        "en": "Correct it and have it submitted again.",
    },
    "reverification_returned": {
        "zh": "请补正后重新提交复核。",
        "en": "Correct it and have the re-verification submitted again.",
    },
    "objected": {
        "zh": "请就异议所涉情况说明或补正后重新提交；如有异议，可向上一级工会反映，或拨打 12351。",
        "en": "Explain or correct what was objected to and have it submitted again. "
        "You may turn to the union above or call 12351.",
    },
    "reverification_objected": {
        "zh": "请就异议所涉情况说明或补正后重新提交复核；如有异议，可向上一级工会反映，或拨打 12351。",
        "en": "Explain or correct what was objected to and have the re-verification submitted again. "
        "You may turn to the union above or call 12351.",
    },
    "exit_refused": _STANDS,
    "cancel_refused": _STANDS,
    "exit_refused_in_round": _STANDS,
    "cancel_refused_in_round": _STANDS,
}
"""What the household may do; where nothing else is said, it may appeal."""
