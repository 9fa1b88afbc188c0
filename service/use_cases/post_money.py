"""Money moves: each movement is two postings and two balances, written with the deed that made it.

Balances are changed in memory on the fund that was loaded; the look under the lock sees whoever
else moved money of that fund meanwhile, because every such deed concerns the fund. The check on the
balance row is the second guard (house rule 10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from service.store.application import Application
from service.store.money import Balance, Fund, Payout, Posting
from service.unit_of_work import Deed, UnitOfWork
from workflows import ledger
from workflows.facts import FundFacts
from workflows.ledger import AVAILABLE, Movement

__all__ = [
    "allocate",
    "available_fen",
    "commit_award",
    "disburse",
    "disburse_goods",
    "fund_facts",
    "open_accounts",
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


def open_accounts(uow: UnitOfWork, deed: Deed, fund: Fund) -> None:
    """The accounts of a new fund, each at zero."""
    for account in ledger.ACCOUNTS:
        uow.attach(Balance(fund_id=fund.id, account=account, amount_fen=0), deed)


def allocate(uow: UnitOfWork, deed: Deed, fund: Fund, amount_fen: int) -> None:
    _post(uow, deed, fund, ledger.allocate(amount_fen), _About(fund.union))


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


def return_payment(uow: UnitOfWork, deed: Deed, payout: Payout, fund: Fund) -> None:
    """退汇, by the deed that marked the payout returned."""
    _post(uow, deed, fund, ledger.return_(payout.amount_fen), _paid(payout))


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


def available_fen(fund: Fund) -> int:
    return next(row.amount_fen for row in fund.balances if row.account == AVAILABLE)


def _case(application: Application) -> _About:
    return _About(application.union, application.programme, application.id)


def _paid(payout: Payout) -> _About:
    return _About(
        payout.union, payout.programme, payout.application_id, payout.id, payout.reference
    )


def _post(uow: UnitOfWork, deed: Deed, fund: Fund, movement: Movement, about: _About) -> None:
    rows = {row.account: row for row in fund.balances}
    after = movement.applied_to({account: row.amount_fen for account, row in rows.items()})
    for line, posting in enumerate(movement.postings):
        rows[posting.account].amount_fen = after[posting.account]
        uow.attach(rows[posting.account], deed)
        uow.attach(
            Posting(
                line=line, fund_id=fund.id, programme=about.programme, union=about.union,
                account=posting.account, kind=movement.kind, amount_fen=posting.amount_fen,
                application_id=about.application_id, payout_id=about.payout_id,
                reference=about.reference,
            ),
            deed,
        )  # fmt: skip


def fund_facts(
    uow: UnitOfWork,
    union_path: str,
    award_fen: int,
    fund_sources: Sequence[str],
    fund_id: str | None,
) -> tuple[FundFacts, Fund | None]:
    """The fund a commitment would be made against, and what a guard must know of it.

    A fund asked for must lie in the caller's scope, be of the current business year and of a source
    the edition names, at the applicant's union or one above it. Otherwise the first source of the
    edition decides for which the nearest union upward has exactly one sufficient fund (wire.md
    «Application»). The unions asked are watched: a new fund makes this run look again.
    """
    funds = _funds(uow, union_path, tuple(fund_sources))
    if fund_id is not None:
        return _named(uow, funds, fund_id)
    return _nearest(funds, fund_sources, award_fen)


def _funds(uow: UnitOfWork, union_path: str, sources: tuple[str, ...]) -> Sequence[Fund]:
    """Those that may pay there this year, asked once a run. What the run has committed itself is seen
    on them: their balances are changed in memory."""
    asked = f"funds:{union_path}:{','.join(sources)}"
    if asked not in uow.memory:
        codes = union_path.strip(".").split(".")
        uow.watch(*codes)
        uow.memory[asked] = (
            uow.session.scalars(
                select(Fund)
                .join(Fund.balances)
                .options(contains_eager(Fund.balances))
                .where(
                    Fund.year == uow.today.year,
                    Fund.source.in_(sources),
                    Fund.union.in_(codes),
                )
                .order_by(Fund.code)
            )
            .unique()
            .all()
        )
    funds: Sequence[Fund] = uow.memory[asked]
    return funds


def _named(uow: UnitOfWork, funds: Sequence[Fund], fund_id: str) -> tuple[FundFacts, Fund | None]:
    """Outside the caller's scope it is as unknown as one that does not exist."""
    uow.watch(fund_id)
    for fund in funds:
        if fund.id == fund_id and uow.actor.sees(fund.union_path):
            return FundFacts(fund.id, available_fen(fund), fit=True), fund
    return FundFacts(fund_id, 0, fit=False), None


def _nearest(
    funds: Sequence[Fund], fund_sources: Sequence[str], award_fen: int
) -> tuple[FundFacts, Fund | None]:
    for source in fund_sources:
        enough = [f for f in funds if f.source == source and available_fen(f) >= award_fen]
        if not enough:
            continue
        nearest = max(len(fund.union_path) for fund in enough)
        chosen = [fund for fund in enough if len(fund.union_path) == nearest]
        if len(chosen) > 1:
            return FundFacts(None, 0, fit=True, candidates=len(chosen)), None
        return FundFacts(chosen[0].id, available_fen(chosen[0]), fit=True), chosen[0]
    most = max((available_fen(fund) for fund in funds), default=0)
    return FundFacts(None, most, fit=True), None
