"""退回补正 and 拿回: a case goes to where it was before, by a return or by whoever acted on it last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import base_facts, inner_state, table_for
from service.use_cases.end_application import free_money
from service.use_cases.last_deed import since_when, taking_facts, void_vote
from service.use_cases.move_application import move, recorded
from service.use_cases.sent_back import keep_return, return_facts, said_of_return
from workflows.engine import fire
from workflows.errors import RoleRequired
from workflows.facts import Facts
from workflows.path import position_of

__all__ = ["send_back", "take_back"]


def send_back(
    uow: UnitOfWork, application: Application, file: HardshipFile, body: Mapping[str, Any]
) -> None:
    """退回补正: to the clerk, or to a stage it has passed; the votes of the round are void with it.

    The letter tells within what time it is to be corrected, so the entry keeps that too.
    """
    facts = Facts(
        **base_facts(uow, application, file, body.get("opinion")),
        sent_back=return_facts(uow, application, body),
    )
    row = fire(table_for(application), inner_state(application), "return", facts)
    said = said_of_return(application, row.target, body)
    deed = recorded(uow, application, row, facts, {**body, **said})
    keep_return(uow, application, body)
    if position_of(row.target) is not None:
        application.round += 1
        free_money(uow, application, deed)
    move(uow, application, row, deed)


def take_back(
    uow: UnitOfWork, application: Application, file: HardshipFile, body: Mapping[str, Any]
) -> None:
    """拿回: the last deed on the case waits to be done again, and its stage has no more time for it."""
    facts = Facts(
        **base_facts(uow, application, file, body.get("opinion")),
        taking=taking_facts(uow, application),
    )
    row = fire(table_for(application), inner_state(application), "take_back", facts)
    uow.appointment = uow.actor.holds(row.roles, application.union_path, row.level)
    if uow.appointment is None:
        raise RoleRequired(roles=sorted(row.roles), held=list(uow.actor.roles))
    deed = recorded(uow, application, row, facts, body)
    if row.duty == "approve":
        void_vote(uow, application, position_of(row.target))
    move(uow, application, row, deed)
    if row.target != row.source:
        application.since = since_when(uow, application, row)
