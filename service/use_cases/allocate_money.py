"""资金下达: money comes into a fund under a document, from outside or from a fund of a union above."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.money import Allocation, Fund
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import in_scope
from service.use_cases.keep_fund import FUND_MANAGER
from service.use_cases.post_money import allocate, available_fen
from workflows.document_number import document_of
from workflows.errors import (
    AlreadyExists,
    FundClosed,
    FundInsufficient,
    GiverUnfit,
    RoleRequired,
)
from workflows.purpose import Purpose

__all__ = ["allocate_money"]


def allocate_money(uow: UnitOfWork, fund: Fund, form: Mapping[str, Any]) -> Allocation:
    """One deed, and where a fund gives it, the double entry of both. A document gives
    once from one fund to another; one from outside may be paid in parts.

    Raises ``FundClosed``, ``AlreadyExists``, and of the giver ``NotFound``, ``RoleRequired``,
    ``GiverUnfit`` and ``FundInsufficient``.
    """
    _open(fund)
    number, amount_fen = form["document_number"], form["amount_fen"]
    giver = _giver(uow, fund, form["from_fund_id"], amount_fen) if "from_fund_id" in form else None
    if giver is not None and (giver.id, document_of(number)) in _given(fund):
        raise AlreadyExists(document_number=number, fund_id=fund.id, from_fund_id=giver.id)
    made = Allocation(
        id=uow.new_id(), fund_id=fund.id, amount_fen=amount_fen, document_number=number,
        from_fund_id=giver.id if giver else None, issued_by=form.get("issued_by"),
        received_on=form.get("received_on") or uow.today,
    )  # fmt: skip
    fund.allocations.append(made)
    concerns = (giver.id,) if giver else ()
    deed = uow.record("fund.allocate", fund, amount_fen=amount_fen, concerns=concerns)
    allocate(uow, deed, fund, amount_fen, giver)
    return made


def _given(fund: Fund) -> set[tuple[str | None, str]]:
    return {(one.from_fund_id, document_of(one.document_number)) for one in fund.allocations}


def _giver(uow: UnitOfWork, fund: Fund, giver_id: str, amount_fen: int) -> Fund:
    """A fund whose manager the caller is, at a union above, of the same source and year; what it is
    bound to binds the money below as well."""
    giver = in_scope(uow, uow.actor, Fund, giver_id)
    uow.appointment = uow.actor.holds(FUND_MANAGER, giver.union_path)
    if uow.appointment is None:
        raise RoleRequired(roles=sorted(FUND_MANAGER), union=giver.union)
    _open(giver)
    above = giver.union_path != fund.union_path and fund.union_path.startswith(giver.union_path)
    same = (giver.source, giver.year) == (fund.source, fund.year)
    purpose = Purpose.of(fund.purpose) or Purpose()
    if not (above and same and purpose.within(Purpose.of(giver.purpose))):
        raise GiverUnfit(
            from_fund_id=giver.id, union=giver.union, source=giver.source, year=giver.year,
            purpose=giver.purpose,
        )  # fmt: skip
    if available_fen(giver) < amount_fen:
        raise FundInsufficient(available_fen=available_fen(giver), amount_fen=amount_fen)
    return giver


def _open(fund: Fund) -> None:
    if fund.closed_on is not None:
        raise FundClosed(fund_id=fund.id, carried_to=fund.carried_to)
