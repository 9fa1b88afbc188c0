"""/v1/bank-results: what the bank says, and what of it waits for a person."""

from __future__ import annotations

from typing import Any, Final

from schemas.banking import (
    DoubtView,
    QueuedQuery,
    QueuedResultView,
    UnansweredQuery,
    UnansweredView,
    bank_forms,
)
from schemas.money import BankAnswersView
from schemas.views import page_of
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.funds import FORMS
from service.api.listing import PAGE
from service.api.payouts import find_payout, instant
from service.bank.layout import ANSWER, layouts
from service.store.banking import BankFinding
from service.store.money import Payout
from service.unit_of_work import SHANGHAI, Deed
from service.use_cases.apply_bank_results import apply_bank_results
from service.use_cases.find_bank_results import (
    Queued,
    age_days,
    find_subject,
    queued_after,
    queued_one,
    waiting_after,
)
from service.use_cases.resolve_doubt import resolve_payout, resolve_result
from workflows.bank_finding import RESOLVED
from workflows.payment_batch import GATEWAY
from workflows.vocabulary import CODE_LISTS, codes, label

__all__ = ["BANK_FORMS", "QUEUE_READERS"]

QUEUE_READERS = GATEWAY | {"payment_maker", "payment_checker", "auditor", "finance_system"}
BANK_FORMS: Final = bank_forms({name: codes(name) for name in CODE_LISTS}, tuple(layouts(ANSWER)))
WAIT: Final = "await_bank"


@endpoint(
    "POST", "/v1/bank-results", roles=GATEWAY, takes=FORMS.results, gives=BankAnswersView,
    key=Key.REQUIRED,
)  # fmt: skip
def take_bank_results(call: Call) -> Result:
    """银行回单 Apply the bank's answers, line by line, each once however often it arrives."""
    lines = apply_bank_results(call.uow, call.body)
    return Result(lambda: {"lines": lines})


def _advice(code: str, language: str) -> dict[str, str]:
    words = label("queue_advice", code, "en" if language == "en" else "zh")
    return {"advice": code, "advice_text": words}


def _finding(finding: Any) -> dict[str, Any]:
    return {
        "id": finding.id,
        "finding": finding.finding,
        "overpaid": finding.overpaid,
        "found_on": finding.found_on.isoformat(),
    }


def queued_view(call: Call, one: Queued) -> dict[str, Any]:
    row = one.result
    return {
        "id": row.id,
        "batch_id": row.batch_id,
        "payout_id": one.attempt.payout_id if one.attempt else None,
        "reference": row.reference,
        "outcome": row.outcome,
        "failure_code": row.failure_code,
        "bank_serial": row.bank_serial,
        "amount_fen": row.amount_fen,
        "occurred_at": instant(row.occurred_at),
        "state": one.attempt.state if one.attempt else None,
        "reason": row.reason,
        "age_days": age_days(call.uow, row),
        **_advice(one.advice, call.language),
        "finding": _finding(one.finding) if one.finding else None,
        "audit_number": row.made_by,
    }


@endpoint(
    "GET", "/v1/bank-results", roles=QUEUE_READERS, query=QueuedQuery,
    gives=page_of(QueuedResultView),
)  # fmt: skip
def list_queued_results(call: Call) -> Result:
    """待核对回单 Answers of the bank that contradict what is known, or name nothing here."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    resolved = call.query.get("resolved") == "true"
    rows, more = queued_after(call.uow, after, limit, resolved=resolved)
    items = [queued_view(call, one) for one in rows]
    cursor = rows[-1].result.made_by if rows else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})


@endpoint(
    "GET", "/v1/bank-results/<id>", roles=QUEUE_READERS, gives=QueuedResultView, finds=find_subject
)
def get_queued_result(call: Call) -> Result:
    """待核对回单 One of them; its ETag is that of the payout it names, or else of its batch."""
    told = queued_view(call, queued_one(call.uow, call.args["id"]))
    return Result(lambda: told, call.thing)


@endpoint(
    "POST", "/v1/bank-results/<id>/resolve", roles=RESOLVED.roles, takes=BANK_FORMS.finding,
    gives=DoubtView, finds=find_subject, versioned=True, key=Key.REQUIRED,
)  # fmt: skip
def resolve_queued_result(call: Call) -> Result:
    """核实 Record what was found out about a queued answer; where money follows, the payout moves."""
    result = queued_one(call.uow, call.args["id"]).result
    finding, deed = resolve_result(call.uow, result, call.body)
    payout = call.thing if isinstance(call.thing, Payout) else None
    return Result(lambda: _doubt(finding, deed, payout), call.thing)


@endpoint(
    "POST", "/v1/payouts/<id>/resolve", roles=RESOLVED.roles, takes=BANK_FORMS.unanswered,
    gives=DoubtView, finds=find_payout, versioned=True, key=Key.REQUIRED,
)  # fmt: skip
def resolve_unanswered(call: Call) -> Result:
    """核实在途 Record what the bank said when it was asked about a payout without an answer."""
    finding, deed = resolve_payout(call.uow, call.thing, call.body)
    return Result(lambda: _doubt(finding, deed, call.thing), call.thing)


def _doubt(finding: BankFinding, deed: Deed, payout: Payout | None) -> dict[str, Any]:
    return {
        **_finding(finding),
        "reference": finding.reference,
        "bank_result_id": finding.bank_result_id,
        "payout_id": finding.payout_id,
        "payout_state": payout.state if payout else None,
        "audit_number": deed.number,
        "audit_hash": deed.leaf_hash.hex(),
    }


@endpoint(
    "GET", "/v1/unanswered-payouts", roles=QUEUE_READERS, query=UnansweredQuery,
    gives=page_of(UnansweredView),
)  # fmt: skip
def list_unanswered(call: Call) -> Result:
    """在途未回单 Payouts that were sent and wait for the bank's answer, with their age."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = waiting_after(call.uow, call.query, after, limit)
    items = [_unanswered(call, row) for row in rows]
    cursor = rows[-1].number if rows else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})


def _unanswered(call: Call, row: Any) -> dict[str, Any]:
    sent_on = row.dispatched_at.astimezone(SHANGHAI).date()
    return {
        "payout_id": row.id,
        "batch_id": row.batch_id,
        "union": row.union,
        "reference": row.reference,
        "state": row.state,
        "amount_fen": row.amount_fen,
        "sent_at": instant(row.dispatched_at),
        "age_days": max((call.uow.today - sent_on).days, 0),
        **_advice(WAIT, call.language),
        "audit_number": row.number,
    }
