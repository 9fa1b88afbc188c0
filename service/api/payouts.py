"""/v1/payouts: the feed finance systems follow, one payout, and what people decide about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from schemas.decision import Decision, TrailView
from schemas.money import PayoutItemView, PayoutQuery, PayoutView, ReissueForm, ReturnForm
from schemas.views import page_of
from service.api.account_advice import account_advice
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.listing import PAGE
from service.api.masks import account_view
from service.store.money import Attempt, Payout
from service.use_cases.act_on_payout import (
    cancel_payout,
    confirm_payee,
    reissue_payout,
    return_payout,
)
from service.use_cases.find_payout import COLUMNS, payouts_after
from service.use_cases.in_scope import by_id
from service.use_cases.tell_trail import tell_trail
from workflows.payout import PAYOUT
from workflows.vocabulary import label
from workflows.vocabulary.banking import FAILURE_ADVICE

__all__ = ["PAYOUT_READERS", "instant"]

PAYOUT_READERS = frozenset(
    {"finance_system", "auditor", "payment_maker", "payment_checker", "approver", "fund_manager"}
)
OPTIONAL = frozenset({"body_optional"})
find_payout = by_id(Payout)


def instant(at: datetime | None) -> str | None:
    """An instant as this wire writes it: UTC, with its zone."""
    return None if at is None else at.isoformat().replace("+00:00", "Z")


def _item(row: Any) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in COLUMNS if name != "number"}
    for name in ("recovery_fen", "recovered_fen"):
        told[name] = told[name] or 0
    return {**told, "paid_at": instant(row.paid_at), "audit_number": row.number}


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "sequence": attempt.sequence,
        "reference": attempt.reference,
        "batch_id": attempt.batch_id,
        "state": attempt.state,
        "failure_code": attempt.failure_code,
        "bank_serial": attempt.bank_serial,
        "return_serial": attempt.return_serial,
        "occurred_at": instant(attempt.occurred_at),
    }


def _failure(code: str | None, language: str) -> dict[str, Any] | None:
    """Why it failed, and what whoever reads it is to do now."""
    if code is None:
        return None
    advice, english = FAILURE_ADVICE[code], language == "en"
    return {
        "code": code,
        "text": label("failure_code", code, "en" if english else "zh"),
        "actor": advice.actor,
        "again_unchanged": advice.again,
        "correct_account": advice.correct,
        "next": advice.en if english else advice.zh,
    }


def payout_view(payout: Payout, language: str) -> dict[str, Any]:
    return {
        **_item(payout),
        "failure": _failure(payout.failure_code, language),
        "payee": account_view(payout.payee),
        "advice": account_advice(payout.payee),
        "attempts": [_attempt(attempt) for attempt in payout.attempts],
    }


def _shown(call: Call) -> Result:
    return Result(lambda: payout_view(call.thing, call.language), call.thing)


@endpoint(
    "GET", "/v1/payouts", roles=PAYOUT_READERS, query=PayoutQuery, gives=page_of(PayoutItemView)
)
def list_payouts(call: Call) -> Result:
    """发放流水 Payouts in the order of their last change, from a cursor on."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = payouts_after(call.uow, call.query, after, limit)
    items = [_item(row) for row in rows]
    cursor = rows[-1].number if rows else after  # nothing new: ask again from where you stand
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})


@endpoint("GET", "/v1/payouts/<id>", roles=PAYOUT_READERS, gives=PayoutView, finds=find_payout)
def get_payout(call: Call) -> Result:
    """一笔发放 One payout with its attempts."""
    return _shown(call)


@endpoint("GET", "/v1/payouts/<id>/trail", roles=PAYOUT_READERS, gives=TrailView, finds=find_payout)
def payout_trail(call: Call) -> Result:
    """办理过程 The payout's history, entry by entry."""
    items = tell_trail(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "POST", "/v1/payouts/<id>/reissue", roles=PAYOUT.roles_for("reissue"), takes=ReissueForm,
    gives=PayoutView, finds=find_payout, versioned=True, key=Key.REQUIRED,
)  # fmt: skip
def reissue(call: Call) -> Result:
    """重发 Make a failed or returned payout payable again, in a new batch."""
    reissue_payout(call.uow, call.thing, call.body)
    return _shown(call)


@endpoint(
    "POST", "/v1/payouts/<id>/confirm-payee", roles=PAYOUT.roles_for("confirm_payee"),
    takes=Decision, gives=PayoutView, finds=find_payout, versioned=True, key=Key.REQUIRED,
    notes=OPTIONAL,
)  # fmt: skip
def confirm_new_payee(call: Call) -> Result:
    """复核账户 Confirm the changed account as a second person."""
    confirm_payee(call.uow, call.thing, call.body.get("opinion"))
    return _shown(call)


@endpoint(
    "POST", "/v1/payouts/<id>/return", roles=PAYOUT.roles_for("return"), takes=ReturnForm,
    gives=PayoutView, finds=find_payout, versioned=True, key=Key.REQUIRED,
)  # fmt: skip
def record_return(call: Call) -> Result:
    """退汇 Record that the bank sent a paid payment back."""
    return_payout(call.uow, call.thing, call.body)
    return _shown(call)


@endpoint(
    "POST", "/v1/payouts/<id>/cancel", roles=PAYOUT.roles_for("cancel"), takes=Decision,
    gives=PayoutView, finds=find_payout, versioned=True, key=Key.REQUIRED, notes=OPTIONAL,
)  # fmt: skip
def give_up_payout(call: Call) -> Result:
    """取消发放 Give a payout up for good: its money is free again, the application lapses."""
    cancel_payout(call.uow, call.thing, call.body.get("opinion"))
    return _shown(call)
