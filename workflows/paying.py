"""An application once it is approved: its money is made ready, paid, returned, or set free again."""

from __future__ import annotations

from collections.abc import Iterator

from workflows import campaign_guards, guards
from workflows.payable import PAYABLE, payout_contradicted
from workflows.table import Guard, Row

__all__ = ["CHECKER", "MAKER", "after_approval"]

_APPROVER = frozenset({"approver"})
MAKER = frozenset({"payment_maker"})
CHECKER = frozenset({"payment_checker"})
_VISITOR = frozenset({"clerk", "reviewer"})
HANDED_OVER: tuple[Guard, ...] = (
    guards.file_not_active,
    guards.beneficiary_left,
    guards.objection_open,
    campaign_guards.not_goods,
    campaign_guards.visitors_few,
    campaign_guards.date_unfit,
)
"""What is asked before goods that were granted count as brought."""
_PERSON: tuple[Guard, ...] = (guards.separation_of_duties, guards.recusal)


def after_approval(level: str | None) -> Iterator[Row]:
    """``level`` is that of the last approval: who grants last is who lets an award lapse that can be
    paid no longer (the household has gone, a cap or an edition forbids it), so that its money is free;
    but not while the bank says that it was paid after all."""
    made = (*_PERSON, *PAYABLE, campaign_guards.paid_in_goods)
    yield Row("approved", "make", "paying", MAKER, made, money=True, duty="make", door=False)
    yield Row(
        "approved", "hand_over", "closed", _VISITOR, (*_PERSON, *HANDED_OVER), money=True,
        duty="visit", door=False,
    )  # fmt: skip
    yield Row(
        "approved", "lapse", "lapsed", _APPROVER, (*_PERSON, payout_contradicted),
        opinion_required=True, money=True,
        duty="approve", level=level,
    )  # fmt: skip
    yield Row("paying", "unmake", "approved", MAKER, _PERSON, money=True, duty="make", door=False)
    yield Row("paying", "settle", "paid", frozenset({"bank_gateway"}), (), money=True, door=False)
    yield Row(
        "paying", "settle_by_hand", "paid", CHECKER, _PERSON, money=True, duty="release", door=False
    )
    yield Row(
        "paid", "return_payment", "paying", CHECKER, _PERSON, money=True, duty="release", door=False
    )
    yield Row(
        "paying", "change_account", "paying", _APPROVER, _PERSON, duty="account_change", door=False
    )
    yield Row(
        "paying", "lapse", "lapsed", _APPROVER, _PERSON, opinion_required=True, money=True,
        duty="approve", door=False,
    )  # fmt: skip
