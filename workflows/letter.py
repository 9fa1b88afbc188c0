"""告知书: what a household is told in writing when its application is sent back, refused or ended.

Reasons, their basis, what is missing and what it may do (社会救助暂行办法 art. 11, 13; domain.md §4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

__all__ = ["LETTERS", "Letter"]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; ``kind`` is the action it tells of."""

    kind: str
    file_number: str
    decided_on: date
    union: str
    reasons: str
    missing: Sequence[str]
    basis: str

    def sentences(self, language: str) -> list[str]:
        """What stands in it, in one language."""
        word = "en" if language == "en" else "zh"
        wanted = _MISSING[word].format("、".join(self.missing)) if self.missing else ""
        told = (
            LETTERS[self.kind][word].format(
                self.file_number, self.decided_on.isoformat(), self.union
            ),
            _REASONS[word].format(self.reasons),
            wanted,
            _BASIS[word].format(self.basis) if self.basis else "",
            _REMEDY[self.kind == "return"][word],
        )
        return [sentence for sentence in told if sentence]


LETTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "return": {
        "zh": "您的困难职工建档申请（{0}）于 {1} 由{2}退回补正。",
        "en": "Your application for a hardship file ({0}) was returned for correction on {1} by {2}.",
    },
    "reject": {
        "zh": "您的困难职工建档申请（{0}）经{2}于 {1} 审定，不予建档。",
        "en": "Your application for a hardship file ({0}) was refused on {1} by {2}.",
    },
    "uphold": {
        "zh": "您的困难职工建档申请（{0}）因公示异议成立，经{2}于 {1} 决定不予建档。",
        "en": "Your application ({0}) was refused on {1} by {2}: an objection was upheld.",
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
_MISSING: Final = {"zh": "一次性告知所缺材料：{0}。", "en": "What is missing, once for all: {0}."}
_BASIS: Final = {"zh": "依据：现行困难职工认定办法（政策版本 {0}）。", "en": "Basis: edition {0}."}
_REMEDY: Final = {
    True: {
        "zh": "请补正后重新提交；材料补齐前不作不予建档处理。",
        "en": "Correct it and have it submitted again.",
    },
    False: {
        "zh": "如有异议，可向上一级工会反映，或拨打 12351；情况变化后可重新申请。",
        "en": "You may turn to the union above or call 12351, and apply again when things change.",
    },
}
