"""Reissue, confirm the payee, return, cancel: what a person decides about one payout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.money import Attempt, Fund, Payout
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.application_facts import inner_state, table_for
from service.use_cases.begin_waiting import begin_waiting
from service.use_cases.change_payee import change_payee
from service.use_cases.end_application import end_application
from service.use_cases.payment_lines import Line, case_facts
from service.use_cases.post_money import available_fen, recommit, return_payment
from service.use_cases.recovery_facts import award_back_fen, recoveries_of
from workflows.bank_serial import serial_of
from workflows.engine import fire
from workflows.errors import ReturnTwice, WrongState
from workflows.facts import Facts, FundFacts, PaymentFacts
from workflows.path import plain
from workflows.payout import PAYOUT
from workflows.recovery import OPEN
from workflows.table import Row

__all__ = ["cancel_payout", "confirm_payee", "reissue_payout", "return_payout"]


def reissue_payout(uow: UnitOfWork, payout: Payout, form: Mapping[str, Any]) -> None:
    """重发: pending again, payable in a new batch under a new reference; the old one stays burnt.

    A returned payment's money is committed anew; a failed one's never stopped being committed. One
    that waits already, for the same account, waits on: nothing happened.
    """
    application, fund, facts = _case(uow, payout, form["reason"])
    row, deed = _fire(uow, payout, "reissue", facts, said={"reason": form["reason"]})
    if row.source == "returned":
        recommit(uow, deed, payout, fund)
    payout.batch_id = payout.reference = payout.failure_code = None
    change_payee(uow, payout, application, form.get("payee"), deed)
    uow.unless_idle(deed)


def confirm_payee(uow: UnitOfWork, payout: Payout, opinion: str | None) -> None:
    """The second person's look at a changed account; from here on it is the application's too."""
    allowed = PAYOUT.allowed(payout.state)
    if payout.payee_confirmed:
        others = [action for action in allowed if action != "confirm_payee"]
        raise WrongState(state=payout.state, action="confirm_payee", allowed=others)
    application, _, facts = _case(uow, payout, opinion)
    said = {"opinion": opinion} if opinion else {}
    _fire(uow, payout, "confirm_payee", facts, said=said)
    payout.payee_confirmed = True
    _fire_case(uow, application, "change_account", facts)
    application.payee = payout.payee
    application.payee_person_id = payout.payee_person_id
    application.account_digest = payout.account_digest


def return_payout(uow: UnitOfWork, payout: Payout, form: Mapping[str, Any]) -> None:
    """退汇: the only way out of paid, with the bank's own word for it."""
    application, fund, facts = _case(uow, payout, form["reason"])
    facts = replace(facts, payment=_recovering(uow, application, facts.payment))
    said = {
        "reason": form["reason"],
        "bank_serial": form["bank_serial"],
        "occurred_at": form["occurred_at"].isoformat(),
    }
    row, deed = _fire(uow, payout, "return", facts, said=said)
    serial = serial_of(form["bank_serial"])
    _first_time(uow, serial, deed)
    payout.fund_id = application.fund_id = return_payment(uow, deed, payout, fund).id
    paid = _stands_by(payout)
    paid.state, paid.return_serial = row.target, serial
    payout.paid_at = None
    _fire_case(uow, application, "return_payment", facts)


def _stands_by(payout: Payout) -> Attempt:
    """The attempt that was paid: an earlier one where that was found out after a later one failed."""
    return next(one for one in payout.attempts if one.reference == payout.reference)


def _first_time(uow: UnitOfWork, serial: str, deed: Deed) -> None:
    """Two who record one coming back meet under its serial; the table's index is the second guard."""
    topic = f"return:{sha256(serial.encode()).hexdigest()[:40]}"
    uow.watch(topic)
    deed.concerns = (*deed.concerns, topic)
    known = select(Attempt.payout_id).where(Attempt.return_serial == serial)
    if uow.session.scalar(known) is not None:
        raise ReturnTwice(bank_serial=serial)


def cancel_payout(uow: UnitOfWork, payout: Payout, opinion: str | None) -> None:
    """Failed for good: it will not be paid, its money is free again, the application lapses."""
    application, _, facts = _case(uow, payout, opinion)
    row, _ = _fire(uow, payout, "cancel", facts, said={"opinion": opinion} if opinion else {})
    payout.live = False
    deed = _fire_case(uow, application, "lapse", facts)
    if row.source == "returned":
        application.aid_year = None  # its money went back to the fund when it was returned
    end_application(uow, application, deed)


def _case(uow: UnitOfWork, payout: Payout, opinion: str | None) -> tuple[Application, Fund, Facts]:
    application = uow.session.get(Application, payout.application_id)
    fund = uow.session.get(Fund, payout.fund_id)
    if application is None or fund is None:
        raise LookupError(f"payout {payout.id} has no application or no fund")
    facts = case_facts(uow, [Line(application, payout)], payout.fund_id, opinion)[application.id]
    return application, fund, replace(facts, fund=FundFacts(fund.id, available_fen(fund), fit=True))


def _recovering(
    uow: UnitOfWork, application: Application, told: PaymentFacts | None
) -> PaymentFacts | None:
    """Whether what was paid is being recovered, or came back in that way, in part at least; what was
    paid too often and is back leaves the payment as it was."""
    found = recoveries_of(uow, application.id)
    running = any(one.state in OPEN for one in found) or award_back_fen(uow, application) > 0
    return told and replace(told, recovering=running)


def _fire(
    uow: UnitOfWork, payout: Payout, action: str, facts: Facts, said: Mapping[str, str]
) -> tuple[Row, Deed]:
    row = fire(PAYOUT, payout.state, action, facts)
    deed = uow.record(
        f"payout.{action}", payout, before=row.source, after=row.target, duty=row.duty,
        rule=row.key, amount_fen=payout.amount_fen if row.money else None, said=said,
        compared=facts.compared,
    )  # fmt: skip
    payout.state = row.target
    return row, deed


def _fire_case(uow: UnitOfWork, application: Application, action: str, facts: Facts) -> Deed:
    row = fire(table_for(application), inner_state(application), action, facts)
    application.state = plain(row.target)
    begin_waiting(uow, application)
    return uow.record(
        f"application.{action}", application, before=plain(row.source), after=application.state,
        duty=row.duty, rule=row.key, compared=facts.compared,
    )  # fmt: skip
