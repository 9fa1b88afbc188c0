"""The means test of a file: its statement put to the rules of the edition in force."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from service.store.edition import Edition
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.edition_in_force import HARDSHIP_FILE as MEANS
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.file_statement import Statement, estate_digest, statement_of
from workflows.errors import Verdict
from workflows.exclusions import Exemption, Finding, verdicts
from workflows.household_sums import sums_of
from workflows.means_case import decide_means, household_of
from workflows.means_test import MeansResult
from workflows.policy import MeansEdition, parse_means

__all__ = ["Means", "category_now", "income_now", "means_of", "means_of_statement"]


@dataclass(frozen=True, slots=True)
class Means:
    """What the test found, the exclusions looked at, what is kept of both, and what they rest on."""

    result: MeansResult
    findings: tuple[Finding, ...]
    record: dict[str, Any]
    inputs: dict[str, Any]

    @property
    def exclusions(self) -> tuple[Verdict, ...]:
        """One verdict for each rule of the edition's exclusion list."""
        return verdicts(self.findings)


def means_of(file: HardshipFile, edition: Edition, rules: MeansEdition) -> Means:
    """Assess what the file states, with every step shown."""
    exemptions = _exemptions(file) if rules.exclusions else ()
    return means_of_statement(statement_of(file), edition, rules, exemptions)


def means_of_statement(
    stated: Statement,
    edition: Edition,
    rules: MeansEdition,
    exemptions: tuple[Exemption, ...] = (),
) -> Means:
    """Assess a statement, whether or not a file stands behind it."""
    inputs = {**_inputs(stated), "exemptions": [asdict(one) for one in exemptions]}
    decided = decide_means(rules, inputs)
    record = {
        "edition_id": edition.id,
        "category": decided.result.category,
        "steps": decided.steps,
    }
    return Means(decided.result, decided.findings, record, inputs)


def category_now(uow: UnitOfWork, file: HardshipFile) -> str | None:
    """The category the file would be confirmed in today, by the edition in force."""
    edition = edition_in_force(uow, MEANS, file.union_path)
    return means_of(file, edition, parse_means(edition.document)).result.category


def income_now(uow: UnitOfWork, file: HardshipFile) -> int:
    """The income of a year as the means test counts it today, in whole fen."""
    rules = parse_means(edition_in_force(uow, MEANS, file.union_path).document)
    return int(sums_of(household_of(_inputs(statement_of(file))), rules.rule()).income)


def _inputs(stated: Statement) -> dict[str, Any]:
    """What the test looks at, as a document that can be kept with what follows from it."""
    return {
        "household": dict(stated.household),
        "size": stated.size,
        "main_cause": stated.causes.get("main"),
        "employment": stated.employment,
        "union_member": stated.union_member,
        "health": stated.health,
    }


def _exemptions(file: HardshipFile) -> tuple[Exemption, ...]:
    """Those of this round: what was exempted a year ago is looked at anew. One that was granted for
    other goods lifts nothing, though their number be the same."""
    estate = estate_digest(file)
    return tuple(
        Exemption(one.rule, one.found if one.content_digest == estate else None, one.id)
        for one in file.exemptions
        if one.round == file.verification
    )
