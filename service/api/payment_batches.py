"""/v1/payment-batches: make, submit, release, dispatch, and the file for the bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemas.decision import Decision, TrailView
from schemas.money import (
    BatchForm,
    BatchPlanView,
    BatchQuery,
    BatchSummaryView,
    BatchView,
    DryRun,
)
from schemas.views import page_of
from service.api.account_advice import account_advice
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.listing import listed
from service.api.payouts import instant
from service.store.money import PaymentBatch, Payout
from service.use_cases.act_on_batch import act_on_batch
from service.use_cases.find_payout import lines_told
from service.use_cases.in_scope import by_id
from service.use_cases.make_batch import Plan, make_batch, plan_batch
from service.use_cases.tell_trail import tell_trail
from workflows.paying import MAKER
from workflows.payment_batch import PAYMENT_BATCH

__all__ = ["BATCH_READERS", "batch_view", "find_batch"]

BATCH_READERS = frozenset(
    {
        "payment_maker", "payment_checker", "fund_manager", "approver", "auditor",
        "finance_system", "bank_gateway",
    }
)  # fmt: skip
ACTORS = frozenset({"payment_maker", "payment_checker"})
find_batch = by_id(PaymentBatch)
BY_ROW = ByRow(
    doors=lambda _batch: PAYMENT_BATCH.doors,
    rows=lambda batch, action: PAYMENT_BATCH.rows_for(getattr(batch, "state", ""), action),
    roles=lambda _batch, action: PAYMENT_BATCH.roles_for(action),
    widest=PAYMENT_BATCH,
)


def summary_view(batch: PaymentBatch) -> dict[str, Any]:
    return {
        "id": batch.id,
        "number": batch.serial,
        "state": batch.state,
        "union": batch.union,
        "fund_id": batch.fund_id,
        "paying_account_id": batch.paying_account_id,
        "control": {"count": batch.count, "total_fen": batch.total_fen},
        "manifest": batch.manifest,
        "dispatched_at": instant(batch.dispatched_at),
        "audit_number": batch.number,
    }


def batch_view(batch: PaymentBatch, payouts: Sequence[Payout]) -> dict[str, Any]:
    """A batch as a write leaves it: its lines are those of the payouts just moved."""
    return {**summary_view(batch), "lines": [_line(payout) for payout in payouts]}


def _line(payout: Payout) -> dict[str, Any]:
    attempt = payout.attempts[-1]
    return {
        "line": attempt.line,
        "reference": attempt.reference,
        "state": attempt.state,
        "application_id": payout.application_id,
        "payout_id": payout.id,
        "amount_fen": payout.amount_fen,
    }


def _plan_view(plan: Plan) -> dict[str, Any]:
    lines = [
        {
            "application_id": line.application.id,
            "amount_fen": line.application.award_fen,
            "payout_id": line.payout.id if line.payout else None,
            "advice": account_advice((line.payout or line.application).payee),
        }
        for line in plan.lines
    ]
    control = {"count": len(plan.lines), "total_fen": plan.total_fen}
    return {"fund_id": plan.fund.id, "control": control, "lines": lines}


@endpoint(
    "POST", "/v1/payment-batches", roles=MAKER, takes=BatchForm, query=DryRun, gives=BatchView,
    tries=BatchPlanView, key=Key.REQUIRED, status=201,
)  # fmt: skip
def make_payment_batch(call: Call) -> Result:
    """制单 Put approved applications in a batch; a dry run looks at everything and writes nothing."""
    plan = plan_batch(call.uow, call.body)
    if call.query.get("dry_run") == "true":
        return Result(lambda: _plan_view(plan), trial=True)
    batch, payouts = make_batch(call.uow, plan)
    return Result(lambda: batch_view(batch, payouts), batch, f"/v1/payment-batches/{batch.id}")


@endpoint(
    "GET", "/v1/payment-batches", roles=BATCH_READERS, query=BatchQuery,
    gives=page_of(BatchSummaryView),
)  # fmt: skip
def list_batches(call: Call) -> Result:
    """批次列表 The batches of the caller's unions, without their lines."""
    return listed(call, PaymentBatch, summary_view, {"number": "serial"})


@endpoint("GET", "/v1/payment-batches/<id>", roles=BATCH_READERS, gives=BatchView, finds=find_batch)
def get_batch(call: Call) -> Result:
    """批次 One batch with its lines and, once dispatched, its manifest."""
    lines = [row._asdict() for row in lines_told(call.uow, call.thing)]
    return Result(lambda: {**summary_view(call.thing), "lines": lines}, call.thing)


@endpoint(
    "GET", "/v1/payment-batches/<id>/trail", roles=BATCH_READERS, gives=TrailView, finds=find_batch
)
def batch_trail(call: Call) -> Result:
    """办理过程 The batch's history, entry by entry."""
    items = tell_trail(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "POST", "/v1/payment-batches/<id>/<action>", roles=ACTORS, takes=Decision, gives=BatchView,
    finds=find_batch, by_row=BY_ROW, versioned=True, key=Key.REQUIRED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_payment_batch(call: Call) -> Result:
    """办理 Submit, release, dispatch, return or cancel a batch."""
    payouts = act_on_batch(call.uow, call.thing, call.args["action"], call.body.get("opinion"))
    return Result(lambda: batch_view(call.thing, payouts), call.thing)
