"""What a form hands on: the exact amount and the steps that led to it.

A form is handed the edition's document, which `policy` has found sound, and the facts of the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, TypeAlias

from workflows.steps import Step

__all__ = ["Facts", "Value", "Worked", "bracket", "fen", "nothing", "shown"]

Value: TypeAlias = "int | str | bool | None"
Facts: TypeAlias = Mapping[str, Value]
"""Answers, derived amounts, and what every case has: filed, category, living_line_fen."""
Worked: TypeAlias = tuple[Fraction, tuple[Step, ...]]
ZERO: Final = Fraction(0)


def fen(facts: Facts, name: str) -> int:
    """A base amount; a negative one (more reimbursed than cost) grants nothing, not less."""
    return max(int(facts.get(name) or 0), 0)


def nothing(zh: str, en: str, values: Mapping[str, Value]) -> Worked:
    """No amount, and why."""
    return ZERO, (Step("nothing_granted", zh, en, values),)


def shown(value: Value) -> str:
    """A value inside a sentence."""
    return "—" if value is None else str(value)


def bracket(text: str) -> str:
    """An aside, where there is one."""
    return f" ({text})" if text else ""
