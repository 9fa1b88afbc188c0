"""Bring the papers, review them, confirm the award, send back or refuse: one step of a regularisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from service.store.application import Vote
from service.store.regularisation import Confirmation, Paper, Regularisation
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import base_facts, file_of
from service.use_cases.move_regularisation import move_regularisation
from service.use_cases.notice_facts import notice_facts
from service.use_cases.regularisation_facts import (
    application_of,
    inner_state,
    last_day,
    missing_papers,
    path_of,
    table_for,
)
from service.use_cases.vote_facts import approvers_at
from workflows.emergency_facts import RegularisationFacts
from workflows.engine import assess, fire, open_rows
from workflows.errors import Refused, WrongState
from workflows.facts import Facts, VoteFacts
from workflows.regularisation import PAPERED
from workflows.stage import Stage

__all__ = ["act_on_regularisation", "facts_of_regularisation", "register_paper"]

CONFIRM = "confirm"
_NOBODY: frozenset[str] = frozenset()


def act_on_regularisation(
    uow: UnitOfWork, regularisation: Regularisation, action: str, opinion: str | None
) -> None:
    """Fire ``action`` by the regularisation's own table and write what follows from it.

    Raises ``WrongState`` or the gravest failed guard, with all of them listed.
    """
    table, state = table_for(regularisation), inner_state(regularisation)
    open_rows(table, state, action)
    facts = facts_of_regularisation(uow, regularisation, opinion)
    row = fire(table, state, action, facts)
    if action == CONFIRM:
        regularisation.confirmations.append(_vote(uow, regularisation))
    said = {"opinion": opinion} if opinion else {}
    move_regularisation(uow, regularisation, row, said, facts.compared)


def _vote(uow: UnitOfWork, regularisation: Regularisation) -> Confirmation:
    stage = path_of(regularisation)[regularisation.position]
    giver = uow.actor.principal
    return Confirmation(
        id=uow.new_id(), regularisation_id=regularisation.id, round=regularisation.round,
        position=regularisation.position, level=stage.level or "",
        person_id=uow.actor.person or "", officer_id=uow.actor.subject,
        for_person=giver.person if giver else None,
    )  # fmt: skip


def register_paper(
    uow: UnitOfWork, regularisation: Regularisation, form: Mapping[str, Any]
) -> Paper:
    """Add one document while papers are owed; the application stays as it was voted on."""
    if regularisation.state != PAPERED.source:
        raise WrongState(state=regularisation.state, action=PAPERED.action, allowed=[])
    facts = facts_of_regularisation(uow, regularisation)
    failed = [v for v in assess(PAPERED, facts) if not v.ok]
    if failed:
        raise Refused.of(failed)
    paper = Paper(id=uow.new_id(), regularisation_id=regularisation.id, **form)
    regularisation.papers.append(paper)
    uow.record(
        "regularisation.evidence", regularisation, before=regularisation.state,
        after=regularisation.state, duty=PAPERED.duty, rule=PAPERED.key, compared=facts.compared,
    )  # fmt: skip
    return paper


def facts_of_regularisation(
    uow: UnitOfWork, regularisation: Regularisation, opinion: str | None = None
) -> Facts:
    """Who acts, what they did in the award's case before, what is missing, and by when."""
    application = application_of(uow, regularisation)
    base = base_facts(uow, application, file_of(uow, application), opinion)
    barred = {held.person for held in base["held"] if held.duty != "approve"} | base["household"]
    hasty = _hands(application.votes)
    votes, hasty = _votes(uow, regularisation, frozenset(barred), hasty)
    return Facts(
        **base,
        missing=missing_papers(uow, regularisation),
        votes=votes,
        notice=notice_facts(uow, regularisation),
        regularisation=RegularisationFacts(last_day(uow, regularisation), hasty),
    )


def _votes(
    uow: UnitOfWork, regularisation: Regularisation, barred: frozenset[str], hasty: frozenset[str]
) -> tuple[VoteFacts, frozenset[str]]:
    """The votes of this round, and who may not give one because they approved in the emergency: those
    whom the level can do without."""
    cast = [one for one in regularisation.confirmations if one.round == regularisation.round]
    here = [one for one in cast if one.position == regularisation.position]
    elsewhere = _hands(one for one in cast if one not in here)
    needed, kept_out = _needed(uow, regularisation, barred | elsewhere, hasty)
    for_stage = frozenset(one.person_id for one in here)
    return VoteFacts(_hands(cast), for_stage, needed, content_same=True), kept_out


def _hands(cast: Iterable[Vote | Confirmation]) -> frozenset[str]:
    """Everybody by whom votes were given: who stands in for another votes for both."""
    return frozenset(one for v in cast for one in (v.person_id, v.for_person) if one)


def _needed(
    uow: UnitOfWork, regularisation: Regularisation, barred: frozenset[str], hasty: frozenset[str]
) -> tuple[int, frozenset[str]]:
    stage = _waiting(regularisation)
    if stage is None or stage.quorum is None:
        return 1, _NOBODY
    able = approvers_at(uow, regularisation.union_path, stage) - barred
    others = able - hasty
    if stage.quorum.needed(len(others)) > len(others):
        return stage.quorum.needed(len(able)), _NOBODY
    return stage.quorum.needed(len(others)), hasty


def _waiting(regularisation: Regularisation) -> Stage | None:
    path = path_of(regularisation)
    return path[regularisation.position] if regularisation.position < len(path) else None
