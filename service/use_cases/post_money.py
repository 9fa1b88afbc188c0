"""Money moves: each movement is two postings and two balances, written with the deed that made it.

Balances are changed in memory on the fund that was loaded; the look under the lock sees whoever
else moved money of that fund meanwhile, because every such deed concerns the fund. The check on the
balance row is the second guard (house rule 10).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.store.application import Application
from service.store.money import Balance, Fund, Payout, Posting
from service.unit_of_work import Deed, UnitOfWork
from workflows import ledger
from workflows.errors import FundClosed
from workflows.ledger import AVAILABLE, Movement

__all__ = [
    "allocate",
    "available_fen",
    "carry_over",
    "commit_award",
    "disburse",
    "disburse_goods",
    "open_accounts",
    "open_heir",
    "overpay",
    "recommit",
    "recover_money",
    "release_award",
    "return_payment",
]


@dataclass(frozen=True, slots=True)
class _About:
    """What a posting says it was for."""

    union: str
    programme: str | None = None
    application_id: str | None = None
    payout_id: str | None = None
    reference: str | None = None
    other_fund_id: str | None = None


def open_accounts(uow: UnitOfWork, deed: Deed, fund: Fund) -> None:
    """The accounts of a new fund, each at zero."""
    for account in ledger.ACCOUNTS:
        uow.attach(Balance(fund_id=fund.id, account=account, amount_fen=0), deed)


def allocate(
    uow: UnitOfWork, deed: Deed, fund: Fund, amount_fen: int, giver: Fund | None = None
) -> None:
    """下达 from outside the house, or out of what is free in a fund of a union above."""
    _post(uow, deed, fund, ledger.allocate(amount_fen), _between(fund, giver))
    if giver is not None:
        _post(uow, deed, giver, ledger.pass_down(amount_fen), _between(giver, fund))


def carry_over(uow: UnitOfWork, deed: Deed, fund: Fund, heir: Fund, amount_fen: int) -> None:
    """结转, by the deed that closes the fund."""
    _post(uow, deed, fund, ledger.carry_out(amount_fen), _between(fund, heir))
    _post(uow, deed, heir, ledger.carry_in(amount_fen), _between(heir, fund))


def commit_award(uow: UnitOfWork, deed: Deed, application: Application, fund: Fund) -> None:
    """占用 at the last approval, by the deed of that approval."""
    _post(uow, deed, fund, ledger.commit(application.award_fen), _case(application))


def release_award(uow: UnitOfWork, deed: Deed, application: Application, fund: Fund) -> None:
    """The award will not be paid: its money is free again."""
    _post(uow, deed, fund, ledger.release(application.award_fen), _case(application))


def disburse(uow: UnitOfWork, deed: Deed, payout: Payout, fund: Fund) -> None:
    """支出, by the deed that marked the payout paid."""
    _post(uow, deed, fund, ledger.disburse(payout.amount_fen), _paid(payout))


def disburse_goods(uow: UnitOfWork, deed: Deed, application: Application, fund: Fund) -> None:
    """支出 in kind, by the deed that says the goods were brought and signed for."""
    _post(uow, deed, fund, ledger.disburse(application.award_fen), _case(application))


def return_payment(uow: UnitOfWork, deed: Deed, payout: Payout, fund: Fund) -> Fund:
    """退汇, by the deed that marked the payout returned. The fund that has the money now: another one
    where this was closed meanwhile."""
    return _post(uow, deed, fund, ledger.return_(payout.amount_fen), _paid(payout))


def recommit(uow: UnitOfWork, deed: Deed, payout: Payout, fund: Fund) -> None:
    """A returned payment is to be paid once more: its money is taken out of what is free."""
    about = _About(payout.union, payout.programme, payout.application_id, payout.id)
    _post(uow, deed, fund, ledger.commit(payout.amount_fen), about)


def recover_money(
    uow: UnitOfWork, deed: Deed, application: Application, receipt: tuple[str, int], fund: Fund
) -> None:
    """追回, by the deed that confirmed the ``receipt``: its id is the reference, so it is posted once."""
    reference, amount_fen = receipt
    about = _About(
        application.union, application.programme, application.id, reference=reference
    )  # fmt: skip
    _post(uow, deed, fund, ledger.recover(amount_fen), about)


def overpay(uow: UnitOfWork, deed: Deed, payout: Payout, reference: str, fund: Fund) -> None:
    """多付, by the deed that found it, under the reference that was paid too often. ``fund`` is another
    one than the payout's where that was closed meanwhile."""
    other = None if fund.id == payout.fund_id else payout.fund_id
    about = replace(_paid(payout), reference=reference, other_fund_id=other)
    _post(uow, deed, fund, ledger.overpay(payout.amount_fen), about)


def _between(fund: Fund, other: Fund | None) -> _About:
    return _About(fund.union, other_fund_id=other.id if other else None)


def available_fen(fund: Fund) -> int:
    return next(row.amount_fen for row in fund.balances if row.account == AVAILABLE)


def _case(application: Application) -> _About:
    return _About(application.union, application.programme, application.id)


def _paid(payout: Payout) -> _About:
    return _About(
        payout.union, payout.programme, payout.application_id, payout.id, payout.reference
    )


def _post(uow: UnitOfWork, deed: Deed, fund: Fund, movement: Movement, about: _About) -> Fund:
    """Write the movement; answers with the fund it was written in."""
    if fund.closed_on is not None:
        fund, movement, about = _come_back_late(uow, deed, fund, movement, about)
    rows = {row.account: row for row in fund.balances}
    after = movement.applied_to({account: row.amount_fen for account, row in rows.items()})
    first = sum(isinstance(one, Posting) for one in deed.records)
    for line, posting in enumerate(movement.postings, start=first):
        rows[posting.account].amount_fen = after[posting.account]
        uow.attach(rows[posting.account], deed)
        uow.attach(
            Posting(
                line=line, fund_id=fund.id, programme=about.programme, union=about.union,
                account=posting.account, kind=movement.kind, amount_fen=posting.amount_fen,
                application_id=about.application_id, payout_id=about.payout_id,
                reference=about.reference, other_fund_id=about.other_fund_id,
            ),
            deed,
        )  # fmt: skip
    return fund


def open_heir(uow: UnitOfWork, fund: Fund) -> Fund:
    """The fund itself, or the open one that has its money since it was closed. Raises ``FundClosed``
    where it was carried nowhere."""
    heir = fund
    while heir.closed_on is not None and heir.carried_to is not None:
        heir = uow.session.get_one(Fund, heir.carried_to)
    if heir.closed_on is not None:
        raise FundClosed(fund_id=heir.id, carried_to=heir.carried_to)
    return heir


def _come_back_late(
    uow: UnitOfWork, deed: Deed, fund: Fund, movement: Movement, about: _About
) -> tuple[Fund, Movement, _About]:
    """What comes back to a closed fund goes to the one it was carried to, or to that one's own heir.

    Raises ``FundClosed`` for every other movement, and where there is no heir.
    """
    kind = ledger.LATE.get(movement.kind)
    if kind is None:
        raise FundClosed(fund_id=fund.id, carried_to=fund.carried_to)
    heir = open_heir(uow, fund)
    deed.concerns = (*deed.concerns, fund.id, heir.id)
    return heir, Movement(kind, movement.amount_fen), replace(about, other_fund_id=fund.id)
