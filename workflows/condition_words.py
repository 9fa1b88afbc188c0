"""A condition in words: what `rules` prints and a refusal says, of the same nodes that decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from workflows.condition import COMPARISONS, DAYS, Node
from workflows.question import Question
from workflows.steps import yuan

__all__ = ["in_words"]

Questions = Mapping[str, Question]
_SIGNS: Final[Mapping[str, str]] = {
    "is": "=", "in": "∈", "at_least": "≥", "at_most": "≤", "above": ">", "below": "<",
}  # fmt: skip
_JOINED: Final = {"all": {"zh": " 且 ", "en": " and "}, "any": {"zh": " 或 ", "en": " or "}}
_NOT: Final = {"zh": "非（{}）", "en": "not ({})"}
_BRACKET: Final = {"zh": "（{}）", "en": "({})"}
_BETWEEN: Final = {"zh": "{0} 在 {1} 与 {2} 之间（含）", "en": "{0} from {1} to {2}"}
_TODAY: Final = {"zh": "今日", "en": "today"}
_FLAG: Final = {True: {"zh": "是", "en": "yes"}, False: {"zh": "否", "en": "no"}}


def in_words(node: Node, questions: Questions, language: str) -> str:
    """The whole node as one line; ``questions`` name what it asks."""
    for name, between in _JOINED.items():
        if name in node:
            return between[language].join(_part(one, questions, language) for one in node[name])
    if "not" in node:
        return _NOT[language].format(in_words(node["not"], questions, language))
    operator = next(name for name in node if name in COMPARISONS)
    question = _named(node["ask"], questions)
    name, value = getattr(question, language), node[operator]
    if operator == "between":
        low, high = (_said(one, question, questions, language) for one in value)
        return _BETWEEN[language].format(name, low, high)
    return f"{name} {_SIGNS[operator]} {_said(value, question, questions, language)}"


def _named(name: str, questions: Questions) -> Question:
    """What the question is called; where nobody told it, its own code."""
    return questions.get(name) or Question(name, "text", name, name)


def _part(node: Node, questions: Questions, language: str) -> str:
    words = in_words(node, questions, language)
    grouped = any(name in node for name in _JOINED)
    return _BRACKET[language].format(words) if grouped else words


def _said(value: Any, question: Question, questions: Questions, language: str) -> str:
    if isinstance(value, list | tuple):
        return "{" + ", ".join(_said(one, question, questions, language) for one in value) + "}"
    if isinstance(value, bool):
        return _FLAG[value][language]
    if not isinstance(value, Mapping):
        return yuan(value) if question.kind == "fen" else str(value)
    if DAYS in value:
        return (
            f"{_TODAY[language]} {value[DAYS]:+d} d"
            if language == "en"
            else f"{_TODAY[language]}{value[DAYS]:+d}天"
        )
    return f"{value['times']} × {getattr(_named(value['ask'], questions), language)}"
