"""What comes back is written down by one person and confirmed by another; then it is money again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.money import Fund
from service.store.personal import Personal
from service.store.recovery import Recovery, RecoveryReceipt
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.account_holder import account_digest, account_topic
from service.use_cases.act_on_recovery import move_recovery, next_due
from service.use_cases.cancel_regularisation import cancel_regularisation
from service.use_cases.move_regularisation import move_regularisation
from service.use_cases.open_recovery import claim
from service.use_cases.overpay import overpaid_fen
from service.use_cases.post_money import recover_money
from service.use_cases.recovery_facts import (
    case_of,
    facts_of_recovery,
    owed_fen,
    payout_of,
    recoveries_of,
)
from service.use_cases.regularisation_facts import inner_state, regularisation_of, table_for
from workflows.bank_serial import serial_of
from workflows.engine import fire, open_rows
from workflows.errors import DateUnfit, ReceiptTwice, Refused, Verdict, WrongState
from workflows.facts import Facts
from workflows.recovery import RECOVERY
from workflows.regularisation import UNREGULARISED
from workflows.table import Row

__all__ = ["decide_receipt", "record_receipt"]

FALSE_DATA = "false_data"


def record_receipt(uow: UnitOfWork, recovery: Recovery, form: Mapping[str, Any]) -> RecoveryReceipt:
    """The bank's serial and the paying account make it one of its kind. Raises ``ReceiptTwice``,
    ``DateUnfit`` for a day to come or one before the payment, or every failed guard."""
    open_rows(RECOVERY, recovery.state, "record_receipt")
    facts = facts_of_recovery(uow, recovery, receipt_fen=form["amount_fen"])
    row = fire(RECOVERY, recovery.state, "record_receipt", facts)
    digest, serial = account_digest(uow, form["payer"]["number"]), serial_of(form["bank_serial"])
    _first_time(uow, digest, serial)
    if not _paid_on(uow, recovery) <= form["received_on"] <= uow.today:
        day = form["received_on"].isoformat()
        raise Refused.of([Verdict(DateUnfit, False, {"field": "received_on", "value": day})])
    made = RecoveryReceipt(
        id=uow.new_id(), recovery_id=recovery.id, amount_fen=form["amount_fen"],
        bank_serial=serial, account_digest=digest,
        payer=Personal.of_fields(form["payer"]), received_on=form["received_on"],
        state="recorded",
    )  # fmt: skip
    recovery.receipts.append(made)
    deed = move_recovery(uow, recovery, row, facts, {"bank_serial": serial}, made.amount_fen)
    deed.concerns = (*deed.concerns, account_topic(digest))
    return made


def _paid_on(uow: UnitOfWork, recovery: Recovery) -> date:
    """The day of the payment, by the bank's word; nothing is said of goods, nor by a bank whose clock is
    ahead of ours."""
    payout = payout_of(uow, recovery)
    if payout is None or payout.paid_at is None:
        return date.min
    return min(payout.paid_at.astimezone(SHANGHAI).date(), uow.today)


def _first_time(uow: UnitOfWork, digest: str, serial: str) -> None:
    """The account is watched, so that two who write the same receipt down meet here; the index of the
    table is the second guard."""
    uow.watch(account_topic(digest))
    known = uow.session.scalar(
        select(RecoveryReceipt.recovery_id).where(
            RecoveryReceipt.account_digest == digest,
            RecoveryReceipt.bank_serial == serial,
            RecoveryReceipt.state != "struck",
        )
    )
    if known is not None:
        raise ReceiptTwice(bank_serial=serial, recovery_id=known)


def decide_receipt(
    uow: UnitOfWork, recovery: Recovery, receipt: RecoveryReceipt, action: str, opinion: str | None
) -> None:
    """``confirm_receipt`` posts it to the fund the payment came from; ``strike_receipt`` says that it
    was written down by mistake. Raises ``WrongState`` or every failed guard."""
    open_rows(RECOVERY, recovery.state, action)
    if receipt.state != "recorded":
        raise WrongState(state=receipt.state, action=action, allowed=[])
    facts = facts_of_recovery(uow, recovery, opinion, receipt)
    row = fire(RECOVERY, recovery.state, action, facts)
    said = {"opinion": opinion} if opinion else {}
    deed = move_recovery(uow, recovery, row, facts, said, receipt.amount_fen)
    if action == "strike_receipt":
        receipt.state = "struck"
        next_due(recovery, owed_fen(recovery))
        return
    receipt.state = "confirmed"
    recovery.recovered_fen += receipt.amount_fen
    next_due(recovery, owed_fen(recovery))
    application = case_of(uow, recovery)
    back = claim(uow, deed, application.id, 0, recovered_fen=receipt.amount_fen).recovered_fen
    fund = uow.session.get_one(Fund, recovery.fund_id)
    recover_money(uow, deed, application, (receipt.id, receipt.amount_fen), fund)
    payout = payout_of(uow, recovery)
    if payout is not None:
        payout.recovered_fen = (payout.recovered_fen or 0) + receipt.amount_fen
        uow.record(
            "payout.recover", payout, before=payout.state, after=payout.state, rule=row.key,
            amount_fen=receipt.amount_fen,
        )  # fmt: skip
    _award_back(uow, application, back - overpaid_fen(uow, application.id), row)


def _award_back(uow: UnitOfWork, application: Application, back_fen: int, row: Row) -> None:
    """The award tells how much of it came back: the caps count what the household kept. What the bank
    paid too often is no award and comes back first. An award that is back in full may be asked for
    again, unless it was got by false data."""
    gained = back_fen - (application.recovered_fen or 0)
    if gained <= 0:
        return
    application.recovered_fen = back_fen
    whole = application.recovered_fen >= application.award_fen
    if whole and not _by_false_data(uow, application):
        application.claim_live = False
    uow.record(
        "application.recover", application, before=application.state, after=application.state,
        rule=row.key, amount_fen=gained,
    )  # fmt: skip
    if whole:
        _nothing_to_make_up_for(uow, application)


def _by_false_data(uow: UnitOfWork, application: Application) -> bool:
    """By any recovery of the case that stood: the last fen may have come in by another."""
    return any(
        one.reason == FALSE_DATA and one.state != "withdrawn"
        for one in recoveries_of(uow, application.id)
    )


def _nothing_to_make_up_for(uow: UnitOfWork, application: Application) -> None:
    """Emergency aid that is back in full: what was owed back came, or no papers are owed any more."""
    owed = regularisation_of(uow, application.id)
    if owed is None or owed.state != UNREGULARISED:
        cancel_regularisation(uow, application)
        return
    facts = Facts(actor=uow.actor, today=uow.today)
    move_regularisation(uow, owed, fire(table_for(owed), inner_state(owed), "recover", facts))
