"""关账与结转: a year of a fund is counted off; what is free goes to the next year by double entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select, union_all

from service.audit.duties import persons_behind
from service.store.money import Fund, Payout
from service.store.recovery import Recovery
from service.unit_of_work import UnitOfWork
from service.use_cases.fund_books import broken_books
from service.use_cases.in_scope import in_scope
from service.use_cases.post_money import available_fen, carry_over
from workflows.engine import fire
from workflows.facts import Facts
from workflows.fund import FUND, state_of_fund
from workflows.ledger import COMMITTED
from workflows.money_facts import ClosingFacts, MoneyFacts
from workflows.recovery import RECOVERY

__all__ = ["close_fund"]

MOST_NAMED: Final = 20
GIVING: Final = ("fund.allocate", "fund.create")


def close_fund(uow: UnitOfWork, fund: Fund, form: Mapping[str, Any]) -> None:
    """Nothing moves in it from now on. Raises ``WrongState``, ``NotFound`` for an unseen heir, or the
    gravest failed guard with all of them listed."""
    heir = in_scope(uow, uow.actor, Fund, form["carry_to"]) if form.get("carry_to") else None
    connection = uow.session.connection()
    behind = (persons_behind(connection, fund.id, act) for act in GIVING)
    facts = Facts(
        actor=uow.actor, today=uow.today, opinion=form.get("opinion"),
        drafted_by=frozenset().union(*behind),
        money=MoneyFacts(
            broken=broken_books(uow, fund.id), closing=_closing(uow, fund, heir)
        ),
    )  # fmt: skip
    row = fire(FUND, state_of_fund(closed=fund.closed_on is not None), "close", facts)
    left = available_fen(fund)
    deed = uow.record(
        "fund.close", fund, before=row.source, after=row.target, rule=row.key,
        amount_fen=left, said={"opinion": form["opinion"]},
        concerns=(heir.id,) if heir else (), compared=tuple(sorted(facts.drafted_by or ())),
    )  # fmt: skip
    if heir is not None and left:
        carry_over(uow, deed, fund, heir, left)
    fund.closed_on = uow.today
    fund.carried_to = heir.id if heir else None


def _closing(uow: UnitOfWork, fund: Fund, heir: Fund | None) -> ClosingFacts:
    """Every payout, recovery and award of the fund concerns it, so it stands for them all."""
    payouts = select(Payout.id).where(
        Payout.fund_id == fund.id, Payout.live, Payout.state != "paid"
    )
    recoveries = select(Recovery.id).where(
        Recovery.fund_id == fund.id, Recovery.state.not_in(RECOVERY.final)
    )
    under_way = uow.session.scalars(union_all(payouts, recoveries).limit(MOST_NAMED))
    return ClosingFacts(
        committed_fen=next(one.amount_fen for one in fund.balances if one.account == COMMITTED),
        open=tuple(sorted(under_way)),
        heir_fits=None if heir is None else _fits(fund, heir),
        heir=heir.id if heir else None,
    )


def _fits(fund: Fund, heir: Fund) -> bool:
    same = (fund.union, fund.source, fund.purpose) == (heir.union, heir.source, heir.purpose)
    return same and heir.year == fund.year + 1 and heir.closed_on is None
