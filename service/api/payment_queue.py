"""/v1/payment-queue: what has not arrived, since when, why, and what comes next."""

from __future__ import annotations

from datetime import date
from typing import Any

from schemas.payment_queue import QueuedPayoutView, UndistributedView, queue_queries
from schemas.views import page_of
from service.api.endpoint import Call, Result, endpoint
from service.api.listing import PAGE
from service.api.payouts import PAYOUT_READERS
from service.unit_of_work import UnitOfWork
from service.use_cases.case_waiting import told_due
from service.use_cases.payment_queue import Queued, queued_page
from service.use_cases.undistributed import undistributed
from service.use_cases.working_calendar import calendar_for
from workflows.errors import CalendarUnknown
from workflows.payment_queue import WAITING, roles_owing
from workflows.term import worked_between
from workflows.vocabulary import codes, label
from workflows.vocabulary.banking import FAILURE_ADVICE

__all__: list[str] = []

QUEUE, SUMS = queue_queries({"state": WAITING, "failure_code": codes("failure_code")})


def _worked(uow: UnitOfWork, since: date) -> int | None:
    try:
        return worked_between(calendar_for(uow), since, uow.today)
    except CalendarUnknown:
        return None


def _in_words(step: str, code: str | None, word: str) -> str:
    """What the house advises after this failure, or else the step itself."""
    advice = FAILURE_ADVICE.get(code) if code else None
    if advice is None:
        return label("payment_step", step, word)
    return advice.en if word == "en" else advice.zh


def _view(uow: UnitOfWork, one: Queued, language: str) -> dict[str, Any]:
    payout, step = one.payout, one.step
    word = "en" if language == "en" else "zh"
    own = {"clerk"} & roles_owing(step)
    code = payout.failure_code if payout.state == "failed" else None
    return {
        "payout_id": payout.id,
        "application_id": payout.application_id,
        "application_number": one.application.serial,
        "programme": payout.programme,
        "union": payout.union,
        "paying_union": one.fund.union,
        "fund_id": payout.fund_id,
        "batch_id": payout.batch_id,
        "batch_state": one.batch.state if one.batch else None,
        "state": payout.state,
        "amount_fen": payout.amount_fen,
        "failure_code": code,
        "failure": label("failure_code", code, word) if code else None,
        "since": one.since.isoformat(),
        "age_days": (uow.today - one.since).days,
        "age_working_days": _worked(uow, one.since),
        **told_due(uow, one.application.since, one.application.within),
        "holds": [
            {"code": v.name, "title": v.title(language), "values": dict(v.values)}
            for v in one.holds
        ],
        "step": step,
        "next": _in_words(step, code, word),
        "owing": {
            "union": payout.union if own else one.fund.union,
            "roles": sorted(roles_owing(step)),
        },
        "audit_number": payout.number,
    }


@endpoint(
    "GET", "/v1/payment-queue", roles=PAYOUT_READERS, query=QUEUE,
    gives=page_of(QueuedPayoutView),
)  # fmt: skip
def payment_queue(call: Call) -> Result:
    """待处理发放 Every payout that waits for a person or the bank, the longest first."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = queued_page(call.uow, call.query, after, limit)
    items = [_view(call.uow, row, call.language) for row in rows]
    cursor = items[-1]["audit_number"] if items else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})


@endpoint(
    "GET", "/v1/reports/undistributed", roles=PAYOUT_READERS, query=SUMS, gives=UndistributedView
)
def report_undistributed(call: Call) -> Result:
    """未到账统计 What has not arrived, by fund, state and age."""
    told = undistributed(call.uow, call.query)
    return Result(lambda: told)
