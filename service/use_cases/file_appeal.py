"""申诉: a clerk brings one on behalf of the worker, against the refusal that stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from service.audit.read import trail
from service.store.application import Application
from service.store.matters import Appeal
from service.store.people import Union
from service.store.personal import Personal
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.application_facts import base_facts, file_of, inner_state, table_for
from service.use_cases.begin_waiting import terms_in_force
from service.use_cases.kinship import union_code
from workflows.actor import SYSTEM
from workflows.appeal import APPEAL, FILED, REFUSED
from workflows.engine import assess
from workflows.errors import DateUnfit, Refused, WrongState
from workflows.facts import Facts
from workflows.matter_facts import MatterFacts
from workflows.objection import union_above

__all__ = ["file_appeal"]

MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Refusal:
    """The entry that ended the case: its number, its day, the union by whose post it was done."""

    number: int
    on: date
    union: str | None


def file_appeal(uow: UnitOfWork, application: Application, form: Mapping[str, Any]) -> Appeal:
    """Raises ``WrongState`` unless the case was refused, or lapsed by the clock; ``DateUnfit`` for a day
    before the refusal or to come; or every failed guard at once.

    The case is loaded and the deed concerns it, so that of two at one instant the second sees the
    first.
    """
    refusal = _refusal(uow, application)
    if refusal is None:
        allowed = list(table_for(application).allowed(inner_state(application)))
        raise WrongState(state=application.state, action="appeal", allowed=allowed)
    facts = _facts(uow, application, refusal)
    failed = [verdict for verdict in assess(FILED, facts) if not verdict.ok]
    if failed:
        raise Refused.of(failed)
    filed_on = form.get("filed_on") or uow.today
    if not refusal.on <= filed_on <= uow.today:
        raise DateUnfit(
            field="filed_on", value=filed_on.isoformat(), earliest=refusal.on.isoformat(),
            latest=uow.today.isoformat(),
        )  # fmt: skip
    about = uow.session.get(Union, refusal.union) if refusal.union else None
    about_path = about.path if about else application.union_path
    to_path = union_above(about_path)
    appeal = uow.add(
        Appeal(
            id=uow.new_id(), union=application.union, union_path=application.union_path,
            state=APPEAL.initial, application_id=application.id, refusal=refusal.number,
            about_path=about_path, to_union=union_code(to_path), to_path=to_path,
            reason=Personal.of(form["reason"]), since=filed_on, live=True,
            within=terms_in_force(uow, application.union_path).term("appeal"),
        )
    )  # fmt: skip
    uow.record(
        "appeal.file", appeal, after=appeal.state, duty=FILED.duty, rule=FILED.key,
        said={"reason": form["reason"]}, compared=facts.compared,
    )  # fmt: skip
    return appeal


def _facts(uow: UnitOfWork, application: Application, refusal: _Refusal) -> Facts:
    brought = uow.session.scalars(
        select(Appeal.state).where(
            Appeal.application_id == application.id, Appeal.refusal == refusal.number
        )
    )
    facts = base_facts(uow, application, file_of(uow, application), None)
    return Facts(**facts, matter=MatterFacts(appeals=tuple(brought)))


def _refusal(uow: UnitOfWork, application: Application) -> _Refusal | None:
    """The last entry by which the case came into the state it is in; None where that is no refusal."""
    if application.state not in REFUSED:
        return None
    entries = trail(uow.session.connection(), application.id, limit=MOST)
    for stored in reversed([one for one in entries if one.thing == application.id]):
        told = json.loads(stored.entry)
        if told.get("st", {}).get("to") != application.state:
            continue
        who = told.get("who", {})
        by_clock = who.get("sub") == SYSTEM.subject
        if application.state == "lapsed" and not by_clock:
            return None
        on = datetime.fromisoformat(told["ts"]).astimezone(SHANGHAI).date()
        return _Refusal(stored.number, on, who.get("org"))
    return None
