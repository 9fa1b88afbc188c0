"""An appeal is decided, with reasons, by somebody who had no hand in the case; or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from service.store.application import Application
from service.store.matters import Appeal
from service.store.people import Union
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.act_on_application import move
from service.use_cases.application_facts import (
    base_facts,
    file_of,
    inner_state,
    table_for,
)
from service.use_cases.campaign_lines import listed_files
from service.use_cases.claims import claim_topic, claimed_elsewhere
from service.use_cases.matter_facts import in_charge, posts_there
from workflows.answer_letter import AnswerLetter
from workflows.appeal import APPEAL
from workflows.engine import fire
from workflows.errors import AnswerUndue, InvalidInput
from workflows.facts import Facts
from workflows.matter_facts import MatterFacts

__all__ = ["answer_to_worker", "decide_appeal", "facts_for_appeal"]

_SAYS: Final[Mapping[str, frozenset[str]]] = {
    "uphold": frozenset({"opinion"}),
    "dismiss": frozenset({"opinion"}),
    "withdraw": frozenset({"opinion"}),
    "assign": frozenset({"opinion", "owner"}),
}


def decide_appeal(uow: UnitOfWork, appeal: Appeal, action: str, body: Mapping[str, Any]) -> None:
    """Fire ``action``. Upheld, the case is opened again and goes back to its clerk: its own table is
    asked too, so that a claim which another application took meanwhile refuses it."""
    unasked = body.keys() - _SAYS[action]
    if unasked:
        raise InvalidInput(field=min(unasked), action=action)
    application = _case_of(uow, appeal)
    facts = facts_for_appeal(uow, appeal, body.get("opinion"))
    row = fire(APPEAL, appeal.state, action, facts)
    before, appeal.state = appeal.state, row.target
    appeal.live = row.target != "withdrawn"
    if action == "assign":
        appeal.owner_id = in_charge(
            uow, body.get("owner"), row, facts, appeal.to_path, appeal.about_path
        )
    elif appeal.live:
        appeal.answer, appeal.answered_on = Personal.of(facts.opinion or ""), uow.today
    if row.target == "upheld":
        _reopen(uow, application, facts)
    deed = uow.record(
        f"appeal.{action}", appeal, before=before, after=row.target, duty=row.duty, rule=row.key,
        said={"opinion": facts.opinion} if facts.opinion else {}, compared=facts.compared,
    )  # fmt: skip
    uow.unless_idle(deed)


def facts_for_appeal(uow: UnitOfWork, appeal: Appeal, opinion: str | None = None) -> Facts:
    """Who acts, what they did in the case, whether they have a post where it was refused, and whether
    the claim is still free."""
    application = _case_of(uow, appeal)
    facts = Facts(**base_facts(uow, application, file_of(uow, application), opinion))
    there = posts_there(uow, uow.actor, appeal.about_path)
    claims = (*claimed_elsewhere(uow, application), *_listed_again(uow, application))
    return replace(facts, claims=claims, matter=MatterFacts(posts_there=there))


def _listed_again(uow: UnitOfWork, application: Application) -> list[str]:
    """The line by which the household stands in the campaign by now: it has one there."""
    if application.campaign_id is None:
        return []
    listed = listed_files(uow, application.campaign_id, [application.file_id])
    return [line for line in listed.values() if line != application.id]


def answer_to_worker(uow: UnitOfWork, appeal: Appeal) -> AnswerLetter:
    """The decision in writing; raises ``AnswerUndue`` while there is none."""
    if appeal.answer is None or appeal.answered_on is None:
        raise AnswerUndue(state=appeal.state)
    application = _case_of(uow, appeal)
    union = uow.session.get(Union, appeal.to_union)
    return AnswerLetter(
        kind=f"appeal_{appeal.state}",
        to=file_of(uow, application).worker.name.value,
        subject=application.serial,
        decided_on=appeal.answered_on,
        union=union.name if union else appeal.to_union,
        opinion=appeal.answer.value,
    )


def _reopen(uow: UnitOfWork, application: Application, facts: Facts) -> None:
    row = fire(table_for(application), inner_state(application), "reopen", facts)
    deed = uow.record(
        "application.reopen", application, before=application.state, after=row.target,
        duty=row.duty, rule=row.key, edition=application.edition_id,
        said={"opinion": facts.opinion or ""}, compared=facts.compared,
        concerns=(claim_topic(application.claim_key),),
    )  # fmt: skip
    application.claim_live = True
    move(uow, application, row, deed)


def _case_of(uow: UnitOfWork, appeal: Appeal) -> Application:
    found = uow.find(Application, appeal.application_id)
    if found is None:
        raise LookupError(f"appeal {appeal.id} is about no application")
    return found
