"""The facts for a decision on a hardship file: fetched here, judged in workflows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.store.edition import Edition
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.case_facts import facts_of_file
from service.use_cases.check_facts import check_facts
from service.use_cases.edition_in_force import HARDSHIP_FILE as MEANS
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.file_documents import authorisations_missing, documents_missing
from service.use_cases.file_means import Means, means_of
from service.use_cases.fill_file import elsewhere_on_file
from service.use_cases.find_resemblances import same_household, undecided
from service.use_cases.household_to_be import persons_of
from service.use_cases.import_facts import imports_running
from service.use_cases.notice_facts import notice_facts
from service.use_cases.rechecks import rechecks_open
from service.use_cases.union_levels import levels_above
from service.use_cases.visit_facts import visit_facts
from workflows.facts import Dated, Facts, FileFacts
from workflows.file_stages import place_of
from workflows.hardship_file import DEFAULT_PATH, file_table
from workflows.path import levels_of
from workflows.policy import MeansEdition, parse_means
from workflows.recheck import RECHECK
from workflows.stage import Stage
from workflows.table import Table

__all__ = ["Looked", "inner_state", "look_at_file", "pinned_path", "stage_waiting", "table_for"]

FEWEST_PRESENT = 3
_BEFORE_PATHS = {"submitted": "0", "reviewed": "1"}
"""Where a file stands that was submitted before paths were pinned: all followed the default one."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at a file: the facts, and what a confirmation would write."""

    facts: Facts
    edition: Edition
    rules: MeansEdition
    means: Means


def pinned_path(file: HardshipFile) -> tuple[Stage, ...]:
    """The path the file follows; before it is submitted, nobody can say yet."""
    return tuple(Stage.from_dict(stage) for stage in file.path) if file.path else DEFAULT_PATH


def table_for(file: HardshipFile) -> Table:
    return file_table(pinned_path(file))


def inner_state(file: HardshipFile) -> str:
    """The state as the table knows it, with its place in the path."""
    place = file.place or (None if file.path else _BEFORE_PATHS.get(file.state))
    return f"{file.state}.{place}" if place else file.state


def stage_waiting(file: HardshipFile) -> tuple[int, Stage] | None:
    """The stage that waits, with its position; none where the file is not on its path."""
    position = place_of(inner_state(file))
    return None if position is None else (position, pinned_path(file)[position])


def look_at_file(
    uow: UnitOfWork, file: HardshipFile, body: Mapping[str, Any] | None = None
) -> Looked:
    """Everything that any action on the file may ask, as it stands now."""
    said = body or {}
    edition = edition_in_force(uow, MEANS, file.union_path)
    rules = parse_means(edition.document)
    persons = persons_of(uow, file)
    uow.watch(*persons)
    means = means_of(file, edition, rules)
    rechecks = rechecks_open(uow, file, persons)  # first: it tells the levels above as well
    facts = facts_of_file(
        uow,
        file,
        opinion=said.get("opinion"),
        category=means.result.category,
        categorised=means.record,
        elsewhere=elsewhere_on_file(uow, file.id, file.union_path, persons),
        missing=documents_missing(file, rules),
        levels_missing=_levels_missing(uow, file, rules),
        notice=notice_facts(uow, file),
        file=FileFacts(
            authorisations_missing=authorisations_missing(uow, file, rules),
            missing_named=tuple(said.get("missing") or ()),
            told_before=tuple(file.told_missing or ()),
            visit=visit_facts(file, stage_waiting(file)),
            minutes_lacking=_minutes_lacking(said.get("minutes")),
            check=check_facts(uow, file),
            exclusions=means.exclusions,
            rechecks=rechecks,
            called=file.reason == RECHECK.name,
            resemblances=undecided(uow, file) if rules.resemblances_decided else (),
            imports=imports_running(uow, file),
            same_household=same_household(uow, file),
            told_on=said.get("told_on"),
            reason=said.get("reason"),
            days=_days(said),
            monitored_until=file.monitored_until,
        ),
    )
    return Looked(facts, edition, rules, means)


def _levels_missing(uow: UnitOfWork, file: HardshipFile, rules: MeansEdition) -> tuple[str, ...]:
    there = levels_above(uow, file.union_path)
    return tuple(level for level in levels_of(rules.path) if level not in there)


def _days(said: Mapping[str, Any]) -> tuple[Dated, ...]:
    """The days a decision names: of the committee's meeting, and on which the worker was told."""
    named = {"held_on": (said.get("minutes") or {}).get("held_on"), "told_on": said.get("told_on")}
    return tuple(Dated(field, day) for field, day in named.items() if day is not None)


def _minutes_lacking(minutes: Mapping[str, Any] | None) -> tuple[str, ...]:
    """What the minutes of a meeting do not say: its number, its day, who was there."""
    told = minutes or {}
    lacking = {
        "meeting_number": not told.get("meeting_number"),
        "held_on": told.get("held_on") is None,
        "present": len(set(told.get("present") or ())) < FEWEST_PRESENT,
    }
    return tuple(name for name, is_so in lacking.items() if is_so)
