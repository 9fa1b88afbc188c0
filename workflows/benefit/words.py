"""A benefit in words: every form printed from the same document that it is computed from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from workflows.benefit.lump import CATEGORY
from workflows.condition_words import in_words
from workflows.question import Question
from workflows.steps import percent, yuan

__all__ = ["benefit_in_words"]

Questions = Mapping[str, Question]
Benefit = Mapping[str, Any]
_MADE: Final = {
    "sum": {"zh": "各项合计：", "en": "the sum of:"},
    "minimum": {"zh": "各项取最小：", "en": "the least of:"},
}
_WHEN: Final = {"zh": "（仅当 {}）", "en": " (only where {})"}


def benefit_in_words(benefit: Benefit, questions: Questions, language: str) -> list[str]:
    """One line for each row, band or part; parts are indented below what is made of them."""
    when = benefit.get("when")
    aside = _WHEN[language].format(in_words(when, questions, language)) if when else ""
    if benefit["form"] in _MADE:
        inner = [
            f"  {line}"
            for part in benefit["of"]
            for line in benefit_in_words(part, questions, language)
        ]
        return [f"{_MADE[benefit['form']][language]}{aside}", *inner]
    lines = list(_FORMS[benefit["form"]](benefit, questions, language))
    return [f"{lines[0]}{aside}", *lines[1:]]


def _name(name: str, questions: Questions, language: str) -> str:
    question = questions.get(name)
    return getattr(question, language) if question else name


def _flat(benefit: Benefit, questions: Questions, language: str) -> Iterator[str]:
    for row in benefit["table"]:
        keys = [f"{_name(key, questions, language)} = {_cell(row[key])}" for key in benefit["by"]]
        asked = ("，" if language == "zh" else ", ").join(keys)
        yield f"{asked}：{yuan(row['amount_fen'])}" if asked else yuan(row["amount_fen"])


def _cell(value: Any) -> str:
    return " / ".join(map(str, value)) if isinstance(value, list) else str(value)


def _bands(benefit: Benefit, questions: Questions, language: str) -> Iterator[str]:
    sign = "≥" if benefit.get("lower", "inclusive") == "inclusive" else ">"
    for band in benefit["bands"]:
        base = _name(benefit["base"], questions, language)
        yield f"{base} {sign} {yuan(band['from_fen'])}：{yuan(band['amount_fen'])}"


def _marginal(benefit: Benefit, questions: Questions, language: str) -> Iterator[str]:
    lower, base = 0, _name(benefit["base"], questions, language)
    for band in benefit["bands"]:
        upper = band.get("up_to_fen")
        span = f"{yuan(lower)}–{yuan(upper)}" if upper else f"> {yuan(lower)}"
        yield f"{base} {span}：{percent(Fraction(band['rate']))}"
        lower = upper or lower


def _share(benefit: Benefit, questions: Questions, language: str) -> Iterator[str]:
    yield f"{_name(benefit['base'], questions, language)} × {percent(Fraction(benefit['rate']))}"


def _multiple(benefit: Benefit, questions: Questions, language: str) -> Iterator[str]:
    by, line = benefit.get("by", CATEGORY), _name(benefit["of"], questions, language)
    for given, months in benefit["months"].items():
        yield f"{_name(by, questions, language)} = {given}：{months} × {line}"


_FORMS: Final[Mapping[str, Callable[[Benefit, Questions, str], Iterator[str]]]] = {
    "flat": _flat,
    "bands": _bands,
    "marginal": _marginal,
    "share": _share,
    "multiple": _multiple,
}
