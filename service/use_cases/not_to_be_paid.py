"""Applications that must not be paid whatever else holds: the bank contradicts itself, or they are owed back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from service.store.application import Application
from service.store.banking import BankFinding
from service.store.money import Attempt, BankResult, Payout
from service.store.regularisation import Regularisation
from service.unit_of_work import UnitOfWork
from workflows.regularisation import UNREGULARISED

__all__ = ["contradicted", "owed_back"]


def owed_back(uow: UnitOfWork, applications: Sequence[Application]) -> frozenset[str]:
    """Of the awards given in an emergency those that were not made regular; each such deed concerns
    its application, which was loaded."""
    ids = [one.id for one in applications if one.emergency is not None]
    if not ids:
        return frozenset()
    asked = select(Regularisation.application_id).where(
        Regularisation.application_id.in_(ids), Regularisation.state == UNREGULARISED
    )
    return frozenset(uow.session.scalars(asked))


def contradicted(uow: UnitOfWork, ids: Sequence[str]) -> frozenset[str]:
    """The applications of which a queued word of the bank says that an attempt which had failed was
    paid: also an attempt of a payout that was taken out of its batch and given up since. Not where a
    person found out that it was not."""
    lifted = select(BankFinding.bank_result_id).where(
        BankFinding.bank_result_id == BankResult.id, BankFinding.finding == "not_paid"
    )
    said = (
        select(Payout.application_id)
        .join(Attempt, Attempt.payout_id == Payout.id)
        .join(BankResult, BankResult.reference == Attempt.reference)
        .where(
            Payout.application_id.in_(ids),
            Attempt.state == "failed",
            BankResult.outcome == "paid",
            ~lifted.exists(),
        )
    )
    return frozenset(uow.session.scalars(said))
