"""Funds: opened by a fund manager, filled by allocations, told in its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from service.store.money import Balance, Fund, Posting
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.post_money import open_accounts
from workflows import ledger
from workflows.errors import AlreadyExists, NotFound, PurposeMissing, RoleRequired
from workflows.programme import registered
from workflows.purpose import Purpose

__all__ = ["FUND_MANAGER", "Figures", "create_fund", "figures_of", "movements_of"]

FUND_MANAGER = frozenset({"fund_manager"})
RETURN = "return"
FROM_BEFORE = ("carry_in", *ledger.LATE.values())
"""Movements that bring in what another year of the fund left."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What came in, is promised, was paid, came back and went to other funds; what is free follows from
    them. What was carried in from the year before, or came back for it, is part of what came in."""

    allocated_fen: int = 0
    committed_fen: int = 0
    disbursed_fen: int = 0
    returned_fen: int = 0
    available_fen: int = 0
    passed_down_fen: int = 0
    carried_in_fen: int = 0
    carried_out_fen: int = 0


def create_fund(uow: UnitOfWork, form: Mapping[str, Any]) -> Fund:
    """One ledger line: a source of one year at one union, under a code nobody else uses.

    Raises ``PurposeMissing`` for a purpose that binds nothing and does not say so.
    """
    wanted = form.get("union")
    posts = [post for post in uow.actor.appointments if post.role in FUND_MANAGER]
    post = next((post for post in posts if wanted in (None, post.union)), None)
    if post is None:
        raise RoleRequired(roles=sorted(FUND_MANAGER), union=wanted)
    if uow.session.scalar(select(Fund.id).where(Fund.code == form["code"])) is not None:
        raise AlreadyExists(code=form["code"])
    said = form.get("purpose")
    fund = uow.add(
        Fund(
            id=uow.new_id(), code=form["code"], name=form["name"], source=form["source"],
            year=form["year"], union=post.union, union_path=post.path, allocations=[],
            purpose=None if said is None else _purpose(said),
            donor=Personal.of(said["donor"]) if said and said.get("donor") else None,
        )
    )  # fmt: skip
    uow.appointment = post
    open_accounts(uow, uow.record("fund.create", fund), fund)
    return fund


def _purpose(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the fund keeps: its bounds, or that there are none."""
    purpose = Purpose.of(said)
    bound = purpose.to_dict() if purpose else {}
    unknown = sorted(set(bound.get("programmes", ())) - registered().keys())
    if unknown:
        raise NotFound(programmes=unknown)
    free = bool(said.get("unrestricted"))
    if free is bool(bound):
        raise PurposeMissing(unrestricted=free, purpose=bound)
    return bound or {"unrestricted": True}


def figures_of(uow: UnitOfWork, funds: Sequence[Fund]) -> dict[str, Figures]:
    """The figures of many funds in two statements, with what this run has changed."""
    ids = [fund.id for fund in funds]
    held: dict[str, dict[str, int]] = {one: {} for one in ids}
    for row in uow.session.scalars(select(Balance).where(Balance.fund_id.in_(ids))):
        held[row.fund_id][row.account] = row.amount_fen
    rows = uow.session.execute(
        select(Posting.fund_id, Posting.kind, func.sum(Posting.amount_fen))
        .where(
            Posting.fund_id.in_(ids),
            Posting.kind.in_((RETURN, *FROM_BEFORE)),
            Posting.account == ledger.AVAILABLE,
        )
        .group_by(Posting.fund_id, Posting.kind)
    )
    came: dict[str, dict[str, int]] = {one: {} for one in ids}
    for fund_id, kind, total in rows:
        came[fund_id][kind] = int(total)
    return {one: _figures(held[one], came[one]) for one in ids}


def _figures(held: Mapping[str, int], came: Mapping[str, int]) -> Figures:
    return Figures(
        allocated_fen=-held.get(ledger.SOURCE, 0),
        committed_fen=held.get(ledger.COMMITTED, 0),
        disbursed_fen=held.get(ledger.DISBURSED, 0),
        returned_fen=came.get(RETURN, 0),
        available_fen=held.get(ledger.AVAILABLE, 0),
        passed_down_fen=held.get(ledger.PASSED_DOWN, 0),
        carried_in_fen=sum(came.get(kind, 0) for kind in FROM_BEFORE),
        carried_out_fen=held.get(ledger.CARRIED_OUT, 0),
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
