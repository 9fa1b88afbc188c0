"""What an edition's benefit rule grants: printable forms, under caps, rounded once at the end.

The forms are a closed set (wire.md «benefit.form»). Every amount is an exact fraction until the
last step rounds it down to whole fen, so that no order of operations can move a fen; every step is
shown with the values it used, so that a person can follow it and a machine can run it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any, Final

from workflows.benefit.forms import FORMS, MADE_OF, worked
from workflows.benefit.worked import Facts
from workflows.caps import Cap, CapRoom, granted_in_words
from workflows.question import Question
from workflows.steps import Step, exact, yuan
from workflows.vocabulary import LANGUAGES

__all__ = ["FORMS", "MADE_OF", "Award", "Facts", "award"]


@dataclass(frozen=True, slots=True)
class Award:
    """What is granted in whole fen, and every step that led there. Zero is an answer, too."""

    award_fen: int
    steps: tuple[Step, ...]


def award(
    benefit: Mapping[str, Any],
    facts: Facts,
    caps: CapRoom,
    ceiling_fen: int | None = None,
    minimum_base_fen: int = 0,
    questions: Mapping[str, Question] | None = None,
) -> Award:
    """Work out one award: form, then the cost that was paid, then each cap, then whole fen.

    `benefit` is an edition's document that `policy` has found sound; ``questions`` name what its
    conditions ask.
    """
    amount, form_steps = worked(benefit, facts, minimum_base_fen, questions or {})
    steps = list(form_steps)
    if ceiling_fen is not None:
        amount = min(amount, Fraction(ceiling_fen))
        steps.append(_ceiling_step(ceiling_fen, amount))
    for cap in caps.caps:
        amount = min(amount, Fraction(cap.room_fen))
        steps.append(_cap_step(cap, amount))
    whole = max(floor(amount), 0)
    steps.append(_whole_step(amount, whole))
    return Award(whole, tuple(steps))


def _ceiling_step(ceiling: int, amount: Fraction) -> Step:
    return Step(
        "cost_ceiling",
        f"不超过个人自付 {yuan(ceiling)}：{yuan(amount)}",
        f"Never above the self-paid cost {yuan(ceiling)}: {yuan(amount)}",
        {"ceiling_fen": ceiling, "amount_fen": exact(amount)},
    )


_CAPS: Final = {
    "per_time": ("每次限额", "per time"),
    "person_year": ("每人每年限额", "per person and year"),
    "household_year": ("每户每年限额", "per household and year"),
    "all_person_year": ("每人每年各项目合计限额", "per person and year, all programmes"),
    "all_household_year": ("每户每年各项目合计限额", "per household and year, all programmes"),
}


def _cap_step(cap: Cap, amount: Fraction) -> Step:
    """Arithmetic a person can read: already received, ceiling, at most."""
    zh, en = _CAPS[cap.code]
    received, room = (
        (granted_in_words(cap.grants, language) for language in LANGUAGES),
        yuan(cap.room_fen),
    )
    zh_received, en_received = received
    return Step(
        f"{cap.code}_cap",
        f"{zh} {yuan(cap.cap_fen)}，已领 {zh_received}，至多可给 {room}：{yuan(amount)}",
        f"Ceiling {en} {yuan(cap.cap_fen)}; already received {en_received}; "
        f"at most {room} may be granted: {yuan(amount)}",
        {
            "cap_fen": cap.cap_fen,
            "received_fen": cap.received_fen,
            "room_fen": cap.room_fen,
            "amount_fen": exact(amount),
        },
    )


def _whole_step(amount: Fraction, whole: int) -> Step:
    return Step(
        "whole_fen",
        f"核定金额（舍去不足一分的部分）{yuan(whole)}",
        f"Award, rounded down to whole fen: {yuan(whole)}",
        {"exact_fen": exact(amount), "award_fen": whole},
    )
