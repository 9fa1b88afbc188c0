"""What is asked of whoever looks into a matter: their posts at the unions it is about, and whether an
officer who is to be in charge of it may be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import or_, select

from service.store.people import Appointed, Officer
from service.unit_of_work import UnitOfWork
from service.use_cases.identify import officer_of
from workflows.actor import Actor
from workflows.engine import assess
from workflows.errors import NotAuthenticated, OwnerUnfit
from workflows.facts import Facts
from workflows.matter_facts import MatterFacts
from workflows.objection import union_above
from workflows.table import Row

__all__ = ["in_charge", "posts_there"]


def posts_there(uow: UnitOfWork, actor: Actor, path: str) -> tuple[str, ...]:
    """The unions at ``path`` or below it at which a person acting holds a post today, by whichever
    account. None counts at the root: nobody stands above it, so it answers for itself."""
    if union_above(path) == path:
        return ()
    persons = sorted(actor.persons())
    uow.watch(*persons)
    rows = uow.session.scalars(
        select(Appointed.union)
        .join(Officer, Officer.id == Appointed.officer_id)
        .where(
            Officer.person_id.in_(persons),
            Appointed.union_path.startswith(path, autoescape=True),
            Appointed.starts_on <= uow.today,
            or_(Appointed.ends_on.is_(None), Appointed.ends_on >= uow.today),
        )
        .distinct()
    )
    return tuple(sorted(rows))


def in_charge(
    uow: UnitOfWork, officer_id: str | None, row: Row, facts: Facts, path: str, about: str
) -> str:
    """The id of whoever is in charge from now on: the one named, or else the one who acts.

    Raises ``OwnerUnfit`` for somebody who could not take this very step on it themselves, by a post at
    ``path`` and unconcerned with the unions at ``about``.
    """
    if officer_id is None or officer_id == uow.actor.subject:
        return uow.actor.subject
    try:
        officer = officer_of(uow, officer_id)
    except NotAuthenticated:
        raise OwnerUnfit(owner=officer_id) from None
    matter = replace(
        facts.matter or MatterFacts(), posts_there=posts_there(uow, officer, about)
    )  # fmt: skip
    told = replace(facts, actor=officer, matter=matter)
    failed: Collection[str] = [one.name for one in assess(row, told) if not one.ok]
    if officer.holds(row.roles, path) is None or failed:
        raise OwnerUnfit(owner=officer_id, refused=sorted(failed))
    return officer_id
