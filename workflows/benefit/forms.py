"""The forms of a benefit: five that stand alone, and two that are made of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from workflows.benefit.lump import bands, flat, multiple
from workflows.benefit.rates import marginal, share
from workflows.benefit.worked import Facts, Worked, fen, nothing
from workflows.condition import holds
from workflows.condition_words import in_words
from workflows.question import Question
from workflows.steps import Step, exact, yuan

__all__ = ["FORMS", "MADE_OF", "worked"]

FORMS: Final[Mapping[str, Callable[[Mapping[str, Any], Facts], Worked]]] = {
    "flat": flat,
    "bands": bands,
    "marginal": marginal,
    "share": share,
    "multiple": multiple,
}
MADE_OF: Final[Mapping[str, Callable[[Sequence[Fraction]], Fraction]]] = {
    "sum": lambda amounts: sum(amounts, Fraction(0)),
    "minimum": min,
}
_SIGN: Final = {"sum": " + ", "minimum": "、"}
_WORDS: Final = {
    "sum": ("各项合计", "The parts together"),
    "minimum": ("各项取最小", "The least of the parts"),
}


def worked(
    benefit: Mapping[str, Any],
    facts: Facts,
    minimum_base_fen: int,
    questions: Mapping[str, Question],
) -> Worked:
    """The exact amount of a benefit and its steps; a base below the minimum grants nothing."""
    if benefit["form"] in MADE_OF:
        return _made_of(benefit, facts, minimum_base_fen, questions)
    base = benefit.get("base")
    if base is not None and fen(facts, base) < minimum_base_fen:
        return _below_minimum(fen(facts, base), minimum_base_fen)
    return FORMS[benefit["form"]](benefit, facts)


def _made_of(
    benefit: Mapping[str, Any], facts: Facts, minimum: int, questions: Mapping[str, Question]
) -> Worked:
    """Every part whose condition holds, and their sum or the least of them."""
    amounts, steps = list[Fraction](), list[Step]()
    for number, part in enumerate(benefit["of"], 1):
        when = part.get("when")
        if when is not None and not holds(when, facts):
            steps.append(_left_out(number, when, questions))
            continue
        amount, inner = worked(part, facts, minimum, questions)
        amounts.append(amount)
        steps += inner
    if not amounts:
        zh, en = "没有适用的项", "No part applies"
        nought, last = nothing(zh, en, {})
        return nought, (*steps, *last)
    amount = MADE_OF[benefit["form"]](amounts)
    return amount, (*steps, _made_step(benefit["form"], amounts, amount))


def _left_out(number: int, when: Mapping[str, Any], questions: Mapping[str, Question]) -> Step:
    zh, en = (in_words(when, questions, language) for language in ("zh", "en"))
    return Step(
        "part_left_out",
        f"第 {number} 项不适用，须：{zh}",
        f"Part {number} does not apply; it asks that {en}",
        {"part": number},
    )


def _made_step(form: str, amounts: Sequence[Fraction], amount: Fraction) -> Step:
    (zh, en), parts = _WORDS[form], _SIGN[form].join(map(yuan, amounts))
    return Step(
        form,
        f"{zh}：{parts} → {yuan(amount)}",
        f"{en}: {parts} → {yuan(amount)}",
        {
            **{f"part_{n}_fen": exact(one) for n, one in enumerate(amounts, 1)},
            "amount_fen": exact(amount),
        },
    )


def _below_minimum(base: int, minimum: int) -> Worked:
    return nothing(
        f"{yuan(base)} 低于起付金额 {yuan(minimum)}",
        f"{yuan(base)} is below the minimum {yuan(minimum)}",
        {"base_fen": base, "minimum_base_fen": minimum},
    )
