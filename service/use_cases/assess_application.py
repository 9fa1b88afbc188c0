"""The assessment of an application: rules, benefit and caps by the edition in force, with every step.

Computed at entry, and again whenever the case enters the path, so that what is pinned is what was
seen (design.md §5). What it rests on is kept with it, so that it can be made again in any later year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.store.edition import Edition
from service.store.file_parts import FormerMember
from service.store.hardship_file import HardshipFile, Member
from service.unit_of_work import UnitOfWork
from service.use_cases.edition_in_force import HARDSHIP_FILE, edition_in_force
from service.use_cases.household_to_be import WORKER
from service.use_cases.received import received_by
from workflows.caps import CapRoom
from workflows.decide_case import Decided, decide_case
from workflows.decision_record import Before, grants_of, record_of
from workflows.file_standing import STANDING
from workflows.policy import ProgrammeEdition, parse_programme
from workflows.programme import Beneficiary, CaseFacts, HouseholdFacts, Programme
from workflows.received import Received

__all__ = ["Assessed", "assess_case"]


@dataclass(frozen=True, slots=True)
class Assessed:
    """What one look at a case found: the edition, what was received before, and what follows."""

    edition: Edition
    rules: ProgrammeEdition
    received: Received
    room: CapRoom
    decided: Decided
    record: dict[str, Any]


def assess_case(
    uow: UnitOfWork,
    programme: Programme,
    file: HardshipFile,
    member: Member | FormerMember,
    answers: Mapping[str, Any],
    application_id: str,
    campaign: str | None = None,
) -> Assessed:
    """Assess ``answers`` for ``member`` of ``file`` today. Raises ``EditionMissing``."""
    edition = edition_in_force(uow, programme.code, file.union_path)
    rules = parse_programme(edition.document)
    received = received_by(uow, file, member.person_id, application_id)
    facts = _case_facts(uow, programme, file, member, answers, rules, received, campaign)
    seen = (received, programme.code, uow.today.year, member.person_id, file.id)
    before = Before.of(rules.caps, *seen)
    line = _living_line(uow, rules, file)
    decided = decide_case(programme, rules, facts, line, before.room, before.household_fen)
    return Assessed(
        edition=edition,
        rules=rules,
        received=received,
        room=before.room,
        decided=decided,
        record=record_of(edition.id, facts, line, before, grants_of(*seen), decided),
    )


def _case_facts(
    uow: UnitOfWork,
    programme: Programme,
    file: HardshipFile,
    member: Member | FormerMember,
    answers: Mapping[str, Any],
    rules: ProgrammeEdition,
    received: Received,
    campaign: str | None,
) -> CaseFacts:
    return CaseFacts(
        answers=answers,
        today=uow.today,
        derived=programme.derive(answers),
        category=file.category,
        filed=file.state in STANDING,
        beneficiary=Beneficiary(
            relation=None if member.relation == WORKER else member.relation,
            student=member.student,
            minor=member.minor,
            awards_before=received.awards_before(member.person_id, programme.code),
        ),
        minimum_base_fen=rules.minimum_base_fen,
        household=HouseholdFacts(
            employment=file.employment,
            union_member=file.union_member,
            main_cause=file.causes.get("main"),
            size=len(file.people),
        ),
        campaign=campaign,
    )


def _living_line(uow: UnitOfWork, rules: ProgrammeEdition, file: HardshipFile) -> int:
    """The programme edition's own line, otherwise that of the means test in force."""
    if rules.living_line_fen is not None:
        return rules.living_line_fen
    means = edition_in_force(uow, HARDSHIP_FILE, file.union_path)
    return int(means.document["living_line_fen"])
