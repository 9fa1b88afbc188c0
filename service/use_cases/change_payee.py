"""A new account for a payment that did not arrive: to the same people, seen by a second person."""

from __future__ import annotations

from collections.abc import Mapping

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.money import Payout
from service.store.personal import Personal
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.account_holder import account_digest, hold_account
from service.use_cases.payee_of import payee_person, standing_beneficiary

__all__ = ["change_payee"]


def change_payee(
    uow: UnitOfWork,
    payout: Payout,
    application: Application,
    payee: Mapping[str, str] | None,
    deed: Deed,
) -> None:
    """Null, or the account that was approved, needs nobody's word; any other must be confirmed.

    The holder is the beneficiary or a minor's guardian, as in the application (``PayeeUnfit``),
    and one account has one holder (``AccountShared``).
    """
    if payee is None or dict(payee) == application.payee.fields():
        payout.payee = application.payee
        payout.payee_person_id = application.payee_person_id
        payout.account_digest = application.account_digest
        payout.payee_confirmed = True
        return
    file = uow.session.get(HardshipFile, application.file_id)
    if file is None:
        raise LookupError(f"application {application.id} has no file")
    beneficiary = standing_beneficiary(file, application)
    payout.payee_person_id = payee_person(file, beneficiary, payee["name"])
    payout.payee = Personal.of_fields(payee)
    payout.account_digest = account_digest(uow, payee["number"])
    payout.payee_confirmed = False
    hold_account(uow, payout.account_digest, payout.payee_person_id, deed)
