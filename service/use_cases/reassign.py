"""转办 and 离职转办: a case at a stage passes to an officer by name, one or all that somebody owned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import select

from service.audit.duties import duties_of_cases
from service.store.application import Application
from service.store.people import Officer
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import file_of, files_of, inner_state, table_for
from service.use_cases.household_to_be import persons_of
from service.use_cases.in_scope import within
from service.use_cases.standing_facts import standing_facts
from workflows.errors import Verdict, WrongState
from workflows.facts import Facts
from workflows.standing_guards import taker_unfit
from workflows.vocabulary import Role

__all__ = ["HANDERS", "HandedOver", "hand_over"]

HANDERS: Final = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
MOST_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One case of the officer who leaves, and what stands against its passing on."""

    application: Application
    failed: tuple[Verdict, ...]


def hand_over(
    uow: UnitOfWork, officer: Officer, form: Mapping[str, Any], *, trial: bool
) -> list[HandedOver]:
    """Every case the officer owns passes to ``to``, each by a deed of its own; those that cannot stay
    and are named. At most a thousand in one call. The administrator holds no duty by it: they look at
    no case, and say only whose it is."""
    owned = _owned(uow, officer)
    files_of(uow, owned)
    held = duties_of_cases(uow.session.connection(), {one.id: one.file_id for one in owned})
    found = []
    for one in owned:
        file = file_of(uow, one)
        facts = Facts(
            actor=uow.actor, today=uow.today, held=held[one.id],
            household=frozenset((*persons_of(uow, file), one.person_id)),
            standing=standing_facts(uow, one, {"officer": form["to"]}),
        )  # fmt: skip
        failed = tuple(v for v in _verdicts(one, facts) if not v.ok)
        found.append(HandedOver(one, failed))
        if not failed and not trial:
            one.owner_id = form["to"]
            uow.record(
                "application.hand_over", one, before=one.state, after=one.state,
                concerns=(officer.id, form["to"]), compared=facts.compared,
                said={"opinion": form["opinion"]},
            )  # fmt: skip
    return found


def _verdicts(application: Application, facts: Facts) -> Sequence[Verdict]:
    """As a reassignment of the stage would judge its taker."""
    rows = table_for(application).rows_for(inner_state(application), "reassign")
    if not rows:
        return (Verdict(WrongState, False, {"state": application.state, "action": "reassign"}),)
    return tuple(taker_unfit(facts.on(rows[0])))


def _owned(uow: UnitOfWork, officer: Officer) -> Sequence[Application]:
    """Within the administrator's unions. A case is concerned by whoever takes it, so one given to the
    officer meanwhile makes this run look again."""
    posts = tuple(post for post in uow.actor.appointments if post.role in HANDERS)
    actor = replace(uow.actor, appointments=posts)
    return uow.session.scalars(
        select(Application)
        .where(Application.owner_id == officer.id, within(Application.union_path, actor))
        .order_by(Application.id)
        .limit(MOST_AT_ONCE)
    ).all()
