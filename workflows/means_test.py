"""The means test: which of the three categories a household falls into (domain.md §2.1).

net per head and month = (annual income − recognised rigid expenditure − necessary employment cost)
/ 12 / members, compared with the living line of the place and day. Comparisons are made on exact
fractions: a household one hundredth of a fen below the line is below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from workflows.household import Household, Item
from workflows.household_sums import Sums, sums_of
from workflows.means_rule import INCLUSIVE, MONTHS, MeansRule
from workflows.steps import Step, exact, percent, yuan
from workflows.vocabulary import LANGUAGES, label

__all__ = ["EVENT_CAUSES", "Household", "Item", "MeansResult", "MeansRule", "assess"]

EVENT_CAUSES: Final = frozenset({"6", "7", "8"})
"""Serious illness, natural disaster, accident: the main causes an event category rests on."""
_OUTCOME: Final = {True: ("符合", "met"), False: ("不符合", "not met")}
_SIGN: Final = {(False, True): "<", (False, False): "≥", (True, True): "≤", (True, False): ">"}


@dataclass(frozen=True, slots=True)
class MeansResult:
    """The category, or None where the household falls into none, and how it came about."""

    category: str | None
    net_pc_fen: Fraction
    steps: tuple[Step, ...]


def assess(household: Household, rule: MeansRule) -> MeansResult:
    """All three tests are made and shown; the first that holds, in this order, is the category.

    Total for what is sound; ValueError for a household of nobody, an item no list knows or an
    amount of an item below nothing.
    """
    if household.size < 1:
        raise ValueError("a household has at least one member")
    sums = sums_of(household, rule)
    net_pc = sums.net / MONTHS / household.size
    severe, severe_step = _below("severe", net_pc, rule.severe_multiple, rule)
    relative, relative_step = _below("relative", net_pc, rule.relative_multiple, rule)
    accidental, event_steps = _accidental(household, sums, net_pc, rule)
    tests = (("severe", severe), ("relative", relative), ("accidental", accidental))
    category = next((name for name, holds in tests if holds), None)
    net_step = _net_step(household.size, sums, net_pc)
    steps = (*sums.steps, net_step, severe_step, relative_step, *event_steps)
    return MeansResult(category, net_pc, steps)


def _net_step(size: int, sums: Sums, net_pc: Fraction) -> Step:
    own = sums.employment
    parts = (sums.income, sums.rigid) if own is None else (sums.income, sums.rigid, own)
    net = " − ".join(map(yuan, parts))
    arithmetic = f"({net}) ÷ {MONTHS} ÷ {size} = {yuan(net_pc)}"
    return Step(
        code="net_per_head",
        zh=f"家庭月人均纯收入 {arithmetic}",
        en=f"Net per head and month: {arithmetic}",
        values={
            "annual_income_fen": exact(sums.income),
            "annual_rigid_expenditure_fen": exact(sums.rigid),
            **({} if own is None else {"annual_employment_cost_fen": exact(own)}),
            "size": size,
            "net_pc_fen": exact(net_pc),
        },
    )


def _below(name: str, net_pc: Fraction, multiple: Fraction, rule: MeansRule) -> tuple[bool, Step]:
    """Strictly below, unless the edition says that the very line belongs to the category (杭州)."""
    limit = rule.living_line_fen * multiple
    inclusive = name in rule.inclusive
    holds = net_pc < limit or (inclusive and net_pc == limit)
    sign = _SIGN[inclusive, holds]
    line = yuan(rule.living_line_fen)
    figures = f"{yuan(net_pc)} {sign} {line} × {exact(multiple)} = {yuan(limit)}"
    zh, en = (label("category", name, language) for language in LANGUAGES)
    return holds, Step(
        code=f"{name}_line",
        zh=f"{zh}：{figures}，{_OUTCOME[holds][0]}",
        en=f"{en}: {figures}, {_OUTCOME[holds][1]}",
        values={
            "net_pc_fen": exact(net_pc),
            "living_line_fen": rule.living_line_fen,
            "multiple": exact(multiple),
            "limit_fen": exact(limit),
            **({"bound": INCLUSIVE} if inclusive else {}),
            "holds": holds,
        },
    )


def _accidental(
    household: Household, sums: Sums, net_pc: Fraction, rule: MeansRule
) -> tuple[bool, tuple[Step, ...]]:
    """By the cost of the event and, where the edition says so, by what it leaves (蚌埠)."""
    costly, cost_step = _event_cost(household.main_cause, sums, rule.accident_cost_ratio)
    if rule.accident_net_multiple is None:
        return costly, (cost_step,)
    rest = max(sums.event_cost - sums.event_deducted, 0)
    left = net_pc - Fraction(rest, MONTHS * household.size)
    poor, line_step = _below("accidental", left, rule.accident_net_multiple, rule)
    figures = f"{yuan(net_pc)} − {yuan(rest)} ÷ {MONTHS} ÷ {household.size} = {yuan(left)}"
    left_step = Step(
        code="event_net",
        zh=f"再扣除尚未扣除的事件支出后，月人均 {figures}",
        en=f"Net per head less what of the event's cost is not deducted yet: {figures}",
        values={
            "net_pc_fen": exact(net_pc),
            "event_cost_fen": sums.event_cost,
            "already_deducted_fen": sums.event_deducted,
            "size": household.size,
            "net_after_event_pc_fen": exact(left),
        },
    )
    return costly and poor, (cost_step, left_step, line_step)


def _event_cost(cause: str | None, sums: Sums, ratio: Fraction) -> tuple[bool, Step]:
    """An event's own cost, after all compensation, above the ratio of a year's income."""
    limit = sums.income * ratio
    by_event = cause in EVENT_CAUSES
    sign = ">" if sums.event_cost > limit else "≤"
    holds = by_event and sums.event_cost > limit
    figures = (
        f"{yuan(sums.event_cost)} {sign} {yuan(sums.income)} × {percent(ratio)} = {yuan(limit)}"
    )
    zh, en = (label("category", "accidental", language) for language in LANGUAGES)
    return holds, Step(
        code="event_cost",
        zh=f"{zh}：主因 {cause or '未填'}，事件支出 {figures}，{_OUTCOME[holds][0]}",
        en=f"{en}: main cause {cause or 'none'}, cost {figures}, {_OUTCOME[holds][1]}",
        values={
            "main_cause": cause,
            "by_event": by_event,
            "event_cost_fen": sums.event_cost,
            "limit_fen": exact(limit),
            "holds": holds,
        },
    )
