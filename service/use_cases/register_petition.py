"""来信来访来电: whatever came in is registered, with its deadline, by whoever took it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.matters import Petition
from service.store.people import Union
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.begin_waiting import terms_in_force
from service.use_cases.in_scope import in_scope
from workflows.errors import DateUnfit, UnionUnknown
from workflows.petition import HANDLERS, PETITION

__all__ = ["register_petition"]


def register_petition(uow: UnitOfWork, form: Mapping[str, Any]) -> Petition:
    """Raises ``UnionUnknown`` unless the caller takes petitions for the union that is to deal with it,
    ``NotFound`` for a case out of their scope, ``DateUnfit`` for a day to come.
    """
    union = _handling(uow, form["union"])
    received = form.get("received_on") or uow.today
    if received > uow.today:
        raise DateUnfit(
            field="received_on", value=received.isoformat(), latest=uow.today.isoformat()
        )
    if form.get("application_id"):
        in_scope(uow, uow.actor, Application, form["application_id"])
    if form.get("hardship_file_id"):
        in_scope(uow, uow.actor, HardshipFile, form["hardship_file_id"])
    petition = uow.add(
        Petition(
            id=uow.new_id(), union=union.id, union_path=union.path, state=PETITION.initial,
            channel=form["channel"], kind=form["kind"], subject=Personal.of(form["subject"]),
            name=_personal(form.get("name")), phone=_personal(form.get("phone")),
            application_id=form.get("application_id"), file_id=form.get("hardship_file_id"),
            since=received, within=terms_in_force(uow, union.path).term("petition"),
        )
    )  # fmt: skip
    uow.record("petition.register", petition, after=petition.state)
    return petition


def _handling(uow: UnitOfWork, code: str) -> Union:
    uow.watch(code)
    found = uow.session.get(Union, code)
    post = uow.actor.holds(HANDLERS, found.path) if found else None
    if found is None or post is None:
        raise UnionUnknown(union=code, hidden=code if found else None)
    uow.appointment = post
    return found


def _personal(text: str | None) -> Personal | None:
    return Personal.of(text) if text else None
