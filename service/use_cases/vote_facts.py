"""The votes of a round: who voted, for which stage, how many it takes, and on what content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, or_, select

from service.audit.canonical import canonical
from service.audit.disclosure import base64url
from service.store.application import Application, Vote
from service.store.people import Appointed, Kin, Officer
from service.unit_of_work import UnitOfWork
from workflows.facts import Held, VoteFacts
from workflows.stage import BECAUSE, RAISED, Stage

__all__ = ["approvers_at", "content_digest", "pinned_path", "signers_waiting", "vote_facts"]


_TIED = and_(
    Kin.ended_on.is_(None),
    or_(Kin.person_id == Officer.person_id, Kin.kin_id == Officer.person_id),
)


def pinned_path(application: Application) -> tuple[Stage, ...]:
    return tuple(Stage.from_dict(stage) for stage in application.path)


def vote_facts(
    uow: UnitOfWork,
    application: Application,
    held: tuple[Held, ...],
    household: frozenset[str],
    *,
    entire: bool = False,
) -> VoteFacts:
    """All are those who may still vote and those who did: nobody's vote stands for a newcomer's. Who is
    kin to the household must recuse themselves, so that nobody waits for them.

    Who may is asked where the rule of the stage needs it, and where the facts are to be ``entire``: a
    vote against is weighed by those who are left.
    """
    digest = content_digest(application)
    cast = application.cast
    path, position = pinned_path(application), application.position
    stage = path[position] if position < len(path) else None
    here = [vote for vote in cast if vote.position == position]
    voters = frozenset(one for vote in cast for one in (vote.person_id, vote.for_person) if one)
    for_stage = frozenset(v.person_id for v in here if not v.against and _counts(v, stage))
    opposed = frozenset(v.person_id for v in here if v.against)
    quorum = stage.quorum if stage is not None else None
    open_to: list[tuple[str, str]] = []
    asked = quorum is not None and (entire or quorum.kind == "all" or quorum.in_turn)
    if stage is not None and asked:
        barred = {h.person for h in held if h.duty != "approve"} | household | voters
        open_to = [
            (officer, person)
            for officer, person, kin in _approvers(uow, application.union_path, stage)
            if person not in barred and not kin & household
        ]
    able = frozenset(person for _, person in open_to) | for_stage | opposed
    return VoteFacts(
        voters=voters,
        for_stage=for_stage,
        needed=quorum.needed(len(able)) if quorum is not None else 1,
        content_same=all(vote.content_digest == digest for vote in cast),
        opposed=opposed,
        able=able,
        turn=open_to[0] if open_to and quorum is not None and quorum.in_turn else None,
        unsigned=frozenset(one["person"] for one in signers_waiting(application)),
    )


def approvers_at(uow: UnitOfWork, path: str, stage: Stage) -> frozenset[str]:
    """The natural persons who may vote at the stage's level today: 会签 asks all of them."""
    return frozenset(person for _, person, _ in _approvers(uow, path, stage))


def _counts(vote: Vote, stage: Stage | None) -> bool:
    """A signature given from another level is no vote of the quorum."""
    return stage is not None and vote.level == (stage.done_at or "")


def signers_waiting(application: Application) -> list[Mapping[str, Any]]:
    """Who was asked to sign too, at this place of this round, and has not; a vote against is no
    signature."""
    here = [vote for vote in application.cast if vote.position == application.position]
    cast = [vote for vote in here if not vote.against]
    signed = {one for v in cast for one in (v.person_id, v.for_person)}
    return [
        one
        for one in application.signers or ()
        if (one["round"], one["position"]) == (application.round, application.position)
        and one["person"] not in signed
    ]


def _approvers(uow: UnitOfWork, path: str, stage: Stage) -> list[tuple[str, str, frozenset[str]]]:
    """Account, natural person and kin, whoever declared the tie, of everybody who may vote at the
    stage's level today, in the order in which they would vote in turn: by rank, then by their first day,
    then by account. The persons are watched: a tie declared meanwhile makes this run look again."""
    asked = f"approvers:{path}:{stage.done_at}"
    known: list[tuple[str, str, frozenset[str]]] | None = uow.memory.get(asked)
    if known is not None:
        return known
    codes = path.strip(".").split(".")
    uow.watch(*codes)
    today = uow.today
    rows = uow.session.execute(
        select(
            Officer.id,
            Officer.person_id,
            Appointed.rank,
            Appointed.starts_on,
            Kin.person_id.label("one"),
            Kin.kin_id.label("other"),
        )
        .join(Appointed, Appointed.officer_id == Officer.id)
        .outerjoin(Kin, _TIED)
        .where(
            Appointed.role == "approver",
            Appointed.level == stage.done_at,
            Appointed.union.in_(codes),
            Appointed.starts_on <= today,
            or_(Appointed.ends_on.is_(None), Appointed.ends_on >= today),
        )
    ).all()
    kin: dict[str, set[str]] = {}
    for row in rows:
        kin.setdefault(row.person_id, set()).update({row.one, row.other} - {None, row.person_id})
    uow.watch(*kin)
    last = sorted(rows, key=lambda r: (r.rank is None, r.rank or 0, r.starts_on, r.id))
    once = dict.fromkeys((row.id, row.person_id) for row in last)
    uow.memory[asked] = found = [(one, person, frozenset(kin[person])) for one, person in once]
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
        "path": [_voted_on(stage) for stage in application.path if BECAUSE not in stage],
        "evidence": sorted([e.kind, e.sha256] for e in application.evidence),
    }
    return base64url(hashlib.sha256(canonical(content, booleans=True)).digest())


def _voted_on(stage: Mapping[str, Any]) -> dict[str, Any]:
    """That nobody at its level could act changes who votes, not what is voted on."""
    return {name: value for name, value in stage.items() if name not in RAISED}
