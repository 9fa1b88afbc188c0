"""制单: a maker puts approved applications in a batch, every attempt with its reference.

Planned first, with everything that stands against it, then written: a dry run stops between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.store.application import Application
from service.store.banking import PayingAccount
from service.store.campaign import Campaign
from service.store.money import Attempt, Fund, PaymentBatch, Payout
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import inner_state, table_for
from service.use_cases.campaign_lines import lines_of
from service.use_cases.fund_books import broken_books
from service.use_cases.in_scope import in_scope
from service.use_cases.paying_accounts import account_for
from service.use_cases.payment_lines import Line, case_facts, failures, lines_asked_for, payout_row
from workflows.engine import fire
from workflows.errors import CampaignEmpty, Refused, RoleRequired, Verdict
from workflows.facts import Facts
from workflows.fund_guards import ledger_broken
from workflows.money_facts import MoneyFacts
from workflows.path import plain
from workflows.payable import control_mismatch, not_payable, payout_exists
from workflows.paying import MAKER
from workflows.payout import PAYOUT, reference_of
from workflows.table import Row

__all__ = ["Plan", "make_batch", "plan_batch"]

DUTY = "make"


@dataclass(frozen=True, slots=True)
class Plan:
    """A batch that may be made: nothing has been written yet."""

    fund: Fund
    lines: Sequence[Line]
    facts: Mapping[str, Facts]
    account: PayingAccount | None = None

    @property
    def total_fen(self) -> int:
        return sum(line.application.award_fen for line in self.lines)


def plan_batch(uow: UnitOfWork, form: Mapping[str, Any]) -> Plan:
    """Look at every line and at the control totals; a refusal names all that is wrong.

    Raises ``NotFound`` for a fund or an application out of scope, else the gravest failure.
    """
    fund = in_scope(uow, uow.actor, Fund, form["fund_id"])
    post = uow.actor.holds(MAKER, fund.union_path)
    if post is None:
        raise RoleRequired(roles=sorted(MAKER), union=fund.union)
    uow.appointment = post
    wanted = form.get("application_ids") or _of_campaign(uow, form["campaign_id"])
    lines = lines_asked_for(uow, wanted)
    account = account_for(uow, fund, form.get("paying_account_id"))
    plan = Plan(fund, lines, case_facts(uow, lines, fund.id), account)
    declared = (form["control"]["count"], form["control"]["total_fen"])
    found = [v for line in lines for v in _failures(line, plan.facts[line.application.id])]
    control = control_mismatch(declared, (len(lines), plan.total_fen))
    failed = [*found, *([] if control.ok else [control]), *_broken(uow, fund)]
    if failed:
        raise Refused.of(failed)
    return plan


def _broken(uow: UnitOfWork, fund: Fund) -> list[Verdict]:
    books = MoneyFacts(broken=broken_books(uow, fund.id))
    told = ledger_broken(Facts(actor=uow.actor, today=uow.today, money=books))
    return [verdict for verdict in told if not verdict.ok]


def _of_campaign(uow: UnitOfWork, campaign_id: str) -> list[str]:
    """Its approved lines, as far as the maker sees the campaign. Raises ``CampaignEmpty`` for none."""
    campaign = in_scope(uow, uow.actor, Campaign, campaign_id)
    found = [one.id for one in lines_of(uow, campaign.id, {"approved"})]
    if not found:
        raise CampaignEmpty(campaign_id=campaign.id)
    return found


def _failures(line: Line, facts: Facts) -> list[Verdict]:
    application, payout = line.application, line.payout
    if payout is not None and (payout.state != "pending" or payout.batch_id is not None):
        return [payout_exists(application.id, payout.id, payout.state)]
    row = _row(line)
    if row is None:
        return [not_payable(application.id, application.state)]
    return list(failures(row, facts, application.id))


def _row(line: Line) -> Row | None:
    """How the line is made: an approved application anew, a reissued payout once more."""
    if line.payout is not None:
        return payout_row("make")
    rows = table_for(line.application).rows_for(inner_state(line.application), "make")
    return rows[0] if rows else None


def make_batch(uow: UnitOfWork, plan: Plan) -> tuple[PaymentBatch, list[Payout]]:
    """Write what was planned: batch, payouts, attempts, and the applications now being paid."""
    fund = plan.fund
    batch = uow.add(
        PaymentBatch(
            id=uow.new_id(), union=fund.union, union_path=fund.union_path, state="draft",
            fund_id=fund.id, count=len(plan.lines), total_fen=plan.total_fen,
            paying_account_id=plan.account.id if plan.account else None,
        )
    )  # fmt: skip
    uow.record(
        "payment_batch.make", batch, after="draft", duty=DUTY, amount_fen=batch.total_fen,
        concerns=tuple(line.application.id for line in plan.lines),
    )  # fmt: skip
    payouts = []
    for place, line in enumerate(plan.lines, start=1):
        facts = plan.facts[line.application.id]
        payout = line.payout or _new_payout(uow, line.application, fund)
        payouts.append(payout)
        _try(uow, payout, batch, place, facts, again=line.payout is not None)
        if line.payout is None:
            _being_paid(uow, line.application, facts)
    return batch, payouts


def _new_payout(uow: UnitOfWork, application: Application, fund: Fund) -> Payout:
    return uow.add(
        Payout(
            id=uow.new_id(), union=application.union, union_path=application.union_path,
            application_id=application.id, file_id=application.file_id,
            programme=application.programme, fund_id=fund.id, state="pending", live=True,
            amount_fen=application.award_fen, payee=application.payee,
            payee_person_id=application.payee_person_id,
            account_digest=application.account_digest, payee_confirmed=True, attempts=[],
        )
    )  # fmt: skip


def _try(
    uow: UnitOfWork, payout: Payout, batch: PaymentBatch, place: int, facts: Facts, *, again: bool
) -> None:
    """A new attempt; its reference is written before anything is sent and never changes."""
    row = fire(PAYOUT, payout.state, "make", facts)
    sequence = len(payout.attempts) + 1
    payout.batch_id, payout.state = batch.id, row.target
    payout.reference = reference_of(payout.id, sequence)
    payout.attempts.append(
        Attempt(
            id=uow.new_id(), payout_id=payout.id, sequence=sequence, batch_id=batch.id,
            line=place, reference=payout.reference, payee=payout.payee, state=row.target,
        )
    )  # fmt: skip
    uow.record(
        "payout.make", payout, before=row.source if again else None, after=row.target,
        duty=row.duty, rule=row.key, amount_fen=payout.amount_fen,
    )  # fmt: skip


def _being_paid(uow: UnitOfWork, application: Application, facts: Facts) -> None:
    row = fire(table_for(application), inner_state(application), "make", facts)
    application.state = plain(row.target)
    uow.record(
        "application.make", application, before=plain(row.source), after=application.state,
        duty=row.duty, rule=row.key, amount_fen=application.award_fen,
        compared=facts.compared,
    )  # fmt: skip
