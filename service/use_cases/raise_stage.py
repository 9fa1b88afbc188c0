"""上提一级: a stage that nobody at its level can do goes to the next union above that has somebody.

Nobody appointed, or all recused or with another duty in the case: the service finds it day by day, and
the union above or an administrator may ask for it at once. It never passes by itself; where no union
above has anybody either, it stands in the administrators' queue until somebody is appointed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import or_, select

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.receipt import Job
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.application_facts import base_facts, file_of, inner_state, table_for
from service.use_cases.begin_waiting import begin_waiting
from service.use_cases.standing_facts import HEIGHT, ROLES, stage_waiting
from service.use_cases.union_levels import levels_above
from service.use_cases.who_can_act import Candidate, who_can_act
from workflows.engine import assess, fire
from workflows.errors import RoleRequired
from workflows.facts import Facts
from workflows.standing_guards import nobody_above
from workflows.table import Row
from workflows.vocabulary import Role

__all__ = ["RAISING", "raise_on_request", "raise_stages"]

AT_ONCE: Final = 50
OWNED: Final = "owned_by_another"
"""Whom only the owner keeps from it can still act: a case is given back, or handed over."""
ONE_DAY: Final = timedelta(days=1)


def raise_on_request(
    uow: UnitOfWork, application: Application, file: HardshipFile, body: Mapping[str, Any]
) -> None:
    """By a system administrator, or a reviewer or approver of a union above the stage's. Raises
    ``RoleRequired``, ``SomebodyCan`` or ``NobodyAbove``."""
    stage, post = stage_waiting(application), uow.appointment
    height = HEIGHT.get(stage.done_at or "", 0) if stage is not None else 0
    if post is None or (post.role != Role.SYSTEM_ADMIN and HEIGHT[post.level] <= height):
        raise RoleRequired(roles=[Role.SYSTEM_ADMIN], held=list(uow.actor.roles), above=True)
    facts, candidates = _looked(uow, application, file, body.get("opinion"))
    row = fire(table_for(application), inner_state(application), "raise", facts)
    _raise(uow, application, row, facts, candidates)


def raise_stages(uow: UnitOfWork, job: Job) -> datetime:
    """Every case that has waited for a day, fifty in a transaction, in the order of their ids."""
    cases = uow.session.scalars(
        select(Application)
        .where(
            Application.id > job.thing_id,
            Application.waits.in_(sorted(ROLES)),
            or_(Application.since < uow.today, Application.stuck_on.is_not(None)),
        )
        .order_by(Application.id)
        .limit(AT_ONCE)
    ).all()
    for one in cases:
        _look_at(uow, one)
    if len(cases) == AT_ONCE:
        job.thing_id = cases[-1].id
        return uow.now
    job.thing_id = ""
    return datetime.combine(uow.today + ONE_DAY, time.min, tzinfo=SHANGHAI)


def _look_at(uow: UnitOfWork, application: Application) -> None:
    """Raised, or put in the queue, or taken out of it, or left as it is."""
    facts, candidates = _looked(uow, application, file_of(uow, application), None)
    rows = table_for(application).rows_for(inner_state(application), "raise")
    if not rows:
        return
    failed = [verdict for verdict in assess(rows[0], facts) if not verdict.ok]
    able = bool(facts.standing and facts.standing.able)
    if not failed:
        _raise(uow, application, rows[0], facts, candidates)
    elif able == (application.stuck_on is not None):
        application.stuck_on = None if able else uow.today
        uow.record(
            "application.unstick" if able else "application.stick", application,
            before=application.state, after=application.state,
            rule=None if able else nobody_above.__name__,
        )  # fmt: skip


def _looked(
    uow: UnitOfWork, application: Application, file: HardshipFile, opinion: str | None
) -> tuple[Facts, tuple[Candidate, ...]]:
    """Who can act here, and, where nobody can, the next level above at which somebody could."""
    candidates = who_can_act(uow, application, file)
    able = tuple(one.officer.subject for one in candidates if set(one.against) <= {OWNED})
    facts = Facts(**base_facts(uow, application, file, opinion))
    if facts.standing is None:
        raise LookupError("who stands where was not looked at")
    to = None if able else _next_above(uow, application, file)
    return replace(facts, standing=replace(facts.standing, able=able, raise_to=to)), candidates


def _next_above(uow: UnitOfWork, application: Application, file: HardshipFile) -> str | None:
    stage = stage_waiting(application)
    here = HEIGHT.get(stage.done_at or "", 0) if stage is not None else 0
    there = levels_above(uow, application.union_path)
    for level in sorted((one for one in there if HEIGHT[one] > here), key=HEIGHT.__getitem__):
        if any(one.can for one in who_can_act(uow, application, file, level)):
            return level
    return None


def _raise(
    uow: UnitOfWork,
    application: Application,
    row: Row,
    facts: Facts,
    candidates: tuple[Candidate, ...],
) -> None:
    """The pinned stage keeps its own level beside the one it is done at now, and why."""
    if facts.standing is None or facts.standing.raise_to is None:
        raise LookupError("a stage is raised to a level")
    to, place = facts.standing.raise_to, application.position
    because = "barred" if candidates else "absent"
    added = {"raised_to": to, "raised_because": because}
    application.path = [
        {**stage, **added} if at == place else stage for at, stage in enumerate(application.path)
    ]
    begin_waiting(uow, application)
    uow.record(
        "application.raise", application, before=application.state, after=application.state,
        rule=f"{row.key}:{because}:{to}", said={"opinion": facts.opinion} if facts.opinion else {},
        compared=facts.compared,
    )  # fmt: skip


RAISING: Final = {"raise_stages": raise_stages}
"""What is done once a day, by the kind of its job."""
