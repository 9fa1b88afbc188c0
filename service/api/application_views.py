"""An application as answers tell it: masked payee, the stage that waits, votes and evidence."""

from __future__ import annotations

from typing import Any

from service.api.account_advice import account_advice
from service.api.masks import account_view
from service.store.application import Application, Evidence, Vote
from service.store.regularisation import Paper, Regularisation
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import beneficiary, file_of
from service.use_cases.regularisation_facts import last_day, missing_papers, regularisation_of
from service.use_cases.sent_back import correction_view
from service.use_cases.union_levels import levels_above
from service.use_cases.vote_facts import content_digest, signers_waiting

__all__ = ["application_view", "evidence_view", "stage_view"]


def application_view(uow: UnitOfWork, application: Application) -> dict[str, Any]:
    file = file_of(uow, application)
    member = beneficiary(file, application)
    digest = content_digest(application)
    counting = {vote.id for vote in application.cast}
    return {
        "id": application.id,
        "number": application.serial,
        "programme": application.programme,
        "state": application.state,
        "union": application.union,
        "hardship_file_id": application.file_id,
        "beneficiary": {"member_id": application.member_id, "name": member.name.value},
        "answers": application.answers,
        "payee": account_view(application.payee),
        "advice": account_advice(application.payee),
        "award_fen": application.award_fen,
        "recovered_fen": application.recovered_fen or 0,
        "assessment": application.assessment,
        "path": application.path,
        "stage": stage_view(uow, application),
        "owner": application.owner_id,
        "signers": [
            {"officer": one["officer"], "asked_by": one["by"], "level": one["level"]}
            for one in signers_waiting(application)
        ],
        "round": application.round,
        "votes": [
            {
                "officer": vote.officer_id,
                "level": vote.level,
                "round": vote.round,
                "position": vote.position,
                "against": bool(vote.against),
                "meeting": _meeting(vote),
                "valid": vote.id in counting and vote.content_digest == digest,
                "taken_back": vote.id in (application.taken_back or ()),
            }
            for vote in application.votes
        ],
        "evidence": [evidence_view(evidence) for evidence in application.evidence],
        "fund_id": application.fund_id,
        "notice_id": application.notice_id,
        "correction": correction_view(uow, application),
        "emergency": _emergency(uow, application),
        "audit_number": application.number,
    }


def _meeting(vote: Vote) -> dict[str, Any] | None:
    """In which meeting it was cast; the number may have been erased."""
    if vote.meeting_number is None or vote.held_on is None:
        return None
    return {
        "number": vote.meeting_number.value,
        "held_on": vote.held_on.isoformat(),
        "present": vote.present or [],
    }


def _emergency(uow: UnitOfWork, application: Application) -> dict[str, Any] | None:
    """Why it is paid first and, once it is granted, what it still owes; null in any other case."""
    if application.emergency is None:
        return None
    owed = regularisation_of(uow, application.id)
    return {"reason": application.emergency.value, "regularisation": owed and _owed(uow, owed)}


def _owed(uow: UnitOfWork, owed: Regularisation) -> dict[str, Any]:
    day = last_day(uow, owed)
    return {
        "id": owed.id,
        "state": owed.state,
        "due_on": day.isoformat() if day else None,
        "missing": list(missing_papers(uow, owed)),
    }


def stage_view(uow: UnitOfWork, case: Application | Regularisation) -> dict[str, Any] | None:
    """Which stage waits; nothing waits in a draft, a refusal or a finished case."""
    waiting = ("submitted", "reviewed", "on_notice", "notice_passed")
    if case.state not in waiting or case.position >= len(case.path):
        return None
    stage = case.path[case.position]
    level = stage.get("raised_to") or stage.get("level")
    union = levels_above(uow, case.union_path).get(level) if level else case.union
    return {
        "position": case.position,
        "kind": stage["stage"],
        "level": level,
        "union": union,
    }


def evidence_view(evidence: Evidence | Paper) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "kind": evidence.kind,
        "sha256": evidence.sha256,
        "pages": evidence.pages,
        "kept": evidence.kept,
    }
