"""The queue of the bank's answers that contradict or name nothing, and of payouts that wait for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from service.store.banking import BankFinding
from service.store.money import Attempt, BankResult, PaymentBatch, Payout
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.in_scope import in_scope, within
from workflows.actor import Actor
from workflows.bank_finding import WAITING, Doubted, advice_of
from workflows.errors import NotFound
from workflows.payout import Word

__all__ = ["Queued", "age_days", "doubted", "find_subject", "queued_after", "queued_one"]
__all__ += ["waiting_after", "word_of"]


@dataclass(frozen=True, slots=True)
class Queued:
    """A queued word, the attempt it names here if any, and what a person found about it."""

    result: BankResult
    attempt: Any
    finding: Any
    advice: str


_KNOWN = (
    Attempt.reference, Attempt.state, Attempt.bank_serial, Attempt.batch_id, Payout.id.label("payout_id"),
    Payout.state.label("payout_state"), Payout.batch_id.label("stands_in"),
    Payout.reference.label("stands_by"),
)  # fmt: skip


_WAITING: Select[*tuple[Any, ...]] = select(
    Payout.id, Payout.number, Payout.state, Payout.reference, Payout.batch_id, Payout.union,
    Payout.amount_fen, PaymentBatch.dispatched_at,
).join(PaymentBatch, PaymentBatch.id == Payout.batch_id)  # fmt: skip


def word_of(result: BankResult) -> Word:
    return Word(result.outcome, result.failure_code, result.bank_serial)


def doubted(
    result: BankResult | None, attempt: Any, *, latest: bool, payout: str, batch_id: str | None
) -> Doubted:
    """The attempt as the findings see it; ``latest`` is the last one made of its payout, which stands
    in ``batch_id``."""
    word = word_of(result) if result else None
    second = (
        word is not None
        and word.outcome == attempt.state == "paid"
        and None not in (attempt.bank_serial, word.bank_serial)
        and attempt.bank_serial != word.bank_serial
    )
    return Doubted(attempt.state, payout, latest, batch_id is None, word, second)


def queued_after(
    uow: UnitOfWork, after: int, limit: int, *, resolved: bool = False
) -> tuple[list[Queued], bool]:
    """Those of the caller's unions that wait for a person, or those that were looked into."""
    looked_into = select(BankFinding.bank_result_id).where(BankFinding.bank_result_id.is_not(None))
    rows = uow.session.scalars(
        select(BankResult)
        .join(PaymentBatch, PaymentBatch.id == BankResult.batch_id)
        .where(
            BankResult.made_by > after,
            within(PaymentBatch.union_path, uow.actor),
            BankResult.id.in_(looked_into) if resolved else BankResult.id.not_in(looked_into),
        )
        .order_by(BankResult.made_by)
        .limit(limit + 1)
    ).all()
    return _told(uow, rows[:limit]), len(rows) > limit


def queued_one(uow: UnitOfWork, result_id: str) -> Queued:
    """One of them, whoever asks: that it may be seen was looked at before."""
    result = uow.session.get(BankResult, result_id)
    if result is None:
        raise NotFound
    return _told(uow, [result])[0]


def _told(uow: UnitOfWork, rows: Sequence[BankResult]) -> list[Queued]:
    references = {row.reference for row in rows}
    asked = (
        select(*_KNOWN)
        .join(Payout, Payout.id == Attempt.payout_id)
        .where(Attempt.reference.in_(references), within(Payout.union_path, uow.actor))
    )
    attempts = {one.reference: one for one in uow.session.execute(asked)}
    found = uow.session.execute(
        select(
            BankFinding.bank_result_id, BankFinding.id, BankFinding.finding, BankFinding.overpaid,
            BankFinding.found_on,
        ).where(BankFinding.bank_result_id.in_([row.id for row in rows]))
    )  # fmt: skip
    findings: Mapping[str | None, Any] = {one.bank_result_id: one for one in found}
    return [_one(row, attempts.get(row.reference), findings.get(row.id)) for row in rows]


def _one(row: BankResult, attempt: Any, finding: Any) -> Queued:
    if attempt is None:
        return Queued(row, None, finding, advice_of(None))
    latest = attempt.stands_by in (None, attempt.reference)
    about = doubted(
        row, attempt, latest=latest, payout=attempt.payout_state, batch_id=attempt.stands_in
    )
    return Queued(row, attempt, finding, advice_of(about, row.reason))


def age_days(uow: UnitOfWork, result: BankResult) -> int:
    """Since it was queued; of what was queued before days were kept, since the bank said it."""
    since = result.queued_on or result.occurred_at.astimezone(SHANGHAI).date()
    return max((uow.today - since).days, 0)


def find_subject(
    uow: UnitOfWork, actor: Actor, args: Mapping[str, str]
) -> Payout | PaymentBatch:  # fmt: skip
    """What a queued word is about: the payout it names here, else the batch it came for. Its version
    is that of the answer's page: who decides has seen how it stood."""
    result = uow.session.get(BankResult, args["id"])
    if result is None:
        raise NotFound
    batch = in_scope(uow, actor, PaymentBatch, result.batch_id)
    named = select(Attempt.payout_id).where(Attempt.reference == result.reference)
    payout_id = uow.session.scalar(named)
    payout = None if payout_id is None else uow.find(Payout, payout_id)
    return payout if payout is not None and actor.sees(payout.union_path) else batch


def waiting_after(
    uow: UnitOfWork, query: Mapping[str, Any], after: int, limit: int
) -> tuple[Sequence[Row[*tuple[Any, ...]]], bool]:
    """Payouts that were sent and of which the bank has said nothing, or that it does not know."""
    conditions: list[ColumnElement[bool]] = [
        Payout.number > after,
        Payout.state.in_(WAITING),
        within(Payout.union_path, uow.actor),
    ]
    if "batch_id" in query:
        conditions.append(Payout.batch_id == query["batch_id"])
    asked = _WAITING.where(*conditions).order_by(Payout.number)
    rows = uow.session.execute(asked.limit(limit + 1)).all()
    return rows[:limit], len(rows) > limit
