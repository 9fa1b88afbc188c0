"""What the guards of money must know: the fund, the award it is asked for, and the rules on its source.

The rules are those in force today at every union from the fund upwards; the unions are watched, so
that an edition adopted meanwhile makes the run look again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.edition import Edition
from service.store.money import Fund
from service.unit_of_work import UnitOfWork
from service.use_cases.campaign_lines import line_of
from workflows.fund_use import FundUse, forbidding
from workflows.money_facts import FundTold, MoneyFacts, Spending
from workflows.policy import FUND_USE, parse_fund_use
from workflows.purpose import Purpose

__all__ = ["chooses_itself", "fund_told", "money_facts", "spending_of", "uses_in_force"]

CASH = "cash"


def spending_of(
    uow: UnitOfWork,
    application: Application,
    category: str | None,
    causes: Mapping[str, Any] | None,
) -> Spending:
    """The award as a fund is asked for it; category and causes are those of the household's file."""
    told = causes or {}
    return Spending(
        programme=application.programme,
        kind=line_of(uow, application).kind or CASH,
        award_fen=application.award_fen,
        unions=frozenset(_codes(application.union_path)),
        category=category,
        causes=frozenset(one for one in (told.get("main"), *(told.get("secondary") or ())) if one),
    )


def fund_told(fund: Fund) -> FundTold:
    return FundTold(
        fund.id, fund.source, Purpose.of(fund.purpose), fund.closed_on is not None, fund.carried_to
    )


def money_facts(uow: UnitOfWork, fund: Fund | None, spending: Spending, path: str) -> MoneyFacts:
    """The facts for one award; ``path`` is that of a union at or below the fund's."""
    if fund is None:
        return MoneyFacts(spending=spending)
    uses = _binding(uses_in_force(uow, path), fund)
    return MoneyFacts(fund=fund_told(fund), spending=spending, uses=uses)


def chooses_itself(uow: UnitOfWork, fund: Fund, spending: Spending, path: str) -> bool:
    """Whether the fund may be taken without anybody having named it: bound money never is."""
    purpose = Purpose.of(fund.purpose)
    if fund.closed_on is not None or (purpose is not None and purpose.binds):
        return False
    uses = _binding(uses_in_force(uow, path), fund)
    return forbidding(uses, fund.source, spending) is None


def uses_in_force(uow: UnitOfWork, path: str) -> tuple[FundUse, ...]:
    """Of each union of the path the edition in force today, the highest union first; asked once a run."""
    asked = f"fund_uses:{path}"
    if asked not in uow.memory:
        codes = _codes(path)
        uow.watch(*codes)
        rows = uow.session.scalars(
            select(Edition).where(
                Edition.programme == FUND_USE,
                Edition.state == "adopted",
                Edition.union.in_(codes),
                Edition.in_force_from <= uow.today,
            )
        ).all()
        last = {
            row.union: row for row in sorted(rows, key=lambda one: (one.in_force_from, one.number))
        }
        uow.memory[asked] = tuple(
            parse_fund_use(last[code].document) for code in codes if code in last
        )
    found: tuple[FundUse, ...] = uow.memory[asked]
    return found


def _binding(uses: Iterable[FundUse], fund: Fund) -> tuple[FundUse, ...]:
    above = _codes(fund.union_path)
    return tuple(use for use in uses if use.union in above)


def _codes(path: str) -> list[str]:
    return path.strip(".").split(".")
