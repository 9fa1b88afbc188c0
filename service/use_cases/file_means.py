"""The means test of a file: its statement put to the rules of the edition in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from service.store.edition import Edition
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.edition_in_force import HARDSHIP_FILE as MEANS
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.file_statement import Statement, estate_digest, statement_of
from workflows.errors import Verdict
from workflows.exclusions import Estate, Exemption, Finding, Vehicle, examine, verdicts
from workflows.household import Household, Item
from workflows.household_sums import sums_of
from workflows.means_test import MeansResult, assess
from workflows.policy import MeansEdition, parse_means

__all__ = ["Means", "category_now", "income_now", "means_of"]


@dataclass(frozen=True, slots=True)
class Means:
    """What the test found, the exclusions looked at, and what is kept of both."""

    result: MeansResult
    findings: tuple[Finding, ...]
    record: dict[str, Any]

    @property
    def exclusions(self) -> tuple[Verdict, ...]:
        """One verdict for each rule of the edition's exclusion list."""
        return verdicts(self.findings)


def means_of(file: HardshipFile, edition: Edition, rules: MeansEdition) -> Means:
    """Assess what the file states, with every step shown."""
    stated = statement_of(file)
    result = assess(_household(stated), rules.rule())
    findings = examine(
        rules.exclusions,
        _estate(stated),
        size=stated.size,
        living_line_fen=rules.living_line_fen,
        exemptions=_exemptions(file) if rules.exclusions else (),
    )
    steps = (*result.steps, *(one.step for one in findings))
    record = {
        "edition_id": edition.id,
        "category": result.category,
        "steps": [step.to_dict() for step in steps],
    }
    return Means(result, findings, record)


def category_now(uow: UnitOfWork, file: HardshipFile) -> str | None:
    """The category the file would be confirmed in today, by the edition in force."""
    edition = edition_in_force(uow, MEANS, file.union_path)
    return means_of(file, edition, parse_means(edition.document)).result.category


def income_now(uow: UnitOfWork, file: HardshipFile) -> int:
    """The income of a year as the means test counts it today, in whole fen."""
    rules = parse_means(edition_in_force(uow, MEANS, file.union_path).document)
    return int(sums_of(_household(statement_of(file)), rules.rule()).income)


def _household(stated: Statement) -> Household:
    household = stated.household
    return Household(
        annual_income_fen=household.get("annual_income_fen", 0),
        annual_rigid_expenditure_fen=household.get("annual_rigid_expenditure_fen", 0),
        size=stated.size,
        main_cause=stated.causes.get("main"),
        event_cost_fen=household.get("event_cost_fen", 0),
        income=_items(household.get("income", ())),
        expenditure=_items(household.get("expenditure", ())),
    )


def _items(items: Any) -> tuple[Item, ...]:
    return tuple(Item(one["item"], one["amount_fen"]) for one in items)


def _estate(stated: Statement) -> Estate:
    household = stated.household
    listed = household.get("vehicle_list")
    vehicles = household.get("vehicles") if listed is None else tuple(map(_vehicle, listed))
    return Estate(
        dwellings=household.get("dwellings"),
        vehicles=vehicles,
        businesses=household.get("businesses"),
        non_residential=household.get("non_residential"),
        high_fee_schools=household.get("high_fee_schools"),
        studies_abroad=household.get("studies_abroad"),
        financial_assets_fen=household.get("financial_assets_fen"),
        refuses_check=household.get("refuses_check"),
        refuses_work=household.get("refuses_work"),
        health=stated.health,
        union_member=stated.union_member,
        employment=stated.employment,
    )


def _vehicle(told: dict[str, Any]) -> Vehicle:
    return Vehicle(told["kind"], told.get("price_fen"), told.get("price_proven", False))


def _exemptions(file: HardshipFile) -> tuple[Exemption, ...]:
    """Those of this round: what was exempted a year ago is looked at anew. One that was granted for
    other goods lifts nothing, though their number be the same."""
    estate = estate_digest(file)
    return tuple(
        Exemption(one.rule, one.found if one.content_digest == estate else None, one.id)
        for one in file.exemptions
        if one.round == file.verification
    )
