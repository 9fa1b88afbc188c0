"""The bank's words, taken one after the other: payouts move, money follows, cases and batch settle.

One way for both hands by which they come: the bank's own interface, and a person who brings its file
and holds a duty in every case it touches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.money import Attempt, Fund, PaymentBatch, Payout
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.application_facts import inner_state, table_for
from service.use_cases.begin_waiting import begin_waiting
from service.use_cases.in_scope import within
from service.use_cases.post_money import disburse
from service.use_cases.queue_bank_result import QueuedResults
from workflows.engine import fire
from workflows.facts import Facts
from workflows.path import plain
from workflows.payment_batch import PAYMENT_BATCH
from workflows.payout import BY_HAND, FINAL_ATTEMPT, PAYOUT, Word, heard

__all__ = ["Heard", "attempts_of", "settle", "take"]

Attempts = Mapping[str, tuple[Payout, Attempt]]


@dataclass(slots=True)
class Heard:
    """What one call names, as this run changes it. ``by_hand``: a person brings the words, and
    ``cases`` are the facts of each application; the interface of the bank has ``facts`` alone."""

    batch: PaymentBatch
    facts: Facts
    attempts: Attempts
    by_hand: bool = False
    cases: Mapping[str, Facts] = field(default_factory=dict)
    deeds: dict[str, Deed] = field(default_factory=dict)

    def of(self, payout: Payout) -> Facts:
        return self.cases[payout.application_id] if self.by_hand else self.facts

    @property
    def settling(self) -> str:
        return "settle_by_hand" if self.by_hand else "settle"


def attempts_of(uow: UnitOfWork, references: set[str]) -> dict[str, tuple[Payout, Attempt]]:
    """What the references name among the caller's unions: others' are as unknown as nobody's."""
    payouts = uow.session.scalars(
        select(Payout).where(
            Payout.id.in_(select(Attempt.payout_id).where(Attempt.reference.in_(references))),
            within(Payout.union_path, uow.actor),
        )
    )
    return {
        attempt.reference: (payout, attempt)
        for payout in payouts
        for attempt in payout.attempts
        if attempt.reference in references
    }


def take(
    uow: UnitOfWork, known: Heard, queue: QueuedResults, result: Mapping[str, Any]
) -> dict[str, Any]:
    """One word: ``applied``, ``repeated`` or ``queued``, and the state of the attempt."""
    payout, attempt = known.attempts.get(result["reference"], (None, None))
    word = Word(result["outcome"], result.get("failure_code"), result.get("bank_serial"))
    became = "queued"
    if payout is not None and attempt is not None and attempt.batch_id == known.batch.id:
        latest = attempt is payout.attempts[-1] and payout.batch_id == known.batch.id
        became = heard(attempt.state, attempt.bank_serial, word, latest=latest)
        if became == "applied":
            _apply(uow, known, payout, attempt, result)
    if became == "queued":
        queue.keep(result, payout)
    state = attempt.state if attempt is not None else None
    return {"reference": result["reference"], "result": became, "state": state}


def _apply(
    uow: UnitOfWork, known: Heard, payout: Payout, attempt: Attempt, result: Mapping[str, Any]
) -> None:
    """Move payout and attempt together; a second word in the same call joins the first's deed."""
    outcome = result["outcome"]
    row = fire(
        PAYOUT, payout.state, BY_HAND[outcome] if known.by_hand else outcome, known.of(payout)
    )
    payout.state = attempt.state = row.target
    attempt.failure_code = payout.failure_code = (
        result.get("failure_code") if row.target == "failed" else None
    )
    attempt.bank_serial = result.get("bank_serial") or attempt.bank_serial
    attempt.occurred_at = result["occurred_at"]
    payout.paid_at = result["occurred_at"] if row.target == "paid" else None
    deed = known.deeds.get(payout.id)
    if deed is None:
        known.deeds[payout.id] = uow.record(
            f"payout.{row.target}", payout, before=row.source, after=row.target, rule=row.key,
            duty=row.duty, amount_fen=payout.amount_fen, compared=known.of(payout).compared,
        )  # fmt: skip
    else:
        deed.act, deed.after, deed.rule = f"payout.{row.target}", row.target, row.key


def settle(uow: UnitOfWork, known: Heard) -> None:
    """Paid: the money is disbursed by the payout's deed, the application is paid by its own."""
    moved = {payout.id: payout for payout, _ in known.attempts.values() if payout.id in known.deeds}
    paid = [payout for payout in moved.values() if payout.state == "paid"]
    if paid:
        _settle_cases(uow, known, paid)
    _settle_batch(uow, known)


def _settle_cases(uow: UnitOfWork, known: Heard, paid: Sequence[Payout]) -> None:
    applications = uow.session.scalars(
        select(Application).where(Application.id.in_([payout.application_id for payout in paid]))
    )
    cases = {application.id: application for application in applications}
    for payout in paid:
        # its batch's fund, unless that was closed since and the payment came back meanwhile
        fund = uow.session.get_one(Fund, payout.fund_id)
        disburse(uow, known.deeds[payout.id], payout, fund)
        application = cases[payout.application_id]
        row = fire(
            table_for(application), inner_state(application), known.settling, known.of(payout)
        )
        application.state = plain(row.target)
        begin_waiting(uow, application)
        uow.record(
            "application.settle", application, before=plain(row.source), after=application.state,
            rule=row.key, duty=row.duty, amount_fen=payout.amount_fen,
        )  # fmt: skip


def _settle_batch(uow: UnitOfWork, known: Heard) -> None:
    """Settled when none of its attempts waits for the bank any more."""
    batch = known.batch
    if not known.deeds or batch.state != "dispatched":
        return
    now = {attempt.id: attempt.state for _, attempt in known.attempts.values()}
    rows = uow.session.execute(
        select(Attempt.id, Attempt.state).where(Attempt.batch_id == batch.id)
    )
    if all(now.get(row.id, row.state) in FINAL_ATTEMPT for row in rows):
        row = fire(PAYMENT_BATCH, batch.state, known.settling, known.facts)
        uow.record(
            "payment_batch.settle", batch, before=batch.state, after=row.target, rule=row.key,
            duty=row.duty,
        )  # fmt: skip
        batch.state = row.target
