"""The votes of a round: who voted, for which stage, how many it takes, and on what content."""

from __future__ import annotations

import hashlib

from sqlalchemy import or_, select

from service.audit.canonical import canonical
from service.audit.disclosure import base64url
from service.store.application import Application
from service.store.people import Appointed, Officer
from service.unit_of_work import UnitOfWork
from workflows.facts import Held, VoteFacts
from workflows.stage import BECAUSE, Stage

__all__ = ["content_digest", "pinned_path", "vote_facts"]


def pinned_path(application: Application) -> tuple[Stage, ...]:
    return tuple(Stage.from_dict(stage) for stage in application.path)


def vote_facts(
    uow: UnitOfWork, application: Application, held: tuple[Held, ...], household: frozenset[str]
) -> VoteFacts:
    """All are those who may still vote and those who did: nobody's vote stands for a newcomer's."""
    digest = content_digest(application)
    cast = [vote for vote in application.votes if vote.round == application.round]
    path = pinned_path(application)
    position = application.position
    stage = path[position] if position < len(path) else None
    voters = frozenset(vote.person_id for vote in cast)
    for_stage = frozenset(vote.person_id for vote in cast if vote.position == position)
    needed = 1
    if stage is not None and stage.quorum is not None:
        asked: frozenset[str] = frozenset()
        if stage.quorum.kind == "all":
            barred = {h.person for h in held if h.duty != "approve"} | household
            asked = _approvers(uow, application, stage) - barred - voters | for_stage
        needed = stage.quorum.needed(len(asked))
    return VoteFacts(
        voters=voters,
        for_stage=for_stage,
        needed=needed,
        content_same=all(vote.content_digest == digest for vote in cast),
    )


def _approvers(uow: UnitOfWork, application: Application, stage: Stage) -> frozenset[str]:
    """The natural persons who may vote at the stage's level today: 会签 asks all of them."""
    asked = f"approvers:{application.union_path}:{stage.level}"
    if asked in uow.memory:
        known: frozenset[str] = uow.memory[asked]
        return known
    codes = application.union_path.strip(".").split(".")
    uow.watch(*codes)
    today = uow.today
    rows = uow.session.scalars(
        select(Officer.person_id)
        .join(Appointed, Appointed.officer_id == Officer.id)
        .where(
            Appointed.role == "approver",
            Appointed.level == stage.level,
            Appointed.union.in_(codes),
            Appointed.starts_on <= today,
            or_(Appointed.ends_on.is_(None), Appointed.ends_on >= today),
        )
    )
    uow.memory[asked] = found = frozenset(rows)
    return found


def content_digest(application: Application) -> str:
    """What a vote is bound to: amount, answers, payee, account, documents, edition and path.

    A stage that joined because of the year's sum asks for further votes and voids none.
    """
    content = {
        "award_fen": application.award_fen,
        "answers": {k: v for k, v in application.answers.items() if v is not None},
        "person": application.person_id,
        "payee": application.payee.commitment,
        "account": application.account_digest,
        "edition": application.edition_id,
        "path": [stage for stage in application.path if BECAUSE not in stage],
        "evidence": sorted([e.kind, e.sha256] for e in application.evidence),
    }
    return base64url(hashlib.sha256(canonical(content, booleans=True)).digest())
