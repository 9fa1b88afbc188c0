"""多付: the bank paid a second time what it had been asked to pay once.

The money has left, so the books say so: out of what is free in the fund, as spent. From there it is
recovered like any other payment that should not have been (domain.md §5 «Clawback»).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import func, select

from service.store.banking import BankFinding
from service.store.money import Fund, Payout, Posting
from service.store.recovery import Recoverable
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.post_money import available_fen, open_heir, overpay
from workflows.errors import Verdict
from workflows.facts import Facts, FundFacts
from workflows.guards import fund_insufficient
from workflows.ledger import DISBURSED, OVERPAY

__all__ = ["overpaid_before", "overpaid_fen", "overpaid_from", "post_overpayment", "short_of_money"]


def overpaid_before(uow: UnitOfWork, reference: str) -> bool:
    """Whether it was found already: the bank may say so more than once. Findings concern the payout."""
    asked = select(BankFinding.id).where(
        BankFinding.reference == reference, BankFinding.overpaid.is_(True)
    )
    return uow.session.scalar(asked) is not None


def overpaid_fen(uow: UnitOfWork, application_id: str) -> int:
    """What was paid too often to a case, whatever of it has been recovered since."""
    asked = (
        select(func.sum(Payout.amount_fen))
        .join(BankFinding, BankFinding.payout_id == Payout.id)
        .where(Payout.application_id == application_id, BankFinding.overpaid.is_(True))
    )
    return int(uow.session.scalar(asked) or 0)


def overpaid_from(uow: UnitOfWork, application_id: str) -> str | None:
    """The fund that has it booked as spent, the last where there are several."""
    asked = (
        select(Posting.fund_id)
        .where(
            Posting.application_id == application_id, Posting.kind == OVERPAY,
            Posting.account == DISBURSED,
        )
        .order_by(Posting.made_by.desc())
        .limit(1)
    )  # fmt: skip
    return uow.session.scalar(asked)


def short_of_money(uow: UnitOfWork, payout: Payout, facts: Facts) -> Iterable[Verdict]:
    """The fund must have what is free: no account goes below zero, and money is allocated first. Raises
    ``FundClosed``."""
    fund = open_heir(uow, uow.session.get_one(Fund, payout.fund_id))
    told = FundFacts(fund.id, available_fen(fund), fit=True)
    return [
        one
        for one in fund_insufficient(replace(facts, fund=told, award_fen=payout.amount_fen))
        if not one.ok
    ]


def post_overpayment(uow: UnitOfWork, deed: Deed, payout: Payout, reference: str) -> None:
    """By the deed of the finding; once for a reference, the database sees to it. Of a year that was
    closed meanwhile nothing is left: it is spent from the one its money was carried to."""
    fund = open_heir(uow, uow.session.get_one(Fund, payout.fund_id))
    deed.concerns = (*deed.concerns, payout.fund_id, fund.id)
    overpay(uow, deed, payout, reference, fund)
    row = uow.session.get(Recoverable, payout.application_id)
    if row is not None:
        row.paid_fen += payout.amount_fen
        uow.attach(row, deed)
