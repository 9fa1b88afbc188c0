"""The facts for a decision on an application: fetched here, judged in workflows/guards.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.file_parts import FormerMember
from service.store.hardship_file import HardshipFile, Member
from service.unit_of_work import UnitOfWork
from service.use_cases.ahead import duties_held
from service.use_cases.assess_application import Assessed, assess_case
from service.use_cases.campaign_lines import line_of
from service.use_cases.choose_fund import chosen_fund, money_for
from service.use_cases.claims import claimed_elsewhere
from service.use_cases.emergency_facts import emergency_facts, owed_path, table_on, way_for
from service.use_cases.household_to_be import persons_of
from service.use_cases.notice_facts import notice_facts
from service.use_cases.received import received_by
from service.use_cases.sent_back import return_facts
from service.use_cases.standing_facts import standing_facts
from service.use_cases.union_levels import levels_above
from service.use_cases.vote_facts import pinned_path, vote_facts
from service.use_cases.year_facts import (
    decided_since,
    drawn_facts,
    grown_path,
    pinned_edition,
)
from workflows.facts import Facts
from workflows.path import inner, levels_of
from workflows.policy import stages
from workflows.programme import registered
from workflows.stage import BECAUSE, Stage
from workflows.table import Table

__all__ = [
    "base_facts",
    "beneficiary",
    "deciding_facts",
    "entering_facts",
    "file_of",
    "files_of",
    "inner_state",
    "table_for",
]


def table_for(application: Application) -> Table:
    """The table of the application's own path."""
    return table_on(application, pinned_path(application))


def inner_state(application: Application) -> str:
    return inner(application.state, application.position, application.path)


def file_of(uow: UnitOfWork, application: Application) -> HardshipFile:
    file = uow.find(HardshipFile, application.file_id)
    if file is None:
        raise LookupError(f"application {application.id} has no file")
    return file


def files_of(uow: UnitOfWork, applications: Sequence[Application]) -> None:
    """Load the files of many applications at once and keep them for the run."""
    ids = {application.file_id for application in applications}
    found = uow.session.scalars(select(HardshipFile).where(HardshipFile.id.in_(ids))).all()
    uow.memory["files"] = found


def base_facts(
    uow: UnitOfWork,
    application: Application,
    file: HardshipFile,
    opinion: str | None,
    said: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What every decision on the case must know; ``said`` is what the call says of other officers."""
    held = duties_held(uow, application)
    programme = registered()[application.programme]
    return {
        "actor": uow.actor,
        "today": uow.today,
        "opinion": opinion,
        "held": held,
        "household": frozenset((*persons_of(uow, file), application.person_id)),
        "beneficiary_stands": any(one.person_id == application.person_id for one in file.people),
        "file_state": file.state,
        "reverify_by": file.reverify_by,
        "file_needed": programme.needs_active_file,
        "standing": standing_facts(uow, application, said or {}),
    }


def beneficiary(file: HardshipFile, application: Application) -> Member | FormerMember:
    """Who is to be aided, as the file tells of them today or told of them last."""
    for one in file.people:
        if one.person_id == application.person_id:
            return one
    for left in reversed(file.former):
        if left.person_id == application.person_id:
            return left
    raise LookupError(f"application {application.id} is for nobody of its file")


def entering_facts(
    uow: UnitOfWork, application: Application, file: HardshipFile, opinion: str | None = None
) -> tuple[Facts, Assessed]:
    """For opening, amending and submitting: the assessment is made anew."""
    member = beneficiary(file, application)
    programme = registered()[application.programme]
    told = line_of(uow, application)
    assessed = assess_case(
        uow, programme, file, member, application.answers, application.id, told.kind
    )
    kinds = {evidence.kind for evidence in application.evidence}
    way = way_for(application, assessed)
    facts = Facts(
        **base_facts(uow, application, file, opinion),
        eligibility=assessed.decided.verdicts,
        missing=tuple(kind for kind in way.evidence if kind not in kinds),
        award_fen=assessed.decided.award.award_fen,
        room_fen=assessed.room.room_fen(),
        windows=way.windows,
        drawn=drawn_facts(assessed.rules, assessed.received, file, uow.today.year),
        claims=claimed_elsewhere(uow, application),
        levels_missing=_levels_missing(uow, file, (*way.path, *assessed.decided.path)),
        emergency=emergency_facts(uow, application, file, assessed.rules),
        sent_back=return_facts(uow, application, assessed=assessed),
        line_of=told,
    )
    return facts, assessed


def _levels_missing(uow: UnitOfWork, file: HardshipFile, path: Sequence[Stage]) -> tuple[str, ...]:
    wanted = levels_of(path)
    there = levels_above(uow, file.union_path) if wanted else {}
    return tuple(level for level in wanted if level not in there)


def deciding_facts(
    uow: UnitOfWork,
    application: Application,
    file: HardshipFile,
    body: Mapping[str, Any],
    *,
    entire: bool = True,
) -> Facts:
    """For votes: what was voted so far, the notice, the caps and the fund as they stand now.

    The levels of the pinned path were looked at when it was pinned; those that joined it are now.
    """
    base = base_facts(uow, application, file, body.get("opinion"), body)
    edition = pinned_edition(uow, application)
    received = received_by(uow, file, application.person_id, application.id)
    eligibility, room_fen = decided_since(uow, application, edition, received)
    joined = stages([one for one in grown_path(uow, application, file) if BECAUSE in one])
    joined += owed_path(uow, application, file, edition)
    told, fund = chosen_fund(uow, application, body.get("fund_id"))
    return Facts(
        **base,
        eligibility=eligibility,
        award_fen=application.award_fen,
        room_fen=room_fen,
        drawn=drawn_facts(edition, received, file, uow.today.year),
        levels_missing=_levels_missing(uow, file, joined),
        votes=vote_facts(uow, application, base["held"], base["household"], entire=entire),
        notice=notice_facts(uow, application),
        fund=told,
        money=money_for(uow, application, fund),
        sent_back=return_facts(uow, application),
        emergency=emergency_facts(uow, application, file, edition),
        line_of=line_of(uow, application),
    )
