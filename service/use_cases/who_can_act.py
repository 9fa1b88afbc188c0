"""Who can act at the stage that waits: everybody who holds its role there, and what stands against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select, union

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.people import Appointed
from service.store.standing import Delegation
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import base_facts
from service.use_cases.standing_facts import ROLES, officer_named, stage_waiting
from service.use_cases.vote_facts import vote_facts
from workflows.actor import Actor
from workflows.facts import Facts
from workflows.guards import already_voted, recusal, separation_of_duties
from workflows.standing_guards import owned_by_another
from workflows.table import Row

__all__ = ["Candidate", "who_can_act"]

JUDGED = (separation_of_duties, recusal, already_voted, owned_by_another)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer of the stage's role at its level, acting by that post; ``against`` are the codes of
    what stands against them, none where they can act."""

    officer: Actor
    against: tuple[str, ...]

    @property
    def can(self) -> bool:
        return not self.against


def who_can_act(
    uow: UnitOfWork, application: Application, file: HardshipFile, level: str | None = None
) -> tuple[Candidate, ...]:
    """Everybody with the role of the waiting stage at ``level``, or at the stage's own; nobody where no
    review or approval waits. Whoever stands in for one of them is asked about as well.

    The unions are watched: an appointment made or ended meanwhile makes this run look again.
    """
    stage = stage_waiting(application)
    if stage is None or application.waits not in ROLES:
        return ()
    wanted, roles = level or stage.done_at, ROLES[stage.kind]
    base = base_facts(uow, application, file, None)
    votes = vote_facts(uow, application, base["held"], base["household"])
    duty = "review" if stage.kind == "review" else "approve"
    row = Row(application.state, duty, application.state, roles, duty=duty, level=wanted)
    found = []
    for officer_id in _holders(uow, application, roles, wanted):
        officer = officer_named(uow, officer_id, application, roles, wanted)
        if officer is not None:
            facts = Facts(**{**base, "actor": officer, "votes": votes, "row": row})
            against = (v.name for guard in JUDGED for v in guard(facts) if not v.ok)
            found.append(Candidate(officer, tuple(dict.fromkeys(against))))
    return tuple(found)


def _holders(
    uow: UnitOfWork, application: Application, roles: frozenset[str], level: str | None
) -> Sequence[str]:
    codes = application.union_path.strip(".").split(".")
    uow.watch(*codes)
    today = uow.today
    own = select(Appointed.officer_id.label("officer")).where(
        Appointed.role.in_(roles),
        Appointed.level == level,
        Appointed.union.in_(codes),
        Appointed.starts_on <= today,
        or_(Appointed.ends_on.is_(None), Appointed.ends_on >= today),
    )
    given = select(Delegation.taker_id).where(
        Delegation.role.in_(roles),
        Delegation.level == level,
        and_(Delegation.union.in_(codes), Delegation.ended_on.is_(None)),
        Delegation.starts_on <= today,
        Delegation.ends_on >= today,
    )
    rows = union(own, given).subquery()
    return uow.session.scalars(select(rows.c.officer).order_by(rows.c.officer)).all()
