"""Every payout that waits for a person or the bank, with since when, why, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from service.audit.past import times_of
from service.store.application import Application
from service.store.money import Fund, PaymentBatch, Payout
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.in_scope import within
from service.use_cases.late import late_by_terms
from service.use_cases.payment_lines import Line, case_facts
from workflows.errors import Verdict
from workflows.payable import held_by
from workflows.payment_queue import WAITING, next_step

__all__ = ["Queued", "queue_conditions", "queued_page"]

FILTERS = ("state", "programme", "union", "fund_id", "application_id", "failure_code")
NOT_SENT = frozenset({"pending", "failed", "returned"})


@dataclass(frozen=True, slots=True)
class Queued:
    """One payout as it waits: since its last entry in the log, held by what a batch would refuse."""

    payout: Payout
    application: Application
    fund: Fund
    batch: PaymentBatch | None
    at: datetime
    holds: tuple[Verdict, ...]

    @property
    def since(self) -> date:
        return self.at.astimezone(SHANGHAI).date()

    @property
    def step(self) -> str:
        payout, state = self.payout, self.batch.state if self.batch else None
        return next_step(
            payout.state, state, payout.failure_code, confirmed=payout.payee_confirmed,
            held=bool(self.holds),
        )  # fmt: skip


def queue_conditions(uow: UnitOfWork, query: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """Live, not arrived, within the caller's unions, under the filters given."""
    asked: list[ColumnElement[bool]] = [
        Payout.live.is_(True), Payout.state.in_(WAITING), within(Payout.union_path, uow.actor),
    ]  # fmt: skip
    asked += [getattr(Payout, name) == query[name] for name in FILTERS if name in query]
    if "overdue" in query:
        terms = uow.session.scalars(
            select(Application.within).where(Application.waits == "payment").distinct()
        )
        late = late_by_terms(uow, terms, Application.within, Application.since)
        asked.append(late if query["overdue"] == "true" else ~late)
    return asked


def queued_page(
    uow: UnitOfWork, query: Mapping[str, Any], after: int, limit: int
) -> tuple[list[Queued], bool]:
    """A page in the order of the last change: what has waited longest comes first."""
    asked = (
        select(Payout, Application, Fund, PaymentBatch)
        .join(Application, Application.id == Payout.application_id)
        .join(Fund, Fund.id == Payout.fund_id)
        .outerjoin(PaymentBatch, PaymentBatch.id == Payout.batch_id)
        .where(Payout.number > after, *queue_conditions(uow, query))
        .order_by(Payout.number)
        .limit(limit + 1)
    )
    rows = uow.session.execute(asked).all()
    page = rows[:limit]
    times = times_of(uow.session.connection(), [row[0].number for row in page]) if page else {}
    held = _held(uow, [Line(row[1], row[0]) for row in page])
    return [
        Queued(payout, case, fund, batch, times[payout.number], held.get(case.id, ()))
        for payout, case, fund, batch in page
    ], len(rows) > limit


def _held(uow: UnitOfWork, lines: Sequence[Line]) -> dict[str, tuple[Verdict, ...]]:
    """What the guards of a batch would say of each line that is not with the bank; those who look here
    act on nothing, so who they are is not asked."""
    waiting = [line for line in lines if line.payout and line.payout.state in NOT_SENT]
    if not waiting:
        return {}
    facts = case_facts(uow, waiting, None)
    return {line.application.id: held_by(facts[line.application.id]) for line in waiting}
