"""The assessment of an application: rules, benefit and caps by the edition in force, with every step.

Computed at entry, and again whenever the case enters the path, so that what is pinned is what was
seen (design.md §5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from service.store.application import Application
from service.store.edition import Edition
from service.store.file_parts import FormerMember
from service.store.hardship_file import HardshipFile, Member
from service.unit_of_work import UnitOfWork
from service.use_cases.edition_in_force import HARDSHIP_FILE, edition_in_force
from service.use_cases.household_to_be import WORKER
from workflows.benefit import Award, CapRoom, award
from workflows.errors import Verdict
from workflows.file_standing import STANDING
from workflows.policy import ProgrammeEdition, ladder, parse_programme
from workflows.programme import Beneficiary, CaseFacts, Programme, verdicts
from workflows.stage import Stage

__all__ = ["Assessed", "assess_case", "received_this_year"]


@dataclass(frozen=True, slots=True)
class Assessed:
    """What one look at a case found: the edition, the verdicts, the award, the path it will take."""

    edition: Edition
    rules: ProgrammeEdition
    eligibility: tuple[Verdict, ...]
    award: Award
    room: CapRoom
    path: tuple[Stage, ...]
    record: dict[str, Any]


def assess_case(
    uow: UnitOfWork,
    programme: Programme,
    file: HardshipFile,
    member: Member | FormerMember,
    answers: Mapping[str, Any],
    application_id: str,
) -> Assessed:
    """Assess ``answers`` for ``member`` of ``file`` today. Raises ``EditionMissing``."""
    edition = edition_in_force(uow, programme.code, file.union_path)
    rules = parse_programme(edition.document)
    facts = _case_facts(uow, programme, file, member, answers, rules)
    room = _room(uow, rules, file, member.person_id, application_id)
    told = {
        **answers,
        **facts.derived,
        "filed": facts.filed,
        "category": facts.category,
        "student": member.student,
        "minor": member.minor,
        "living_line_fen": _living_line(uow, rules, file),
    }
    granted = award(rules.benefit, told, room, programme.ceiling(answers), rules.minimum_base_fen)
    return Assessed(
        edition=edition,
        rules=rules,
        eligibility=verdicts(programme, facts),
        award=granted,
        room=room,
        path=ladder(rules, granted.award_fen),
        record={
            "award_fen": granted.award_fen,
            "edition_id": edition.id,
            "inputs": told,
            "steps": [step.to_dict() for step in granted.steps],
            "assessed_on": uow.today.isoformat(),
        },
    )


def received_this_year(
    uow: UnitOfWork, programme: str, file_id: str, person_id: str, but_not: str
) -> tuple[int, int]:
    """What person and household have been granted in fen this calendar year, committed or paid.

    File and person are watched by whoever loaded them: every award concerns both.
    """
    uow.watch(file_id, person_id)
    year = uow.today.year
    total = func.sum(Application.award_fen)
    persons, households = Application.person_id == person_id, Application.file_id == file_id
    row = uow.session.execute(
        select(
            func.coalesce(total.filter(persons), 0), func.coalesce(total.filter(households), 0)
        ).where(
            Application.programme == programme,
            Application.aid_year == year,
            Application.id != but_not,
            or_(persons, households),
        )
    ).one()
    return int(row[0]), int(row[1])


def _room(
    uow: UnitOfWork, rules: ProgrammeEdition, file: HardshipFile, person_id: str, but_not: str
) -> CapRoom:
    by_person, by_household = received_this_year(uow, rules.programme, file.id, person_id, but_not)
    return rules.caps.room(by_person, by_household)


def _case_facts(
    uow: UnitOfWork,
    programme: Programme,
    file: HardshipFile,
    member: Member | FormerMember,
    answers: Mapping[str, Any],
    rules: ProgrammeEdition,
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
        ),
        minimum_base_fen=rules.minimum_base_fen,
    )


def _living_line(uow: UnitOfWork, rules: ProgrammeEdition, file: HardshipFile) -> int:
    """The programme edition's own line, otherwise that of the means test in force."""
    if rules.living_line_fen is not None:
        return rules.living_line_fen
    means = edition_in_force(uow, HARDSHIP_FILE, file.union_path)
    return int(means.document["living_line_fen"])
