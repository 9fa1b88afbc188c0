"""A year's income and recognised expenditure of a household: of its items, or else of its totals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from workflows.household import Household
from workflows.household_items import EXPENDITURE, INCOME, Itemised
from workflows.means_rule import MeansRule
from workflows.steps import Step, exact, yuan
from workflows.vocabulary import codes, label

__all__ = ["Sums", "sums_of"]

EMPLOYMENT, EVENT = "employment_cost", "event_loss"
RIGID = frozenset(codes(EXPENDITURE)) - {EMPLOYMENT, EVENT}


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one year. ``employment`` is None where none was declared; ``event_cost`` is the whole cost
    of an event, of which ``event_deducted`` stands in ``rigid`` already."""

    income: Fraction
    rigid: Fraction
    employment: Fraction | None
    event_cost: int
    event_deducted: int
    steps: tuple[Step, ...]

    @property
    def net(self) -> Fraction:
        return self.income - self.rigid - (self.employment or 0)


def sums_of(household: Household, rule: MeansRule) -> Sums:
    """Where nothing is itemised there is no step: the totals stand in the next one as they are."""
    months = rule.income_months
    earned = Itemised(INCOME, household.income, rule.income_counted, months)
    spent = Itemised(EXPENDITURE, household.expenditure, rule.expenditure_recognised, months)
    income, rigid = household.annual_income_fen, household.annual_rigid_expenditure_fen
    steps: tuple[Step, ...] = ()
    if earned.items:
        steps += (*earned.steps(), _income_step(earned, income))
    if spent.items:
        steps += (*spent.steps(), _rigid_step(spent, rigid))
    employed = any(item.item == EMPLOYMENT for item in spent.items)
    if employed:
        steps += (_employment_step(spent),)
    return Sums(
        income=_income(earned) if earned.items else Fraction(income),
        rigid=_rigid(spent) if spent.items else Fraction(rigid),
        employment=spent.of_a_year(spent.counting(EMPLOYMENT)) if employed else None,
        event_cost=max(household.event_cost_fen, spent.declared(EVENT)),
        event_deducted=spent.counting(EVENT),
        steps=steps,
    )


def _income(earned: Itemised) -> Fraction:
    return earned.of_a_year(earned.counting())


def _rigid(spent: Itemised) -> Fraction:
    """An event happens once: its loss is not multiplied when a shorter window is made a year."""
    return spent.of_a_year(spent.counting(*RIGID)) + spent.counting(EVENT)


def _income_step(earned: Itemised, stated_fen: int) -> Step:
    counted = earned.counting()
    zh, en = earned.told(counted)
    return Step(
        code="income",
        zh=f"全年计入收入 {zh}",
        en=f"Income of a year, what counts: {en}",
        values={
            "counted_fen": counted,
            "not_counted_fen": earned.declared() - counted,
            "months": earned.months,
            "annual_income_fen": exact(_income(earned)),
            "stated_fen": stated_fen,
        },
    )


def _rigid_step(spent: Itemised, stated_fen: int) -> Step:
    recognised, event = spent.counting(*RIGID), spent.counting(EVENT)
    zh, en = spent.told(recognised)
    if event:
        both = yuan(_rigid(spent))
        zh += f"，加突发事件损失 {yuan(event)}，共 {both}"
        en += f"; with {yuan(event)} lost by an event {both}"
    return Step(
        code="rigid_expenditure",
        zh=f"全年认定刚性支出 {zh}",
        en=f"Rigid expenditure of a year, what is recognised: {en}",
        values={
            "recognised_fen": recognised,
            "event_loss_fen": event,
            "months": spent.months,
            "annual_rigid_expenditure_fen": exact(_rigid(spent)),
            "stated_fen": stated_fen,
        },
    )


def _employment_step(spent: Itemised) -> Step:
    recognised = spent.counting(EMPLOYMENT)
    zh, en = spent.told(recognised)
    return Step(
        code=EMPLOYMENT,
        zh=f"全年{label(EXPENDITURE, EMPLOYMENT, 'zh')} {zh}",
        en=f"{label(EXPENDITURE, EMPLOYMENT, 'en').capitalize()}, of a year: {en}",
        values={
            "recognised_fen": recognised,
            "months": spent.months,
            "annual_employment_cost_fen": exact(spent.of_a_year(recognised)),
        },
    )
