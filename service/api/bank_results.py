"""/v1/bank-results: what the bank says, and what of it waits for a person."""

from __future__ import annotations

from schemas.decision import PageQuery
from schemas.money import BankAnswersView, QueuedView
from schemas.views import page_of
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.funds import FORMS
from service.api.listing import PAGE
from service.api.payouts import instant
from service.use_cases.apply_bank_results import apply_bank_results
from service.use_cases.find_payout import queued_after
from workflows.payment_batch import GATEWAY

QUEUE_READERS = GATEWAY | {"payment_maker", "payment_checker", "auditor", "finance_system"}


@endpoint(
    "POST", "/v1/bank-results", roles=GATEWAY, takes=FORMS.results, gives=BankAnswersView,
    key=Key.REQUIRED,
)  # fmt: skip
def take_bank_results(call: Call) -> Result:
    """银行回单 Apply the bank's answers, line by line, each once however often it arrives."""
    lines = apply_bank_results(call.uow, call.body)
    return Result(lambda: {"lines": lines})


@endpoint(
    "GET", "/v1/bank-results", roles=QUEUE_READERS, query=PageQuery, gives=page_of(QueuedView)
)
def list_queued_results(call: Call) -> Result:
    """待核对回单 Answers of the bank that contradict what is known, or name nothing here."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = queued_after(call.uow, after, limit)
    items = [
        {
            "id": row.id,
            "batch_id": row.batch_id,
            "reference": row.reference,
            "outcome": row.outcome,
            "failure_code": row.failure_code,
            "bank_serial": row.bank_serial,
            "occurred_at": instant(row.occurred_at),
            "audit_number": row.made_by,
        }
        for row in rows
    ]
    cursor = rows[-1].made_by if rows else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})
