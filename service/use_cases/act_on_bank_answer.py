"""Apply a plan as it was looked at, or discard it: the second person's step.

Applied by the same code as what the bank's own interface says. A line that would come out otherwise
now stops the whole plan: nobody has looked at what would be done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from service.audit.duties import persons_behind
from service.store.application import Application
from service.store.banking import BankAnswer, BankAnswerLine
from service.store.money import PaymentBatch
from service.unit_of_work import UnitOfWork
from service.use_cases.bank_words import Attempts, Heard, attempts_of, settle, take
from service.use_cases.payment_lines import Line, case_facts
from service.use_cases.plan_bank_answer import sorted_now
from service.use_cases.queue_bank_result import QueuedResults
from workflows.bank_answer import APPLIED, BANK_ANSWER, QUEUED, AnswerLine, plan_differs
from workflows.engine import fire
from workflows.errors import Refused
from workflows.facts import Facts
from workflows.payout import Word

__all__ = ["act_on_bank_answer"]


def act_on_bank_answer(
    uow: UnitOfWork, answer: BankAnswer, action: str, opinion: str | None
) -> None:
    """Raises ``WrongState``, ``SeparationOfDuties`` for who brought it, ``PlanDiffers``."""
    taken = [one for one in answer.lines if one.sort in APPLIED | QUEUED and one.batch_id]
    attempts = attempts_of(uow, {one.reference for one in taken if one.reference})
    cases = _cases(uow, [one for one in taken if one.sort in APPLIED], attempts)
    facts = _facts(uow, answer, cases, opinion)
    row = fire(BANK_ANSWER, answer.state, action, facts)
    if row.target == "applied":
        _refuse_differing(uow, answer)
    said = {"opinion": opinion} if opinion else {}
    uow.record(
        f"bank_answer.{action}", answer, before=row.source, after=row.target, duty=row.duty,
        rule=row.key, said=said, compared=facts.compared,
    )  # fmt: skip
    answer.state = row.target
    answer.live = row.target != "discarded"
    if row.target == "applied":
        for batch in _batches(uow, {one.batch_id for one in taken if one.batch_id}):
            lines = [one for one in taken if one.batch_id == batch.id]
            _take(uow, Heard(batch, facts, attempts, True, cases), lines)


def _cases(
    uow: UnitOfWork, lines: Sequence[BankAnswerLine], attempts: Attempts
) -> dict[str, Facts]:
    """What the guards of each payout that moves must know, by application."""
    payouts = {
        payout.application_id: payout
        for one in lines
        for payout, _ in (attempts[one.reference],)  # type: ignore[index]
    }
    asked = select(Application).where(Application.id.in_(payouts)).order_by(Application.id)
    found = [Line(one, payouts[one.id]) for one in uow.session.scalars(asked)]
    return case_facts(uow, found, None) if found else {}


def _facts(
    uow: UnitOfWork, answer: BankAnswer, cases: Mapping[str, Facts], opinion: str | None
) -> Facts:
    """The plan as its own guards see it: all duties and households together, and who brought it."""
    brought = persons_behind(uow.session.connection(), answer.id, "bank_answer.plan")
    return Facts(
        actor=uow.actor,
        today=uow.today,
        opinion=opinion,
        held=tuple({held for facts in cases.values() for held in facts.held or ()}),
        household=frozenset().union(*(facts.household or () for facts in cases.values())),
        drafted_by=brought,
    )


def _refuse_differing(uow: UnitOfWork, answer: BankAnswer) -> None:
    read = [
        AnswerLine(
            one.line, one.reference, one.amount_fen,
            Word(one.outcome, one.failure_code, one.bank_serial) if one.outcome else None,
            one.reason if one.sort == "unreadable" else None,
        )
        for one in answer.lines
    ]  # fmt: skip
    now, _ = sorted_now(uow, answer, read)
    before = [(one.line, one.sort) for one in answer.lines]
    failed = [
        verdict
        for verdict in plan_differs(before, [(one.line.line, one.sort) for one in now])
        if not verdict.ok
    ]
    if failed:
        raise Refused.of(failed)


def _batches(uow: UnitOfWork, ids: set[str]) -> Sequence[PaymentBatch]:
    found = select(PaymentBatch).where(PaymentBatch.id.in_(ids)).order_by(PaymentBatch.serial)
    return uow.session.scalars(found).all()


def _take(uow: UnitOfWork, known: Heard, lines: Sequence[BankAnswerLine]) -> None:
    known = replace(known, deeds={})
    results = [_result(one) for one in lines]
    queue = QueuedResults(uow, known.batch, results)
    for one, result in zip(lines, results, strict=True):
        if one.sort in QUEUED:
            payout, _ = known.attempts.get(result["reference"], (None, None))
            queue.keep(result, payout)
        else:
            take(uow, known, queue, result)
    settle(uow, known)


def _result(one: BankAnswerLine) -> dict[str, Any]:
    """A line as the bank's interface would have said it; what is queued says why, and which amount."""
    told = {
        "reference": one.reference,
        "outcome": one.outcome,
        "failure_code": one.failure_code,
        "bank_serial": one.bank_serial,
        "occurred_at": one.occurred_at,
    }
    queued = {"reason": one.reason, "amount_fen": one.amount_fen} if one.sort in QUEUED else {}
    return {**told, **queued}
