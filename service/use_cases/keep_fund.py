"""Funds: opened by a fund manager, filled by allocations, told in five figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from service.store.money import Allocation, Balance, Fund, Posting
from service.unit_of_work import UnitOfWork
from service.use_cases.post_money import allocate, open_accounts
from workflows import ledger
from workflows.errors import AlreadyExists, RoleRequired

__all__ = ["Figures", "allocate_money", "create_fund", "figures_of", "movements_of"]

FUND_MANAGER = frozenset({"fund_manager"})


@dataclass(frozen=True, slots=True)
class Figures:
    """What came in, is promised, was paid and came back; what is free follows from them."""

    allocated_fen: int = 0
    committed_fen: int = 0
    disbursed_fen: int = 0
    returned_fen: int = 0
    available_fen: int = 0


def create_fund(uow: UnitOfWork, form: Mapping[str, Any]) -> Fund:
    """One ledger line: a source of one year at one union, under a code nobody else uses."""
    wanted = form.get("union")
    posts = [post for post in uow.actor.appointments if post.role in FUND_MANAGER]
    post = next((post for post in posts if wanted in (None, post.union)), None)
    if post is None:
        raise RoleRequired(roles=sorted(FUND_MANAGER), union=wanted)
    if uow.session.scalar(select(Fund.id).where(Fund.code == form["code"])) is not None:
        raise AlreadyExists(code=form["code"])
    fund = uow.add(
        Fund(
            id=uow.new_id(), code=form["code"], name=form["name"], source=form["source"],
            year=form["year"], union=post.union, union_path=post.path, allocations=[],
        )
    )  # fmt: skip
    uow.appointment = post
    open_accounts(uow, uow.record("fund.create", fund), fund)
    return fund


def allocate_money(uow: UnitOfWork, fund: Fund, form: Mapping[str, Any]) -> Allocation:
    """资金下达 under the document number of whoever gave it."""
    made = Allocation(
        id=uow.new_id(), fund_id=fund.id, amount_fen=form["amount_fen"],
        document_number=form["document_number"],
    )  # fmt: skip
    fund.allocations.append(made)
    deed = uow.record("fund.allocate", fund, amount_fen=made.amount_fen)
    allocate(uow, deed, fund, made.amount_fen)
    return made


def figures_of(uow: UnitOfWork, funds: Sequence[Fund]) -> dict[str, Figures]:
    """The figures of many funds in two statements, with what this run has changed."""
    ids = [fund.id for fund in funds]
    held: dict[str, dict[str, int]] = {one: {} for one in ids}
    for row in uow.session.scalars(select(Balance).where(Balance.fund_id.in_(ids))):
        held[row.fund_id][row.account] = row.amount_fen
    returned = uow.session.execute(
        select(Posting.fund_id, func.sum(Posting.amount_fen))
        .where(
            Posting.fund_id.in_(ids),
            Posting.kind == "return",
            Posting.account == ledger.AVAILABLE,
        )
        .group_by(Posting.fund_id)
    )
    back = {fund_id: int(total) for fund_id, total in returned}
    return {one: _figures(held[one], back.get(one, 0)) for one in ids}


def _figures(held: Mapping[str, int], returned_fen: int) -> Figures:
    return Figures(
        allocated_fen=-held.get(ledger.SOURCE, 0),
        committed_fen=held.get(ledger.COMMITTED, 0),
        disbursed_fen=held.get(ledger.DISBURSED, 0),
        returned_fen=returned_fen,
        available_fen=held.get(ledger.AVAILABLE, 0),
    )


def movements_of(
    uow: UnitOfWork, fund: Fund, after: int, limit: int
) -> tuple[list[list[Posting]], bool]:
    """A page of the ledger: whole movements, each with the postings that sum to zero."""
    numbers = list(
        uow.session.scalars(
            select(Posting.made_by)
            .where(Posting.fund_id == fund.id, Posting.made_by > after)
            .group_by(Posting.made_by)
            .order_by(Posting.made_by)
            .limit(limit + 1)
        )
    )
    page = numbers[:limit]
    rows = uow.session.scalars(
        select(Posting)
        .where(Posting.fund_id == fund.id, Posting.made_by.in_(page))
        .order_by(Posting.made_by, Posting.line)
    ).all()
    by_number: dict[int, list[Posting]] = {number: [] for number in page}
    for row in rows:
        by_number[row.made_by].append(row)
    return list(by_number.values()), len(numbers) > limit
