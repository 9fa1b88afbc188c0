"""Submit, review, confirm, return, reject, withdraw: one decision on a hardship file."""

from __future__ import annotations

from typing import Any

from service.store.edition import Edition
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.case_facts import facts_of_file
from service.use_cases.edition_in_force import HARDSHIP_FILE as MEANS
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.open_hardship_file import elsewhere_on_file
from workflows.engine import fire
from workflows.facts import Facts
from workflows.hardship_file import ENDED, HARDSHIP_FILE
from workflows.means_test import Household, MeansResult, MeansRule, assess

__all__ = ["act_on_hardship_file", "facts_for_file"]


def act_on_hardship_file(
    uow: UnitOfWork, file: HardshipFile, action: str, opinion: str | None
) -> None:
    """Fire ``action``; on confirmation the category is computed and kept with its steps.

    Raises ``WrongState`` or the gravest failed guard.
    """
    facts, edition, result = facts_for_file(uow, file, opinion)
    row = fire(HARDSHIP_FILE, file.state, action, facts)
    before, file.state = file.state, row.target
    if row.target == "active":
        file.category = result.category
        file.edition_id = edition.id
        file.assessment = assessment_of(edition, result)
    if row.target in ENDED:
        for person in file.people:
            person.live = False
    uow.record(
        f"hardship_file.{action}", file, before=before, after=row.target, duty=row.duty,
        rule=row.key, edition=edition.id, said={"opinion": opinion} if opinion else {},
        compared=facts.compared,
    )  # fmt: skip


def facts_for_file(
    uow: UnitOfWork, file: HardshipFile, opinion: str | None
) -> tuple[Facts, Edition, MeansResult]:
    edition = edition_in_force(uow, MEANS, file.union_path)
    result = _means(file, edition)
    persons = [person.person_id for person in file.people]
    uow.watch(*persons)
    facts = facts_of_file(
        uow,
        file,
        opinion=opinion,
        category=result.category,
        categorised=assessment_of(edition, result),
        elsewhere=elsewhere_on_file(uow, file.id, persons),
    )
    return facts, edition, result


def _means(file: HardshipFile, edition: Edition) -> MeansResult:
    document = edition.document
    household = file.household
    return assess(
        Household(
            annual_income_fen=household["annual_income_fen"],
            annual_rigid_expenditure_fen=household["annual_rigid_expenditure_fen"],
            size=len(file.people),
            main_cause=file.causes.get("main"),
            event_cost_fen=household.get("event_cost_fen", 0),
        ),
        MeansRule.of(
            document["living_line_fen"], document["multiples"], document["accident_cost_ratio"]
        ),
    )


def assessment_of(edition: Edition, result: MeansResult) -> dict[str, Any]:
    """What is kept of the means test: edition, category and every step."""
    return {
        "edition_id": edition.id,
        "category": result.category,
        "steps": [step.to_dict() for step in result.steps],
    }
