"""A petition is checked, handled, replied to and closed, or passed on to the union that can."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from service.audit.duties import duties_of_cases
from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.matters import Petition
from service.store.people import Union
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import file_of
from service.use_cases.household_to_be import persons_of
from service.use_cases.matter_facts import in_charge
from workflows.engine import fire
from workflows.errors import InvalidInput
from workflows.facts import Facts
from workflows.guards import recusal
from workflows.matter_facts import MatterFacts
from workflows.matter_guards import uninvolved
from workflows.petition import AGAINST, PETITION, may_deal

__all__ = ["deal_with_petition", "facts_for_petition", "unconcerned"]

_SAYS: Final[Mapping[str, frozenset[str]]] = {
    "check": frozenset({"opinion", "owner"}),
    "handle": frozenset({"opinion", "owner"}),
    "reply": frozenset({"opinion", "owner", "reply"}),
    "close": frozenset({"opinion", "satisfaction"}),
    "transfer": frozenset({"opinion", "union"}),
}


def deal_with_petition(
    uow: UnitOfWork, petition: Petition, action: str, body: Mapping[str, Any]
) -> None:
    """Fire ``action``; each step says who is in charge from then on. Passed on, nobody is until the
    union that got it takes it up; its term runs on."""
    unasked = body.keys() - _SAYS[action]
    if unasked:
        raise InvalidInput(field=min(unasked), action=action)
    there = uow.session.get(Union, body["union"]) if body.get("union") else None
    facts = facts_for_petition(uow, petition, body, there)
    row = fire(PETITION, petition.state, action, facts)
    before, petition.state = petition.state, row.target
    if action == "transfer" and there is not None:
        petition.union, petition.union_path, petition.owner_id = there.id, there.path, None
    elif action != "close":
        owner, path = body.get("owner"), petition.union_path
        petition.owner_id = in_charge(uow, owner, row, facts, path, path)
    if action == "reply":
        petition.reply, petition.answered_on = Personal.of(body["reply"]), uow.today
    petition.satisfaction = body.get("satisfaction") or petition.satisfaction
    said = {"opinion": facts.opinion} if facts.opinion else {}
    uow.record(
        f"petition.{action}", petition, before=before, after=row.target, rule=row.key, said=said,
        compared=facts.compared,
    )  # fmt: skip


def unconcerned(uow: UnitOfWork, petition: Petition) -> bool:
    """Whether nothing speaks against the caller's reading it: no duty in the case complained of, and no
    kin there."""
    facts = facts_for_petition(uow, petition)
    return all(one.ok for guard in (recusal, uninvolved) for one in guard(facts))


def facts_for_petition(
    uow: UnitOfWork,
    petition: Petition,
    body: Mapping[str, Any] | None = None,
    there: Union | None = None,
) -> Facts:
    """Who acts, and of the case it is about, if it is about one: who did what in it, who lives in the
    household, where it lies."""
    said = body or {}
    application, file = _about(uow, petition)
    held: Any = ()
    if file is not None:
        case = application.id if application else file.id
        cases = {case: file.id if application else None}
        held = duties_of_cases(uow.session.connection(), cases)[case]
    household = set(persons_of(uow, file)) if file else set()
    if application is not None:
        household.add(application.person_id)
    against = petition.kind in AGAINST
    place = application.union_path if application else file.union_path if file else None
    return Facts(
        actor=uow.actor, today=uow.today, opinion=said.get("opinion"), held=held,
        household=frozenset(household),
        matter=MatterFacts(
            against=against and file is not None, reply=said.get("reply"),
            satisfaction=said.get("satisfaction"),
            fit=None if there is None else may_deal(
                here=petition.union_path, there=there.path, case=place, against=against
            ),
        ),
    )  # fmt: skip


def _about(uow: UnitOfWork, petition: Petition) -> tuple[Application | None, HardshipFile | None]:
    if petition.application_id:
        application = uow.find(Application, petition.application_id)
        if application is None:
            raise LookupError(f"petition {petition.id} is about no application")
        return application, file_of(uow, application)
    return None, uow.find(HardshipFile, petition.file_id) if petition.file_id else None
