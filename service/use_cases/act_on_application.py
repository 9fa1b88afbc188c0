"""Submit, review, approve, return, take back, reject, withdraw, resubmit: one decision on a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from service.store.application import Application, Vote
from service.store.hardship_file import HardshipFile
from service.store.personal import Personal
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.application_facts import (
    base_facts,
    deciding_facts,
    entering_facts,
    file_of,
    inner_state,
    table_for,
)
from service.use_cases.begin_regularisation import begin_regularisation
from service.use_cases.begin_waiting import terms_in_force
from service.use_cases.choose_fund import chosen_fund
from service.use_cases.claims import claim_topic
from service.use_cases.emergency_facts import table_on, way_for
from service.use_cases.last_deed import taking_facts
from service.use_cases.move_application import move, recorded
from service.use_cases.open_application import pin
from service.use_cases.payment_lines import contradicted
from service.use_cases.post_money import commit_award
from service.use_cases.raise_stage import raise_on_request
from service.use_cases.received import granted_now
from service.use_cases.send_back import send_back, take_back
from service.use_cases.sent_back import forget_way_back, return_facts
from service.use_cases.stand_in import STANDING_IN
from service.use_cases.vote_facts import content_digest, pinned_path
from service.use_cases.year_facts import grown_path
from workflows.engine import fire, open_rows
from workflows.errors import DomainError, MemberUnfit
from workflows.facts import Facts, PaymentFacts
from workflows.path import waiting_at
from workflows.table import Row

__all__ = ["act_on_application", "facts_for_actions", "move"]

ENTERING = frozenset({"submit", "resubmit"})
VOTING = frozenset({"approve", "oppose", "sign"})
OF_A_RETURN = frozenset({"missing", "to", "resume"})
"""What only a return may say beside its opinion."""


def act_on_application(
    uow: UnitOfWork, application: Application, action: str, body: Mapping[str, Any]
) -> None:
    """Fire ``action`` by the application's own table and write what follows from it.

    Raises ``WrongState`` or the gravest failed guard, with all of them listed.
    """
    open_rows(table_for(application), inner_state(application), action, named=True)
    foreign = sorted(body.keys() & OF_A_RETURN) if action != "return" else []
    if foreign:
        raise MemberUnfit(action=action, members=foreign)
    file = file_of(uow, application)
    if action in ENTERING:
        _enter(uow, application, file, action, body)
    elif action in VOTING:
        _vote(uow, application, file, action, body)
    elif action in _DOING:
        _DOING[action](uow, application, file, body)
    else:
        facts = Facts(
            **base_facts(uow, application, file, body.get("opinion"), body),
            sent_back=return_facts(uow, application), payment=_payment(uow, application),
        )  # fmt: skip
        row = fire(table_for(application), inner_state(application), action, facts)
        deed = recorded(uow, application, row, facts, body)
        move(uow, application, row, deed)
        if action in STANDING_IN:
            STANDING_IN[action](uow, application, facts, deed)


def _enter(
    uow: UnitOfWork,
    application: Application,
    file: HardshipFile,
    action: str,
    body: Mapping[str, Any],
) -> None:
    """Into the path: edition, assessment and stages are pinned as they are in force today."""
    facts, assessed = entering_facts(uow, application, file, body.get("opinion"))
    table = table_on(application, way_for(application, assessed).path)
    row = fire(table, application.state, action, facts)
    deed = recorded(uow, application, row, facts, body)
    if action == "resubmit":
        application.round += 1
    pin(application, assessed)
    application.terms = terms_in_force(uow, application.union_path).to_dict()
    if facts.sent_back is None or facts.sent_back.back_to is None:
        application.notice_id = None
        forget_way_back(application)
    deed.amount_fen, deed.edition = application.award_fen, application.edition_id
    deed.concerns = (*deed.concerns, claim_topic(application.claim_key))
    move(uow, application, row, deed)


def _vote(
    uow: UnitOfWork,
    application: Application,
    file: HardshipFile,
    action: str,
    body: Mapping[str, Any],
) -> None:
    """One vote, for or against; the last one of the last approval commits the award against its fund.

    The path has grown by then, where the sum of the household's year asks for further levels; a
    notice among them is ahead of the case from this vote on.
    """
    pinned, grown = application.path, grown_path(uow, application, file)
    if len(grown) > len(pinned):
        application.path = grown
    facts = deciding_facts(uow, application, file, body, entire=action == "oppose")
    here = waiting_at(pinned_path(application), application.position)
    try:
        row = fire(table_for(application), here, action, facts)
    except DomainError:
        application.path = pinned  # a refused vote leaves nothing behind where others go on
        raise
    deed = recorded(uow, application, row, facts, body)
    deed.amount_fen = application.award_fen
    _cast(uow, application, row, body)
    if body.get("meeting_number"):
        application.meeting_number = Personal.of(body["meeting_number"])
    if row.money and row.target != row.source:
        _commit(uow, application, body, deed)
    move(uow, application, row, deed)


def _cast(uow: UnitOfWork, application: Application, row: Row, body: Mapping[str, Any]) -> None:
    """The vote as it was given: by whom, for whom, at which level, and in which meeting."""
    meeting = body.get("meeting") or {}
    post, giver = uow.appointment, uow.actor.principal
    application.votes.append(
        Vote(
            id=uow.new_id(), application_id=application.id, round=application.round,
            position=application.position, level=row.level or (post.level if post else ""),
            person_id=uow.actor.person or "", officer_id=uow.actor.subject,
            for_person=giver.person if giver else None,
            against=True if row.action == "oppose" else None,
            content_digest=content_digest(application), held_on=meeting.get("held_on"),
            meeting_number=Personal.of(meeting["number"]) if meeting else None,
            present=list(meeting["present"]) if meeting else None,
            turn=_turn(application, uow.actor.person),
        )
    )  # fmt: skip


def _turn(application: Application, person: str | None) -> int | None:
    """How many votes of this round they have taken back; none, as a rule."""
    cast = [v for v in application.votes if (v.round, v.person_id) == (application.round, person)]
    return len(cast) or None


_DOING: Final[Mapping[str, Callable[..., None]]] = {
    "return": send_back,
    "take_back": take_back,
    "raise": raise_on_request,
}


def _commit(uow: UnitOfWork, application: Application, body: Mapping[str, Any], deed: Deed) -> None:
    fund = chosen_fund(uow, application, body.get("fund_id"))[1]
    if fund is None:
        raise LookupError("a committed award has a fund")
    application.fund_id = fund.id
    application.aid_year = uow.today.year
    commit_award(uow, deed, application, fund)
    granted_now(uow, application, file_of(uow, application))
    if application.emergency is not None:
        begin_regularisation(uow, application, file_of(uow, application))


def facts_for_actions(uow: UnitOfWork, application: Application) -> Facts:
    """All facts at once, to say what the caller may do and why not."""
    file = file_of(uow, application)
    if application.state in ("draft", "returned"):
        return entering_facts(uow, application, file)[0]
    taking = taking_facts(uow, application)
    facts = deciding_facts(uow, application, file, {})
    return replace(facts, taking=taking, payment=_payment(uow, application))


def _payment(uow: UnitOfWork, application: Application) -> PaymentFacts | None:
    """Of what is approved: whether an earlier attempt to pay it is in doubt; of the rest nobody asks."""
    fund = application.fund_id
    if application.state != "approved" or fund is None:
        return None
    doubted = contradicted(uow, [application.id])
    return PaymentFacts(fund, fund, contradicted=application.id in doubted)
