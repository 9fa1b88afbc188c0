"""What finance and the screens read of payouts: a feed by columns, never a row twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from service.store.money import Attempt, PaymentBatch, Payout
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import within

__all__ = ["COLUMNS", "lines_told", "payouts_after"]

COLUMNS = (
    "id", "application_id", "programme", "union", "state", "amount_fen", "reference", "fund_id",
    "batch_id", "paid_at", "failure_code", "payee_confirmed", "recovery_fen",
    "recovered_fen", "number",
)  # fmt: skip
_FEED: Select[*tuple[Any, ...]] = select(*(getattr(Payout, name) for name in COLUMNS)).order_by(
    Payout.number
)
FILTERS = ("state", "programme", "union", "reference", "batch_id", "application_id")


def payouts_after(
    uow: UnitOfWork, query: Mapping[str, Any], after: int, limit: int
) -> tuple[Sequence[Row[*tuple[Any, ...]]], bool]:
    """Payouts whose last entry comes after ``after``, in that order: each once, none skipped,
    because no number is seen before a smaller one."""
    asked = _FEED.where(Payout.number > after, within(Payout.union_path, uow.actor))
    for name in FILTERS:
        if name in query:
            asked = asked.where(getattr(Payout, name) == query[name])
    rows = uow.session.execute(asked.limit(limit + 1)).all()
    return rows[:limit], len(rows) > limit


def lines_told(uow: UnitOfWork, batch: PaymentBatch) -> Sequence[Row[*tuple[Any, ...]]]:
    """The attempts made in the batch, whatever became of their payouts later."""
    return uow.session.execute(
        select(
            Attempt.line, Attempt.reference, Attempt.state, Payout.application_id,
            Payout.id.label("payout_id"), Payout.amount_fen,
        )
        .join(Payout, Payout.id == Attempt.payout_id)
        .where(Attempt.batch_id == batch.id)
        .order_by(Attempt.line)
    ).all()  # fmt: skip
