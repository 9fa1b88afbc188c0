"""The books of many funds as they stand, read by one statement: one statement sees one world.

So what is compared was true at one moment, whoever moves money meanwhile, and a difference is one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect

from service.store.application import Application
from service.store.banking import BankFinding
from service.store.campaign import SignOff
from service.store.money import Balance, Payout, Posting
from service.unit_of_work import UnitOfWork
from workflows.invariants import Books, Cases, Invariant, Posted, broken
from workflows.ledger import AVAILABLE, DISBURSED, LATE, OVERPAY

__all__ = ["books_of", "broken_books", "tell_broken"]

_NOTHING: Any = cast(null(), String)
_SETTLED = ("paid", "closed")


def broken_books(uow: UnitOfWork, fund_id: str) -> tuple[Invariant, ...]:
    """What does not hold of one fund; each of it is a line of the log at ERROR, whatever follows."""
    uow.watch(fund_id)
    found = broken(books_of(uow, [fund_id])[fund_id])
    tell_broken(fund_id, found)
    return found


def tell_broken(fund_id: str, found: Iterable[Invariant]) -> None:
    """Loudly: a line for each, with both its sides."""
    for one in found:
        told = {
            "fund_id": fund_id, "invariant": one.name, "programme": one.programme or "",
            "account": one.account or "", "left_fen": one.left, "right_fen": one.right,
        }  # fmt: skip
        logging.getLogger("service.ledger").error("ledger_broken", extra=told)


def books_of(uow: UnitOfWork, fund_ids: Sequence[str]) -> dict[str, Books]:
    """The books of each fund asked for."""
    told: dict[str, dict[str, list[Any]]] = {one: {} for one in fund_ids}
    for row in uow.session.execute(_everything(fund_ids)):
        told[row.fund_id].setdefault(row.what, []).append(row)
    return {fund_id: _books(fund_id, rows) for fund_id, rows in told.items()}


def _books(fund_id: str, rows: dict[str, list[Any]]) -> Books:
    def by_programme(what: str) -> dict[str, int]:
        return {row.programme: int(row.fen) for row in rows.get(what, ())}

    sums = {
        "standing_fen": by_programme("standing"), "back_fen": by_programme("back"),
        "paid_fen": by_programme("paid"), "goods_fen": by_programme("goods"),
        "overpaid_fen": by_programme("overpaid"),
    }  # fmt: skip
    programmes = {code for one in sums.values() for code in one}
    return Books(
        fund_id,
        balances={row.account: int(row.fen) for row in rows.get("balance", ())},
        posted=tuple(
            Posted(row.programme, row.account, row.kind, int(row.fen))
            for row in rows.get("posted", ())
        ),
        cases={
            code: Cases(**{name: one.get(code, 0) for name, one in sums.items()})
            for code in programmes
        },
        late=by_programme("late"),
        doubled=sum(int(row.fen) for row in rows.get("doubled", ())),
    )


def _everything(fund_ids: Sequence[str]) -> CompoundSelect[Any]:
    balances = _part("balance", Balance.fund_id, Balance.amount_fen, account=Balance.account)
    posted = _summed("posted", Posting.fund_id, Posting.amount_fen, Posting.programme,
                     account=Posting.account, kind=Posting.kind)  # fmt: skip
    late = _summed("late", Posting.other_fund_id, Posting.amount_fen, Posting.programme)
    return union_all(
        balances.where(Balance.fund_id.in_(fund_ids)),
        posted.where(Posting.fund_id.in_(fund_ids)),
        late.where(
            Posting.other_fund_id.in_(fund_ids), Posting.kind == LATE["return"],
            Posting.account == AVAILABLE,
        ),
        *_cases(fund_ids),
        *_payouts(fund_ids),
    )  # fmt: skip


def _cases(fund_ids: Sequence[str]) -> tuple[Select[Any], ...]:
    """Awards with money set aside, and those whose goods were brought. What is given up is set aside no
    longer: it has no year of aid."""
    granted = and_(Application.fund_id.in_(fund_ids), Application.aid_year.is_not(None))

    def awards(what: str) -> Select[Any]:
        return _summed(what, Application.fund_id, Application.award_fen, Application.programme)

    brought = awards("goods").join(SignOff, SignOff.application_id == Application.id)
    return (
        awards("standing").where(granted, Application.state.not_in(_SETTLED)),
        brought.where(granted, Application.state == "closed"),
    )


def _payouts(fund_ids: Sequence[str]) -> tuple[Select[Any], ...]:
    """Those that were paid, those whose money came back and that are not given up, and how many live
    ones are one too many."""
    own = Payout.fund_id.in_(fund_ids)

    def amounts(what: str, *conditions: ColumnElement[bool]) -> Select[Any]:
        told = _summed(what, Payout.fund_id, Payout.amount_fen, Payout.programme)
        return told.where(own, *conditions)

    beyond = func.count() - func.count(func.distinct(Payout.application_id))
    doubled = _part("doubled", Payout.fund_id, beyond).where(own, Payout.live)
    return (
        amounts("paid", Payout.state == "paid"),
        _overpaid(fund_ids),
        amounts("back", Payout.state == "returned", Payout.live.is_(True)),
        doubled.group_by(Payout.fund_id),
    )


def _overpaid(fund_ids: Sequence[str]) -> Select[Any]:
    """What was found to be paid too often, in the fund it left: the payout may belong to another one by
    now, because it came back after that was closed."""
    left = and_(
        Posting.reference == BankFinding.reference, Posting.kind == OVERPAY,
        Posting.account == DISBURSED,
    )  # fmt: skip
    fund = func.coalesce(Posting.fund_id, Payout.fund_id)
    told = _summed("overpaid", fund, Payout.amount_fen, Payout.programme).select_from(Payout)
    told = told.join(BankFinding, BankFinding.payout_id == Payout.id).outerjoin(Posting, left)
    return told.where(fund.in_(fund_ids), BankFinding.overpaid.is_(True))


def _part(
    what: str, fund: Any, fen: Any, programme: Any = _NOTHING, *, account: Any = _NOTHING,
    kind: Any = _NOTHING,
) -> Select[Any]:  # fmt: skip
    return select(
        literal(what).label("what"), fund.label("fund_id"), programme.label("programme"),
        account.label("account"), kind.label("kind"), fen.label("fen"),
    )  # fmt: skip


def _summed(what: str, fund: Any, fen: Any, programme: Any, **more: Any) -> Select[Any]:
    told = _part(what, fund, func.sum(fen), programme, **more)
    return told.group_by(fund, programme, *more.values())
