"""答复书: the answer in writing to whoever brought something forward.

It says what was looked into, what was found, what was decided and what can still be done, and nothing
of a household beyond what had been published (社会救助暂行办法 art. 61).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

__all__ = ["AnswerLetter"]

Worded = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLetter:
    """One letter: ``kind`` is what was decided of what; ``subject`` names what it is about, by its
    number and not by a person."""

    kind: str
    to: str
    subject: str
    decided_on: date
    union: str
    opinion: str
    findings: str = ""

    def text(self, language: str) -> str:
        """The letter in one language, a line for each sentence."""
        word = "en" if language == "en" else "zh"
        found = _FOUND[word].format(self.findings) if self.findings else ""
        told = (
            _GREETING[word].format(self.to),
            _DECIDED[self.kind][word].format(
                self.subject, self.decided_on.isoformat(), self.union
            ),
            found,
            _REASONS[word].format(self.opinion),
            _CLOSINGS[self.kind.partition("_")[0]][word],
        )  # fmt: skip
        return "\n".join(line for line in told if line)


_GREETING: Final[Worded] = {"zh": "{0}：", "en": "To {0}:"}
_DECIDED: Final[Mapping[str, Worded]] = {
    "objection_reject": {
        "zh": "您对公示（{0}）提出的异议，经{2}核查成立，已于 {1} 决定对该行不予办理。",
        "en": "Your objection to the public notice ({0}) was upheld by {2} on {1}: "
        "the line is refused.",
    },
    "objection_correct": {
        "zh": "您对公示（{0}）提出的异议，经{2}核查成立，已于 {1} 决定撤下该行，补正后重新公示。",
        "en": "Your objection to the public notice ({0}) was upheld by {2} on {1}: "
        "the line was taken off, to be corrected and published again.",
    },
    "objection_dismissed": {
        "zh": "您对公示（{0}）提出的异议，经{2}核查，于 {1} 认定不成立。",
        "en": "Your objection to the public notice ({0}) was dismissed by {2} on {1}.",
    },
    "appeal_upheld": {
        "zh": "您对申请（{0}）处理决定的申诉，经{2}复核成立，已于 {1} 决定撤销原决定，退回重新办理。",
        "en": "Your appeal in the matter of application {0} was upheld by {2} on {1}: the decision is "
        "set aside and the application is dealt with anew.",
    },
    "appeal_dismissed": {
        "zh": "您对申请（{0}）处理决定的申诉，经{2}复核，于 {1} 决定维持原决定。",
        "en": "Your appeal in the matter of application {0} was dismissed by {2} on {1}: the decision "
        "stands.",
    },
}
_FOUND: Final[Worded] = {"zh": "核查情况：{0}", "en": "What was found: {0}"}
_REASONS: Final[Worded] = {"zh": "理由：{0}", "en": "Reasons: {0}"}
_CLOSINGS: Final[Mapping[str, Worded]] = {
    "objection": {
        "zh": "对本答复仍有意见的，可向上一级工会反映，或拨打 12351。您的信息予以保密。",
        "en": "You may turn to the union above or call 12351. Your name is kept confidential.",
    },
    "appeal": {
        "zh": "仍有意见的，可向上一级工会反映，或拨打 12351。",
        "en": "You may still turn to the union above or call 12351.",
    },
}
"""What can still be done, by what it is that was answered."""
