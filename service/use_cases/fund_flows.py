"""Where the money of a fund came from and where it went, and what of it lies unused below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import or_, select

from service.store.money import Allocation, Balance, Fund
from service.unit_of_work import UnitOfWork
from workflows.ledger import AVAILABLE
from workflows.undistributed import unused_of

__all__ = ["flows_of"]

MOST: Final = 1_000


def flows_of(uow: UnitOfWork, fund: Fund) -> dict[str, Any]:
    """Four lists' worth in two: what came in, with the giver, and what was passed down, with what of it
    is unused and for how many days."""
    given = uow.session.scalars(
        select(Allocation)
        .where(Allocation.from_fund_id == fund.id)
        .order_by(Allocation.id)
        .limit(MOST)
    ).all()
    others = _funds(uow, fund, given)
    unused = _unused(uow, {one.fund_id for one in given})
    passed = [
        _line(one, others.get(one.fund_id)) | _lying(uow, one, unused[one.id]) for one in given
    ]
    return {
        "came_from": [_line(one, others.get(one.from_fund_id or "")) for one in fund.allocations],
        "passed_down": passed,
        "unused_fen": sum(one["unused_fen"] for one in passed),
        "carried_from": [one.id for one in others.values() if one.carried_to == fund.id],
        "carried_to": fund.carried_to,
    }


def _funds(uow: UnitOfWork, fund: Fund, given: Sequence[Allocation]) -> dict[str, Fund]:
    """The funds on the other side, and those that were carried to this one."""
    ids = {one.fund_id for one in given} | {one.from_fund_id for one in fund.allocations}
    rows = uow.session.scalars(
        select(Fund).where(or_(Fund.id.in_(ids - {None}), Fund.carried_to == fund.id))
    )
    return {row.id: row for row in rows}


def _unused(uow: UnitOfWork, takers: set[str]) -> dict[str, int]:
    """Of every amount the takers received what is still free, whoever gave it."""
    rows = uow.session.execute(
        select(Allocation.fund_id, Allocation.id, Allocation.amount_fen, Balance.amount_fen)
        .join(Balance, Balance.fund_id == Allocation.fund_id)
        .where(Allocation.fund_id.in_(takers), Balance.account == AVAILABLE)
        .order_by(Allocation.id)
    )
    received: dict[str, list[tuple[str, int]]] = {}
    free: dict[str, int] = {}
    for fund_id, key, amount_fen, available_fen in rows:
        received.setdefault(fund_id, []).append((key, amount_fen))
        free[fund_id] = available_fen
    return {
        key: fen
        for taker, lines in received.items()
        for key, fen in unused_of(lines, free[taker]).items()
    }


def _line(one: Allocation, other: Fund | None) -> dict[str, Any]:
    return {
        "id": one.id, "amount_fen": one.amount_fen, "document_number": one.document_number,
        "issued_by": one.issued_by, "fund_id": other.id if other else None,
        "union": other.union if other else None,
        "received_on": one.received_on.isoformat() if one.received_on else None,
    }  # fmt: skip


def _lying(uow: UnitOfWork, one: Allocation, unused_fen: int) -> dict[str, Any]:
    days = (uow.today - one.received_on).days if one.received_on and unused_fen else None
    return {"unused_fen": unused_fen, "days": days}
