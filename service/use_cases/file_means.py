"""The means test of a file: its statement put to the rules of the edition in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from service.store.edition import Edition
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.edition_in_force import HARDSHIP_FILE as MEANS
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.file_statement import Statement, statement_of
from workflows.errors import Verdict
from workflows.means_test import Household, MeansResult, assess
from workflows.policy import MeansEdition, parse_means

__all__ = ["Means", "category_now", "means_of"]


@dataclass(frozen=True, slots=True)
class Means:
    """What the test found, the exclusions that stand against it, and what is kept of both."""

    result: MeansResult
    exclusions: tuple[Verdict, ...]
    record: dict[str, Any]


def means_of(file: HardshipFile, edition: Edition, rules: MeansEdition) -> Means:
    """Assess what the file states, with every step shown."""
    stated = statement_of(file)
    result = assess(_household(stated), rules.rule())
    steps = [step.to_dict() for step in result.steps]
    record = {"edition_id": edition.id, "category": result.category, "steps": steps}
    return Means(result, (), record)


def category_now(uow: UnitOfWork, file: HardshipFile) -> str | None:
    """The category the file would be confirmed in today, by the edition in force."""
    edition = edition_in_force(uow, MEANS, file.union_path)
    return means_of(file, edition, parse_means(edition.document)).result.category


def _household(stated: Statement) -> Household:
    household = stated.household
    return Household(
        annual_income_fen=household["annual_income_fen"],
        annual_rigid_expenditure_fen=household["annual_rigid_expenditure_fen"],
        size=stated.size,
        main_cause=stated.causes.get("main"),
        event_cost_fen=household.get("event_cost_fen", 0),
    )
