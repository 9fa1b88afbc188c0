"""The means test: which of the three categories a household falls into (domain.md §2.1).

net per head and month = (annual income − recognised rigid expenditure) / 12 / members, compared
with the living line of the place and day. Comparisons are made on exact fractions: a household one
hundredth of a fen below the line is below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from workflows.steps import Step, exact, percent, yuan
from workflows.vocabulary import LANGUAGES, label

__all__ = ["EVENT_CAUSES", "Household", "MeansResult", "MeansRule", "assess"]

MONTHS: Final = 12
EVENT_CAUSES: Final = frozenset({"6", "7", "8"})
"""Serious illness, natural disaster, accident: the main causes an event category rests on."""


@dataclass(frozen=True, slots=True)
class Household:
    """What the test looks at; ``size`` counts everybody who lives together, the worker too."""

    annual_income_fen: int
    annual_rigid_expenditure_fen: int
    size: int
    main_cause: str | None = None
    event_cost_fen: int = 0


@dataclass(frozen=True, slots=True)
class MeansRule:
    """The figures of an edition: multiples and ratio are decimal strings there."""

    living_line_fen: int
    severe_multiple: Fraction
    relative_multiple: Fraction
    accident_cost_ratio: Fraction

    @classmethod
    def of(cls, line_fen: int, multiples: Mapping[str, str], accident_cost_ratio: str) -> MeansRule:
        """From the strings of an edition that `policy` has already found sound."""
        return cls(
            living_line_fen=line_fen,
            severe_multiple=Fraction(multiples["severe"]),
            relative_multiple=Fraction(multiples["relative"]),
            accident_cost_ratio=Fraction(accident_cost_ratio),
        )


@dataclass(frozen=True, slots=True)
class MeansResult:
    """The category, or None where the household falls into none, and how it came about."""

    category: str | None
    net_pc_fen: Fraction
    steps: tuple[Step, ...]


def assess(household: Household, rule: MeansRule) -> MeansResult:
    """All three tests are made and shown; the first that holds, in this order, is the category."""
    if household.size < 1:
        raise ValueError("a household has at least one member")
    net = Fraction(household.annual_income_fen - household.annual_rigid_expenditure_fen)
    net_pc = net / MONTHS / household.size
    tests = (
        ("severe", *_below(net_pc, rule.living_line_fen, rule.severe_multiple, "severe")),
        ("relative", *_below(net_pc, rule.living_line_fen, rule.relative_multiple, "relative")),
        ("accidental", *_event(household, rule.accident_cost_ratio)),
    )
    category = next((name for name, holds, _ in tests if holds), None)
    steps = (_net_step(household, net_pc), *(step for _, _, step in tests))
    return MeansResult(category, net_pc, steps)


def _net_step(household: Household, net_pc: Fraction) -> Step:
    income, rigid = household.annual_income_fen, household.annual_rigid_expenditure_fen
    arithmetic = f"({yuan(income)} − {yuan(rigid)}) ÷ {MONTHS} ÷ {household.size} = {yuan(net_pc)}"
    return Step(
        code="net_per_head",
        zh=f"家庭月人均纯收入 {arithmetic}",
        en=f"Net per head and month: {arithmetic}",
        values={
            "annual_income_fen": income,
            "annual_rigid_expenditure_fen": rigid,
            "size": household.size,
            "net_pc_fen": exact(net_pc),
        },
    )


def _below(net_pc: Fraction, line_fen: int, multiple: Fraction, name: str) -> tuple[bool, Step]:
    """Strictly below: at the line itself the household is in the next category."""
    limit = line_fen * multiple
    holds = net_pc < limit
    sign = "<" if holds else "≥"
    figures = f"{yuan(net_pc)} {sign} {yuan(line_fen)} × {exact(multiple)} = {yuan(limit)}"
    values = {
        "net_pc_fen": exact(net_pc),
        "living_line_fen": line_fen,
        "multiple": exact(multiple),
        "limit_fen": exact(limit),
        "holds": holds,
    }
    zh, en = (label("category", name, language) for language in LANGUAGES)
    return holds, Step(
        code=f"{name}_line",
        zh=f"{zh}：{figures}，{_OUTCOME[holds][0]}",
        en=f"{en}: {figures}, {_OUTCOME[holds][1]}",
        values=values,
    )


_OUTCOME: Final = {True: ("符合", "met"), False: ("不符合", "not met")}


def _event(household: Household, ratio: Fraction) -> tuple[bool, Step]:
    """An event's own cost, after all compensation, above the ratio of a year's income."""
    limit = household.annual_income_fen * ratio
    by_event = household.main_cause in EVENT_CAUSES
    holds = by_event and household.event_cost_fen > limit
    sign = ">" if household.event_cost_fen > limit else "≤"
    figures = (
        f"{yuan(household.event_cost_fen)} {sign} "
        f"{yuan(household.annual_income_fen)} × {percent(ratio)} = {yuan(limit)}"
    )
    cause = household.main_cause
    zh, en = (label("category", "accidental", language) for language in LANGUAGES)
    return holds, Step(
        code="event_cost",
        zh=f"{zh}：主因 {cause or '未填'}，事件支出 {figures}，{_OUTCOME[holds][0]}",
        en=f"{en}: main cause {cause or 'none'}, cost {figures}, {_OUTCOME[holds][1]}",
        values={
            "main_cause": cause,
            "by_event": by_event,
            "event_cost_fen": household.event_cost_fen,
            "limit_fen": exact(limit),
            "holds": holds,
        },
    )
