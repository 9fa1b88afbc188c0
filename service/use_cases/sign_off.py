"""签收: goods of a campaign were brought by two and signed for; their value is spent by that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select

from service.audit.past import last_done
from service.store.application import Application
from service.store.campaign import Campaign, SignOff
from service.store.money import Fund
from service.store.people import Officer
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.application_facts import base_facts, file_of, inner_state, table_for
from service.use_cases.begin_waiting import begin_waiting
from service.use_cases.campaign_lines import line_of
from service.use_cases.notice_facts import notice_facts
from service.use_cases.post_money import disburse_goods
from workflows.campaign_facts import HandedOver
from workflows.engine import fire, open_rows
from workflows.errors import NotFound, RoleRequired
from workflows.facts import Facts

__all__ = ["sign_off"]

ACTION: Final = "hand_over"
VISITORS: Final = 2


def sign_off(uow: UnitOfWork, campaign: Campaign, form: Mapping[str, Any]) -> SignOff:
    """The line is closed and its value disbursed, by one deed of the line; the campaign keeps the
    receipt. Raises ``NotFound`` for what is no line of it in the caller's sight, ``RoleRequired``,
    ``WrongState`` or the gravest failed guard."""
    application = uow.find(Application, form["application_id"])
    if application is None or application.campaign_id != campaign.id:
        raise NotFound(application_id=form["application_id"])
    if not uow.actor.sees(application.union_path):
        raise NotFound(hidden=application.id)
    table, state = table_for(application), inner_state(application)
    post = uow.actor.holds(table.roles_for(ACTION), application.union_path)
    if post is None:
        raise RoleRequired(roles=sorted(table.roles_for(ACTION)), held=list(uow.actor.roles))
    uow.appointment = post
    open_rows(table, state, ACTION)
    facts = _facts(uow, campaign, application, form)
    row = fire(table, state, ACTION, facts)
    application.state = row.target
    begin_waiting(uow, application)
    deed = uow.record(
        f"application.{ACTION}", application, before=row.source, after=row.target, duty=row.duty,
        rule=row.key, amount_fen=application.award_fen, compared=facts.compared,
    )  # fmt: skip
    disburse_goods(uow, deed, application, uow.session.get_one(Fund, application.fund_id))
    made = SignOff(
        id=uow.new_id(), campaign_id=campaign.id, application_id=application.id,
        signed_on=form["signed_on"], receipt_sha256=form["receipt_sha256"],
        visitors=list(form["visitors"]),
    )  # fmt: skip
    campaign.sign_offs.append(made)
    uow.record("campaign.sign_off", campaign, before=campaign.state, after=campaign.state)
    return made


def _facts(
    uow: UnitOfWork, campaign: Campaign, application: Application, form: Mapping[str, Any]
) -> Facts:
    decided = last_done(uow.session.connection(), ["application.approve"], [application.id])
    since = decided[application.id].astimezone(SHANGHAI).date()
    return Facts(
        **base_facts(uow, application, file_of(uow, application), None),
        notice=notice_facts(uow, application),
        line_of=line_of(uow, application),
        handed_over=HandedOver(
            visitors=_persons(uow, campaign, form["visitors"]),
            needed=VISITORS,
            day_fits=since <= form["signed_on"] <= uow.today,
        ),
    )


def _persons(uow: UnitOfWork, campaign: Campaign, officers: Sequence[str]) -> frozenset[str]:
    """The natural persons behind the accounts: one with two accounts is one visitor. Whoever is kept
    at no union of the campaign or above it is nobody here."""
    rows = uow.session.execute(
        select(Officer.id, Officer.person_id, Officer.union_path).where(Officer.id.in_(officers))
    )
    own = campaign.union_path
    known = {
        row.id: row.person_id
        for row in rows
        if row.union_path.startswith(own) or own.startswith(row.union_path)
    }
    unknown = [one for one in officers if one not in known]
    if unknown:
        raise NotFound(visitors=unknown)
    uow.watch(*officers)
    return frozenset(known.values())
