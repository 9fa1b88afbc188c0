"""回访: somebody who did nothing else in the case asks the household what reached it.

A clerk who took most of the money back in cash was found by asking (domain.md §8): what was received
is held against what was paid, and a difference stands on the auditors' list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.follow_up import FollowUp
from service.store.money import Payout
from service.store.personal import Personal
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.application_facts import base_facts, file_of
from workflows.engine import assess
from workflows.errors import DateUnfit, Refused, Verdict, WrongState
from workflows.facts import Dated, Facts, FileFacts
from workflows.supervised import FOLLOWED_UP
from workflows.waiting import FOLLOW_UP

__all__ = ["follow_up"]


def follow_up(uow: UnitOfWork, application: Application, form: Mapping[str, Any]) -> FollowUp:
    """Write down what was said; what waited for it waits no more. A case may be visited again.

    Raises ``WrongState`` of a case that is not paid, or every failed guard.
    """
    payout = _paid(uow, application)
    failed = [one for one in _verdicts(uow, application, payout, form) if not one.ok]
    if failed:
        raise Refused.of(failed)
    made = uow.add(
        FollowUp(
            id=uow.new_id(), union=application.union, union_path=application.union_path,
            application_id=application.id, programme=application.programme,
            officer_id=uow.actor.subject, person_id=uow.actor.person or "",
            visited_on=form["visited_on"], method=form["method"], paid_fen=payout.amount_fen,
            received_fen=form["received_fen"],
            differs=form["received_fen"] != payout.amount_fen,
            satisfaction=form["satisfaction"], spoken_with=Personal.of(form["with"]),
            new_need=Personal.of(form["new_need"]) if form.get("new_need") else None,
        )
    )  # fmt: skip
    uow.record(
        "follow_up.record", made, after="different" if made.differs else "done", duty=FOLLOWED_UP.duty,
        rule=FOLLOWED_UP.key, amount_fen=made.received_fen,
    )  # fmt: skip
    _waits_no_more(uow, application)
    return made


def _paid(uow: UnitOfWork, application: Application) -> Payout:
    payout = uow.session.scalars(
        select(Payout).where(Payout.application_id == application.id, Payout.state == "paid")
    ).first()
    if application.state != FOLLOWED_UP.source or payout is None:
        raise WrongState(state=application.state, action=FOLLOWED_UP.action, allowed=[])
    return payout


def _verdicts(
    uow: UnitOfWork, application: Application, payout: Payout, form: Mapping[str, Any]
) -> tuple[Verdict, ...]:
    """The guards of the row, and that nobody was asked before the money was there."""
    file, day = file_of(uow, application), form["visited_on"]
    facts = Facts(**base_facts(uow, application, file, None))
    days = (Dated("visited_on", day, recent=False),)
    told = assess(FOLLOWED_UP, replace(facts, file=FileFacts(days=days)))
    paid_on = payout.paid_at.astimezone(SHANGHAI).date() if payout.paid_at else None
    values = {
        "field": "visited_on", "value": day.isoformat(),
        "earliest": paid_on.isoformat() if paid_on else None, "latest": uow.today.isoformat(),
    }  # fmt: skip
    return (*told, Verdict(DateUnfit, paid_on is not None and paid_on <= day, values))


def _waits_no_more(uow: UnitOfWork, application: Application) -> None:
    """The duty is that of the follow-up, which names the application."""
    if application.waits != FOLLOW_UP:
        return
    application.waits = application.since = application.within = application.owner_id = None
    application.reminders = application.escalated_on = application.escalated_to = None
    uow.record(
        f"application.{FOLLOWED_UP.action}", application, before=application.state,
        after=application.state, rule=FOLLOWED_UP.key,
    )  # fmt: skip
