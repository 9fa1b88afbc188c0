"""资金余额表: what each fund held when a period began, what came, what went, and what it held at its end.

Held is what is free and what is set aside: setting aside moves nothing in or out. Movements are told by
kind as the ledger names them, so a new kind of movement is in the table the day it is first posted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from service.audit.past import size_before
from service.store.money import Fund, Posting
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.in_scope import within
from workflows.errors import ReportTooLarge
from workflows.ledger import AVAILABLE, COMMITTED
from workflows.vocabulary import codes

__all__ = ["HELD", "Flow", "Period", "balances_report", "flows_of"]

HELD: Final = (AVAILABLE, COMMITTED)
MOST: Final = 5_000
"""Funds told of in one report."""


@dataclass(frozen=True, slots=True)
class Period:
    """Both days within; as places in the log, which is in the order of time."""

    first: date
    last: date

    def numbers(self, uow: UnitOfWork) -> tuple[int, int]:
        """The first entry of the period, and the first behind it."""
        connection = uow.session.connection()
        ends = (self.first, self.last + timedelta(days=1))
        begin, end = (size_before(connection, _midnight(day), uow.size) for day in ends)
        return begin, end


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


@dataclass(slots=True)
class Flow:
    """What was held at first, and how much each kind of movement changed it."""

    opening_fen: int = 0
    kinds: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, other: Flow) -> None:
        self.opening_fen += other.opening_fen
        for kind, fen in other.kinds.items():
            self.kinds[kind] += fen

    @property
    def closing_fen(self) -> int:
        return self.opening_fen + sum(self.kinds.values())

    def told(self) -> dict[str, Any]:
        moved = {kind: fen for kind, fen in sorted(self.kinds.items()) if fen}
        return {
            "opening_fen": self.opening_fen,
            "in_fen": sum(fen for fen in moved.values() if fen > 0),
            "out_fen": -sum(fen for fen in moved.values() if fen < 0),
            "closing_fen": self.closing_fen,
            "movements": [{"kind": kind, "amount_fen": fen} for kind, fen in moved.items()],
        }


def flows_of(uow: UnitOfWork, funds: Iterable[str], begin: int, end: int) -> dict[str, Flow]:
    """The flow of each fund between two entries of the log, in two statements."""
    found: dict[str, Flow] = {fund: Flow() for fund in funds}
    held = [Posting.fund_id.in_(found), Posting.account.in_(HELD)]
    opening = select(Posting.fund_id, func.sum(Posting.amount_fen).label("fen")).where(
        *held, Posting.made_by < begin
    )
    for row in uow.session.execute(opening.group_by(Posting.fund_id)):
        found[row.fund_id].opening_fen = int(row.fen)
    moved = select(Posting.fund_id, Posting.kind, func.sum(Posting.amount_fen).label("fen")).where(
        *held, Posting.made_by >= begin, Posting.made_by < end
    )
    for one in uow.session.execute(moved.group_by(Posting.fund_id, Posting.kind)):
        found[one.fund_id].kinds[one.kind] += int(one.fen)
    return found


def balances_report(uow: UnitOfWork, period: Period, query: Mapping[str, Any]) -> dict[str, Any]:
    """By fund and by source; raises ``ReportTooLarge``."""
    asked = [within(Fund.union_path, uow.actor)]
    asked += [
        getattr(Fund, name) == query[name] for name in ("union", "source", "year") if name in query
    ]
    funds = uow.session.scalars(
        select(Fund).where(*asked).order_by(Fund.year, Fund.code).limit(MOST + 1)
    ).all()
    if len(funds) > MOST:
        raise ReportTooLarge(found=len(funds), most=MOST)
    flows = flows_of(uow, [fund.id for fund in funds], *period.numbers(uow))
    total = Flow()
    for flow in flows.values():
        total.add(flow)
    return {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "funds": [{**_named(fund), **flows[fund.id].told()} for fund in funds],
        "sources": _by_source(funds, flows),
        "total": total.told(),
    }


def _named(fund: Fund) -> dict[str, Any]:
    return {
        "fund_id": fund.id, "code": fund.code, "name": fund.name, "source": fund.source,
        "year": fund.year, "union": fund.union,
    }  # fmt: skip


def _by_source(funds: Sequence[Fund], flows: Mapping[str, Flow]) -> list[dict[str, Any]]:
    sums: dict[str, Flow] = defaultdict(Flow)
    for fund in funds:
        sums[fund.source].add(flows[fund.id])
    return [{"source": one, **sums[one].told()} for one in codes("fund_source") if one in sums]
