"""Submit, review, approve, return, reject, withdraw, resubmit: one decision on an application."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.application import Application, Vote
from service.store.hardship_file import HardshipFile
from service.store.personal import Personal
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.application_facts import (
    base_facts,
    chosen_fund,
    claim_topic,
    deciding_facts,
    entering_facts,
    file_of,
    inner_state,
    table_for,
)
from service.use_cases.begin_waiting import begin_waiting, terms_in_force
from service.use_cases.end_application import end_application
from service.use_cases.open_application import pin
from service.use_cases.post_money import commit_award
from service.use_cases.received import granted_now
from service.use_cases.vote_facts import content_digest, pinned_path
from service.use_cases.withdraw_line import withdraw_line
from service.use_cases.year_facts import grown_path
from workflows.engine import fire, open_rows
from workflows.errors import DomainError
from workflows.facts import Facts
from workflows.path import plain, position_of, table_of, waiting_at
from workflows.table import Row

__all__ = ["act_on_application", "facts_for_actions", "move"]

ENTERING = frozenset({"submit", "resubmit"})
STOPPING = frozenset({"rejected", "withdrawn", "returned", "lapsed"})


def act_on_application(
    uow: UnitOfWork, application: Application, action: str, body: Mapping[str, Any]
) -> None:
    """Fire ``action`` by the application's own table and write what follows from it.

    Raises ``WrongState`` or the gravest failed guard, with all of them listed.
    """
    open_rows(table_for(application), inner_state(application), action)
    file = file_of(uow, application)
    if action in ENTERING:
        _enter(uow, application, file, action, body)
    elif action == "approve":
        _vote(uow, application, file, body)
    else:
        facts = Facts(**base_facts(uow, application, file, body.get("opinion")))
        row = fire(table_for(application), inner_state(application), action, facts)
        deed = _recorded(uow, application, row, facts, body)
        move(uow, application, row, deed)


def _enter(
    uow: UnitOfWork,
    application: Application,
    file: HardshipFile,
    action: str,
    body: Mapping[str, Any],
) -> None:
    """Into the path: edition, assessment and stages are pinned as they are in force today."""
    facts, assessed = entering_facts(uow, application, file, body.get("opinion"))
    row = fire(table_of(assessed.decided.path), application.state, action, facts)
    deed = _recorded(uow, application, row, facts, body)
    if action == "resubmit":
        application.round += 1
    pin(application, assessed)
    application.terms = terms_in_force(uow, application.union_path).to_dict()
    application.notice_id = None
    deed.amount_fen, deed.edition = application.award_fen, application.edition_id
    deed.concerns = (*deed.concerns, claim_topic(application.claim_key))
    move(uow, application, row, deed)


def _vote(
    uow: UnitOfWork, application: Application, file: HardshipFile, body: Mapping[str, Any]
) -> None:
    """One vote; the last one of the last approval commits the award against its fund.

    The path has grown by then, where the sum of the household's year asks for further levels; a
    notice among them is ahead of the case from this vote on.
    """
    pinned, grown = application.path, grown_path(uow, application, file)
    if len(grown) > len(pinned):
        application.path = grown
    facts = deciding_facts(uow, application, file, body)
    here = waiting_at(pinned_path(application), application.position)
    try:
        row = fire(table_for(application), here, "approve", facts)
    except DomainError:
        application.path = pinned  # a refused vote leaves nothing behind where others go on
        raise
    stage = pinned_path(application)[application.position]
    deed = _recorded(uow, application, row, facts, body)
    deed.amount_fen = application.award_fen
    application.votes.append(
        Vote(
            id=uow.new_id(), application_id=application.id, round=application.round,
            position=application.position, level=stage.level or "",
            person_id=uow.actor.person or "", officer_id=uow.actor.subject,
            content_digest=content_digest(application),
        )
    )  # fmt: skip
    if body.get("meeting_number"):
        application.meeting_number = Personal.of(body["meeting_number"])
    if row.money and row.target != row.source:
        _commit(uow, application, body, deed)
    move(uow, application, row, deed)


def _commit(uow: UnitOfWork, application: Application, body: Mapping[str, Any], deed: Deed) -> None:
    fund = chosen_fund(uow, application, body.get("fund_id"))[1]
    if fund is None:
        raise LookupError("a committed award has a fund")
    application.fund_id = fund.id
    application.aid_year = uow.today.year
    commit_award(uow, deed, application, fund)
    granted_now(uow, application, file_of(uow, application))


def move(uow: UnitOfWork, application: Application, row: Row, deed: Deed) -> None:
    """Write the row's target; who leaves the path frees claim and money."""
    application.state = plain(row.target)
    position = position_of(row.target)
    if position is not None:
        application.position = position
    elif application.state == "approved":
        application.position = len(application.path)
    if row.target != row.source:
        begin_waiting(uow, application)
    if application.state in STOPPING:
        end_application(uow, application, deed)
        withdraw_line(uow, application)


def _recorded(
    uow: UnitOfWork, application: Application, row: Row, facts: Facts, body: Mapping[str, Any]
) -> Deed:
    said = {name: body[name] for name in ("opinion", "meeting_number") if body.get(name)}
    return uow.record(
        f"application.{row.action}", application, before=application.state,
        after=plain(row.target), duty=row.duty, rule=row.key, edition=application.edition_id,
        said=said, compared=facts.compared,
    )  # fmt: skip


def facts_for_actions(uow: UnitOfWork, application: Application) -> Facts:
    """All facts at once, to say what the caller may do and why not."""
    file = file_of(uow, application)
    if application.state in ("draft", "returned"):
        return entering_facts(uow, application, file)[0]
    return deciding_facts(uow, application, file, {})
