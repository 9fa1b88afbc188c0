"""Which fund an award is set aside in: the one that is named, or the one that is meant."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.money import Fund
from service.unit_of_work import UnitOfWork
from service.use_cases.money_facts import chooses_itself, money_facts, spending_of
from service.use_cases.post_money import available_fen
from service.use_cases.year_facts import pinned_edition
from workflows.facts import FundFacts
from workflows.money_facts import MoneyFacts, Spending

__all__ = ["chosen_fund", "fund_facts", "money_for"]


def chosen_fund(
    uow: UnitOfWork, application: Application, fund_id: str | None
) -> tuple[FundFacts, Fund | None]:
    """The fund the award would be committed against; asked once, however often a run looks."""
    asked = f"fund:{application.id}:{fund_id}"
    if asked not in uow.memory:
        edition = pinned_edition(uow, application)
        spending = _spending(uow, application)
        uow.memory[asked] = fund_facts(
            uow, application.union_path, spending, edition.fund_sources, fund_id
        )
    found: tuple[FundFacts, Fund | None] = uow.memory[asked]
    return found


def money_for(uow: UnitOfWork, application: Application, fund: Fund | None) -> MoneyFacts:
    """What the guards must know of the award and of the fund it would be set aside in."""
    return money_facts(uow, fund, _spending(uow, application), application.union_path)


def _spending(uow: UnitOfWork, application: Application) -> Spending:
    file = uow.session.get_one(HardshipFile, application.file_id)
    return spending_of(uow, application, file.category, file.causes)


def fund_facts(
    uow: UnitOfWork,
    union_path: str,
    spending: Spending,
    fund_sources: Sequence[str],
    fund_id: str | None,
) -> tuple[FundFacts, Fund | None]:
    """The fund a commitment would be made against, and what a guard must know of it.

    A fund asked for must lie in the caller's scope, be of the current business year and of a source
    the edition names, at the applicant's union or one above it. Otherwise the first source of the
    edition decides for which the nearest union upward has exactly one sufficient fund (wire.md
    «Application»), among those that may pay for this; money that is bound to a purpose is never taken
    unnamed. The unions asked are watched: a new fund makes this run look again.
    """
    funds = _funds(uow, union_path, tuple(fund_sources))
    if fund_id is not None:
        return _named(uow, funds, fund_id)
    free = [fund for fund in funds if chooses_itself(uow, fund, spending, union_path)]
    return _nearest(free, fund_sources, spending.award_fen)


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
