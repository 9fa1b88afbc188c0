"""Who stands where others might at the stage that waits, and whom a call names to take it or to sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select

from service.store.application import Application
from service.store.people import Kin, Officer
from service.unit_of_work import UnitOfWork
from service.use_cases.identify import officer_of
from service.use_cases.vote_facts import pinned_path, signers_waiting
from workflows.actor import Actor
from workflows.errors import NotAuthenticated
from workflows.facts import MeetingFacts, StandingFacts
from workflows.stage import Stage
from workflows.vocabulary import codes

__all__ = ["officer_named", "stage_waiting", "standing_facts"]

HEIGHT = {level: height for height, level in enumerate(codes("level"))}
ROLES = {"review": frozenset({"reviewer"}), "approval": frozenset({"approver"})}


def stage_waiting(application: Application) -> Stage | None:
    """The stage at the application's place in its path; none before and after it."""
    path = pinned_path(application)
    return path[application.position] if application.position < len(path) else None


def standing_facts(
    uow: UnitOfWork, application: Application, body: Mapping[str, Any]
) -> StandingFacts:
    """Whoever is named is fetched as they stand today, and counted only where they hold the role."""
    stage = stage_waiting(application)
    meeting, named = body.get("meeting"), body.get("officer")
    taker = None
    if named is not None and stage is not None and named != application.owner_id:
        taker = officer_named(uow, named, application, ROLES.get(stage.kind), stage.done_at)
    level = stage.done_at if stage is not None else None
    return StandingFacts(
        owner=application.owner_id,
        named=named,
        taker=taker,
        given_back="officer" in body and named is None and application.owner_id is not None,
        meeting_asked=bool(stage is not None and stage.meeting),
        meeting=_who_met(uow, meeting) if meeting else None,
        signer=_signer(uow, named, application, level) if named else None,
        asked_by=tuple(
            (one["officer"], one["by"], one["level"] != level)
            for one in signers_waiting(application)
        ),
    )


def officer_named(
    uow: UnitOfWork,
    officer_id: str,
    application: Application,
    roles: frozenset[str] | None,
    level: str | None,
) -> Actor | None:
    """The officer acting by the post that the stage asks for; None where they hold no such post."""
    uow.watch(officer_id)
    try:
        officer = officer_of(uow, officer_id)
    except NotAuthenticated:
        return None
    post = officer.holds(roles or (), application.union_path, level)
    return None if post is None else officer.by(post)


def _signer(
    uow: UnitOfWork, officer_id: str, application: Application, level: str | None
) -> Actor | None:
    """An approver at the stage's level or above, who has no vote in this round yet."""
    asked = officer_named(uow, officer_id, application, ROLES["approval"], None)
    if asked is None or level is None:
        return None
    posts = [
        post
        for post in asked.appointments
        if post.role in ROLES["approval"]
        and application.union_path.startswith(post.path)
        and HEIGHT[post.level] >= HEIGHT[level]
    ]
    voted = {one for vote in application.cast for one in (vote.person_id, vote.for_person)}
    if not posts or voted & set(asked.persons()):
        return None
    return replace(asked.by(posts[0]), appointments=(posts[0],))


def _who_met(uow: UnitOfWork, meeting: Mapping[str, Any]) -> MeetingFacts:
    """Asked once of a meeting, however many cases it decides."""
    asked = f"meeting:{meeting['held_on']}:{','.join(meeting['present'])}"
    if asked not in uow.memory:
        uow.memory[asked] = _met(uow, meeting)
    found: MeetingFacts = uow.memory[asked]
    return found


def _met(uow: UnitOfWork, meeting: Mapping[str, Any]) -> MeetingFacts:
    """Those present as natural persons with their kin; an account out of scope is nobody's."""
    asked = meeting["present"]
    uow.watch(*asked)
    rows = uow.session.execute(
        select(Officer.id, Officer.person_id, Officer.union_path).where(Officer.id.in_(asked))
    ).all()
    found = {row.id: row.person_id for row in rows if _of_these_unions(uow, row.union_path)}
    persons = set(found.values())
    uow.watch(*persons)
    ties = uow.session.execute(
        select(Kin.person_id, Kin.kin_id).where(
            Kin.ended_on.is_(None), or_(Kin.person_id.in_(persons), Kin.kin_id.in_(persons))
        )
    ).all()
    kin: dict[str, set[str]] = {person: set() for person in persons}
    for one, other in [*ties, *((b, a) for a, b in ties)]:
        kin.setdefault(one, set()).add(other)
    return MeetingFacts(
        held_on=meeting["held_on"],
        present=tuple(
            (officer, found[officer], frozenset(kin[found[officer]]))
            for officer in asked
            if officer in found
        ),
        unknown=tuple(officer for officer in asked if officer not in found),
    )


def _of_these_unions(uow: UnitOfWork, path: str) -> bool:
    """Kept in the caller's subtree, or at a union above it: a meeting may be attended from above."""
    return uow.actor.sees(path) or any(root.startswith(path) for root in uow.actor.roots)
