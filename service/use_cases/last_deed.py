"""拿回: the last deed on a case, as the log tells it, and what it takes to undo it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Final

from service.audit.read import entry_at, trail
from service.store.application import Application
from service.unit_of_work import SHANGHAI, UnitOfWork
from workflows.facts import TakingFacts
from workflows.path import position_of
from workflows.table import Row

__all__ = ["since_when", "taking_facts", "void_vote"]

_UNDOABLE: Final = frozenset({"application.review", "application.approve"})
MOST: Final = 10_000


def taking_facts(uow: UnitOfWork, application: Application) -> TakingFacts:
    """Whose deed the last one on the case is, and at which stage it was done: the entry that has the
    number of the case (house rule 3)."""
    last = entry_at(uow.session.connection(), application.number)
    told: dict[str, Any] = json.loads(last.entry) if last else {}
    person = told.get("who", {}).get("person")
    undoable = last is not None and last.act in _UNDOABLE
    source = str(told.get("dec", {}).get("rule", "")).partition("--")[0]
    return TakingFacts(
        position=position_of(source) if undoable else None,
        hand=frozenset({person} if person else ()),
        set_aside=application.aid_year is not None,
    )


def void_vote(uow: UnitOfWork, application: Application, position: int | None) -> None:
    """The vote that was taken back stays and can be read; it counts no longer."""
    person = uow.actor.person
    mine = [v for v in application.cast if (v.position, v.person_id) == (position, person)]
    application.taken_back = [*(application.taken_back or ()), *(vote.id for vote in mine)]


def since_when(uow: UnitOfWork, application: Application, row: Row) -> date:
    """The day on which the stage that waits again had begun to wait: who takes back gains no time."""
    arrived = uow.today
    for entry in trail(uow.session.connection(), application.id, limit=MOST):
        told = json.loads(entry.entry)
        source, _, target = _ends(str(told.get("dec", {}).get("rule", "")))
        if entry.thing == application.id and target == row.target and source != target:
            arrived = datetime.fromisoformat(told["ts"]).astimezone(SHANGHAI).date()
    return arrived


def _ends(rule: str) -> tuple[str, str, str]:
    source, _, rest = rule.partition("--")
    action, _, target = rest.partition("--")
    return source, action, target
