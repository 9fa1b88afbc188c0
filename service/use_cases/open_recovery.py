"""追回: somebody finds that what was paid must come back, says why and how much, and another confirms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.money import Fund, Payout
from service.store.personal import Personal
from service.store.recovery import Recoverable, Recovery
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.in_scope import in_scope
from service.use_cases.overpay import overpaid_fen, overpaid_from
from service.use_cases.recovery_facts import opening_facts, recoveries_of
from workflows.engine import assess
from workflows.errors import NothingPaid, Refused, RoleRequired
from workflows.recovery import OPENERS, OPENING

__all__ = ["claim", "open_recovery"]

HANDED_OVER = "closed"


def open_recovery(uow: UnitOfWork, form: Mapping[str, Any]) -> Recovery:
    """Nothing is claimed before a second person has confirmed it; but its sum is taken at once, so that
    two recoveries of one payment never claim the same fen.

    Raises ``NotFound``, ``RoleRequired`` at the union that paid, ``NothingPaid``, or every failed guard.
    """
    application, payout = _meant(uow, form)
    fund, paid_fen = _paid(uow, application, payout)
    post = uow.actor.holds(OPENERS, fund.union_path)
    if post is None:
        raise RoleRequired(roles=sorted(OPENERS), union=fund.union)
    uow.appointment = post
    asked = form["amount_fen"]
    facts = opening_facts(uow, application, paid_fen, asked, form["reason"])
    failed = [one for one in assess(OPENING, facts) if not one.ok]
    if failed:
        raise Refused.of(failed)
    made = uow.add(
        Recovery(
            id=uow.new_id(), union=fund.union, union_path=fund.union_path,
            application_id=application.id, file_id=application.file_id,
            person_id=application.person_id, programme=application.programme, fund_id=fund.id,
            payout_id=payout.id if payout else None, state=OPENING.target, reason=form["reason"],
            grounds=Personal.of(form["grounds"]), amount_fen=asked, recovered_fen=0, receipts=[],
        )
    )  # fmt: skip
    deed = uow.record(
        "recovery.propose", made, after=made.state, duty=OPENING.duty, rule=OPENING.key,
        amount_fen=asked, said={"grounds": form["grounds"]}, compared=facts.compared,
    )  # fmt: skip
    claim(uow, deed, application.id, asked, paid_fen)
    return made


def claim(
    uow: UnitOfWork, deed: Deed, application_id: str, claimed_fen: int, paid_fen: int = 0,
    recovered_fen: int = 0,
) -> Recoverable:  # fmt: skip
    """What is claimed of the case's payment grows or, below zero, shrinks; what came back grows."""
    row = uow.session.get(Recoverable, application_id)
    if row is None:
        row = Recoverable(
            application_id=application_id, paid_fen=paid_fen, claimed_fen=0, recovered_fen=0
        )
    if paid_fen:
        row.paid_fen = paid_fen  # it may have been paid again since the first recovery of the case
    row.claimed_fen += claimed_fen
    row.recovered_fen += recovered_fen
    uow.attach(row, deed)
    return row


def _meant(uow: UnitOfWork, form: Mapping[str, Any]) -> tuple[Application, Payout | None]:
    if form.get("payout_id"):
        payout = in_scope(uow, uow.actor, Payout, form["payout_id"])
        return in_scope(uow, uow.actor, Application, payout.application_id), payout
    application = in_scope(uow, uow.actor, Application, form["application_id"])
    live = select(Payout).where(Payout.application_id == application.id, Payout.live)
    return application, uow.session.scalars(live).first()


def _paid(uow: UnitOfWork, application: Application, payout: Payout | None) -> tuple[Fund, int]:
    """The fund that paid, and how much: by bank, also where it paid too often, or in goods that were
    handed over."""
    too_often, fund_id = overpaid_fen(uow, application.id), application.fund_id
    paid_fen = too_often
    if payout is not None:
        paid_fen += payout.amount_fen if payout.state == "paid" else 0
        fund_id = payout.fund_id
        booked = overpaid_from(uow, application.id)
        if booked not in (None, fund_id) and _claimed(uow, application) < too_often:
            paid_fen, fund_id = too_often, booked  # in the year it was spent in, before the rest
    elif application.state == HANDED_OVER:
        paid_fen += application.award_fen
    fund = uow.session.get(Fund, fund_id) if fund_id else None
    if not paid_fen or fund is None:
        raise NothingPaid(
            application_id=application.id, state=payout.state if payout else application.state
        )
    return fund, paid_fen


def _claimed(uow: UnitOfWork, application: Application) -> int:
    found = recoveries_of(uow, application.id)
    return sum(one.amount_fen for one in found if one.state != "withdrawn")
