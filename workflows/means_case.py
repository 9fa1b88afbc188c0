"""The means test of a household from what it stated: at the counter, and when it is made again.

What was stated is a plain document, so that it can be kept with the category it led to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflows.exclusions import Estate, Exemption, Finding, Vehicle, examine
from workflows.household import Household, Item
from workflows.means_test import MeansResult, assess
from workflows.policy import MeansEdition

__all__ = ["INPUTS", "MeansDecided", "decide_means", "household_of"]

INPUTS: Final = "inputs"
_ESTATE: Final = (
    "dwellings businesses non_residential high_fee_schools studies_abroad financial_assets_fen"
    " refuses_check refuses_work"
).split()


@dataclass(frozen=True, slots=True)
class MeansDecided:
    """What the test found, and the exclusions looked at."""

    result: MeansResult
    findings: tuple[Finding, ...]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """Every step in the form that is kept."""
        told = (*self.result.steps, *(one.step for one in self.findings))
        return [step.to_dict() for step in told]


def decide_means(rules: MeansEdition, stated: Mapping[str, Any]) -> MeansDecided:
    """Assess ``{household, size, main_cause, employment, union_member, health, exemptions}``.

    ``household`` is the declaration as it was given; amounts in fen, of a year where not itemised.
    """
    result = assess(household_of(stated), rules.rule())
    findings = examine(
        rules.exclusions,
        _estate(stated),
        size=stated["size"],
        living_line_fen=rules.living_line_fen,
        exemptions=[Exemption(**one) for one in stated["exemptions"]],
    )
    return MeansDecided(result, findings)


def household_of(stated: Mapping[str, Any]) -> Household:
    """The money of the household, as the test takes it."""
    household = stated["household"]
    return Household(
        annual_income_fen=household.get("annual_income_fen", 0),
        annual_rigid_expenditure_fen=household.get("annual_rigid_expenditure_fen", 0),
        size=stated["size"],
        main_cause=stated["main_cause"],
        event_cost_fen=household.get("event_cost_fen", 0),
        income=_items(household.get("income", ())),
        expenditure=_items(household.get("expenditure", ())),
    )


def _items(items: Any) -> tuple[Item, ...]:
    return tuple(Item(one["item"], one["amount_fen"]) for one in items)


def _estate(stated: Mapping[str, Any]) -> Estate:
    household = stated["household"]
    listed = household.get("vehicle_list")
    vehicles = household.get("vehicles") if listed is None else tuple(map(_vehicle, listed))
    return Estate(
        vehicles=vehicles,
        health=stated["health"],
        union_member=stated["union_member"],
        employment=stated["employment"],
        **{name: household.get(name) for name in _ESTATE},
    )


def _vehicle(told: Mapping[str, Any]) -> Vehicle:
    return Vehicle(told["kind"], told.get("price_fen"), told.get("price_proven", False))
