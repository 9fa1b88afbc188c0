"""核实: a second person says what the bank told them, and what follows from it is done.

One way for an answer that waits in the queue and for an attempt that has none: the finding is kept as
a thing of its own, and where money follows, the payout moves by a row of its table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.banking import BankFinding
from service.store.money import Attempt, BankResult, PaymentBatch, Payout
from service.store.personal import Personal
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.account_holder import account_digest
from service.use_cases.bank_words import Heard, settle
from service.use_cases.find_bank_results import doubted
from service.use_cases.overpay import overpaid_before, post_overpayment, short_of_money
from service.use_cases.payment_lines import Line, case_facts
from workflows.bank_finding import RESOLVED, consequence, finding_unfit
from workflows.engine import assess, fire
from workflows.errors import FindingExists, NotFound, Refused
from workflows.facts import Facts
from workflows.payout import PAYOUT

__all__ = ["resolve_payout", "resolve_result"]

OTHER = "99"
Form = Mapping[str, Any]


def resolve_result(uow: UnitOfWork, result: BankResult, form: Form) -> tuple[BankFinding, Deed]:
    """What was found about a queued answer. Raises ``FindingExists`` for a second finding."""
    if uow.session.scalar(select(BankFinding.id).where(BankFinding.bank_result_id == result.id)):
        raise FindingExists(bank_result_id=result.id)
    payout = _named(uow, result.reference)
    batch = uow.session.get_one(PaymentBatch, result.batch_id)
    return _resolved(uow, payout, result.reference, batch, result, form)


def resolve_payout(uow: UnitOfWork, payout: Payout, form: Form) -> tuple[BankFinding, Deed]:
    """What was found about an attempt of which the bank says nothing: the last, or the one named."""
    reference = form.get("reference") or payout.attempts[-1].reference
    attempt = next((one for one in payout.attempts if one.reference == reference), None)
    if attempt is None:
        raise NotFound
    batch = uow.session.get_one(PaymentBatch, attempt.batch_id)
    return _resolved(uow, payout, reference, batch, None, form)


def _named(uow: UnitOfWork, reference: str) -> Payout | None:
    payout_id = uow.session.scalar(select(Attempt.payout_id).where(Attempt.reference == reference))
    payout = None if payout_id is None else uow.find(Payout, payout_id)
    return payout if payout is not None and uow.actor.sees(payout.union_path) else None


def _resolved(
    uow: UnitOfWork, payout: Payout | None, reference: str, batch: PaymentBatch,
    result: BankResult | None, form: Form,
) -> tuple[BankFinding, Deed]:  # fmt: skip
    attempt = _attempt(payout, reference)
    facts = _facts(uow, payout, form["reason"])
    about = None
    if payout is not None and attempt is not None:
        latest = attempt is payout.attempts[-1]
        about = doubted(
            result, attempt, latest=latest, payout=payout.state, batch_id=payout.batch_id
        )
    follows = consequence(form["finding"], about)
    if follows == "overpaid" and overpaid_before(uow, reference):
        follows = "stand"
    failed = [one for one in (*assess(RESOLVED, facts), finding_unfit(follows)) if not one.ok]
    if follows == "overpaid" and payout is not None:
        failed += short_of_money(uow, payout, facts)
    if failed:
        raise Refused.of(failed)
    finding = uow.add(
        BankFinding(
            id=uow.new_id(), union=batch.union, union_path=batch.union_path, reference=reference,
            bank_result_id=result.id if result else None, payout_id=payout.id if payout else None,
            finding=form["finding"], overpaid=follows == "overpaid",
            reason=Personal.of(form["reason"]), bank_serial=form.get("bank_serial"),
            found_on=uow.today,
        )
    )  # fmt: skip
    concerned = (batch.id, *((payout.application_id,) if payout else ()))
    deed = uow.record(
        "bank_finding.resolve", finding, after=form["finding"], duty=RESOLVED.duty,
        rule=RESOLVED.key, said={"reason": form["reason"]}, compared=facts.compared,
        concerns=concerned,
    )  # fmt: skip
    if follows == "overpaid" and payout is not None:
        post_overpayment(uow, deed, payout, reference)
    if follows in ("pay", "fail") and payout is not None and attempt is not None:
        _move(uow, payout, attempt, _Word.of(uow, result, form, follows), facts)
    return finding, deed


def _attempt(payout: Payout | None, reference: str) -> Attempt | None:
    attempts: Sequence[Attempt] = payout.attempts if payout else ()
    return next((one for one in attempts if one.reference == reference), None)


def _facts(uow: UnitOfWork, payout: Payout | None, reason: str) -> Facts:
    """What names nothing here is nobody's case: nobody holds a duty in it and nobody is its kin."""
    if payout is None:
        return Facts(
            actor=uow.actor, today=uow.today, opinion=reason, held=(), household=frozenset()
        )
    application = uow.session.get_one(Application, payout.application_id)
    line = Line(application, payout)
    return case_facts(uow, [line], payout.fund_id, reason)[application.id]


class _Word:
    """What the finding says in place of the bank."""

    def __init__(self, outcome: str, code: str | None, serial: str | None, at: Any) -> None:
        self.outcome, self.failure_code, self.bank_serial, self.occurred_at = (
            outcome,
            code,
            serial,
            at,
        )

    @classmethod
    def of(cls, uow: UnitOfWork, result: BankResult | None, form: Form, follows: str) -> _Word:
        at = form.get("occurred_at") or (result.occurred_at if result else uow.now)
        if follows == "fail":
            return cls("failed", form.get("failure_code") or OTHER, form.get("bank_serial"), at)
        said = result.bank_serial if result else None
        return cls("paid", None, form.get("bank_serial") or said, at)


def _move(
    uow: UnitOfWork, payout: Payout, attempt: Attempt, word: _Word, facts: Facts
) -> None:  # fmt: skip
    action = "find_paid" if word.outcome == "paid" else "find_unpaid"
    row = fire(PAYOUT, payout.state, action, facts)
    _stand_by(uow, payout, attempt)
    payout.state = attempt.state = row.target
    payout.failure_code = attempt.failure_code = word.failure_code
    attempt.bank_serial = word.bank_serial or attempt.bank_serial
    attempt.occurred_at = word.occurred_at
    payout.paid_at = word.occurred_at if row.target == "paid" else None
    deed = uow.record(
        f"payout.{row.target}", payout, before=row.source, after=row.target, rule=row.key,
        duty=row.duty, amount_fen=payout.amount_fen, compared=facts.compared,
    )  # fmt: skip
    batch = uow.session.get_one(PaymentBatch, attempt.batch_id)
    attempts = {attempt.reference: (payout, attempt)}
    known = Heard(batch, facts, attempts, True, {payout.application_id: facts})
    settle(uow, replace(known, deeds={payout.id: deed}))


def _stand_by(uow: UnitOfWork, payout: Payout, attempt: Attempt) -> None:
    """Of a payout that was to be sent again, the attempt that was paid is the one it stands by; the
    account is the one that was paid, whatever was proposed since."""
    if payout.reference == attempt.reference:
        return
    payout.reference, payout.batch_id = attempt.reference, attempt.batch_id
    payout.payee, payout.payee_confirmed = attempt.payee, True
    payout.account_digest = account_digest(uow, attempt.payee.fields()["number"])
