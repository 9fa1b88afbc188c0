"""A regularisation as answers tell it: what is missing, by when, and what is owed back."""

from __future__ import annotations

from typing import Any

from service.api.application_views import evidence_view, stage_view
from service.store.regularisation import Regularisation
from service.unit_of_work import UnitOfWork
from service.use_cases.regularisation_facts import application_of, last_day, missing_papers
from workflows.regularisation import DUE, UNREGULARISED

__all__ = ["regularisation_view"]

_PAID = frozenset({"paid", "closed"})


def regularisation_view(uow: UnitOfWork, one: Regularisation) -> dict[str, Any]:
    day = last_day(uow, one)
    return {
        "id": one.id,
        "number": one.serial,
        "application_id": one.application_id,
        "hardship_file_id": one.file_id,
        "programme": one.programme,
        "union": one.union,
        "state": one.state,
        "award_fen": one.award_fen,
        "since": one.since.isoformat(),
        "due_on": day.isoformat() if day else None,
        "overdue": one.state == DUE and day is not None and day < uow.today,
        "missing": list(missing_papers(uow, one)),
        "papers": [evidence_view(paper) for paper in one.papers],
        "path": one.path,
        "stage": stage_view(uow, one),
        "round": one.round,
        "confirmations": [
            {
                "officer": vote.officer_id,
                "level": vote.level,
                "round": vote.round,
                "position": vote.position,
            }
            for vote in one.confirmations
        ],
        "notice_id": one.notice_id,
        "recovery_due": _recovery_due(uow, one),
        "audit_number": one.number,
    }


def _recovery_due(uow: UnitOfWork, one: Regularisation) -> dict[str, Any] | None:
    """Only what was paid is owed back, less what has come; what was not is not paid any more."""
    award = application_of(uow, one)
    if one.state != UNREGULARISED or award.state not in _PAID:
        return None
    since = one.ended_on.isoformat() if one.ended_on else None
    owed_fen = one.award_fen - (award.recovered_fen or 0)
    return {"amount_fen": owed_fen, "since": since, "reason": one.cause}
