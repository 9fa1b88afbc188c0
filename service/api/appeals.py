"""/v1/appeals: against a refusal, brought for the worker, decided by other people."""

from __future__ import annotations

from typing import Any

from schemas.appeals import AppealDecision, AppealForm, AppealQuery, AppealView
from schemas.decision import ActionsView
from schemas.matters import AnswerLetterView
from schemas.views import page_of
from service.api.applications import find_application
from service.api.deadlines import Deadlines, answer_view
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE, page_view
from service.api.reasons import actions_view
from service.store.matters import Appeal
from service.use_cases.decide_appeal import answer_to_worker, decide_appeal, facts_for_appeal
from service.use_cases.file_appeal import file_appeal
from service.use_cases.find_appeal import (
    Brought,
    appeals_after,
    find_appeal,
    find_appeal_to_act,
)
from workflows.appeal import APPEAL, BY_CLERK, DECIDERS, UNDECIDED
from workflows.path import CLERK

__all__: list[str] = []

BY_ROW = ByRow(
    doors=lambda _brought: APPEAL.doors,
    rows=lambda brought, action: APPEAL.rows_for(getattr(brought, "state", ""), action),
    roles=lambda _brought, action: APPEAL.roles_for(action),
    widest=APPEAL,
)


def _view(appeal: Appeal, deadlines: Deadlines) -> dict[str, Any]:
    return {
        "id": appeal.id,
        "number": appeal.serial,
        "application_id": appeal.application_id,
        "refusal": appeal.refusal,
        "state": appeal.state,
        "union": appeal.union,
        "to": appeal.to_union,
        "reason": appeal.reason.value,
        "opinion": appeal.answer.value if appeal.answer else None,
        **deadlines.told(appeal, UNDECIDED),
        "audit_number": appeal.number,
    }


def _shown(call: Call, appeal: Appeal, location: str | None = None) -> Result:
    deadlines = Deadlines(call.uow)
    return Result(lambda: _view(appeal, deadlines), appeal, location)


@endpoint(
    "POST", "/v1/applications/<id>/appeals", roles=CLERK, takes=AppealForm, gives=AppealView,
    finds=find_application, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def bring_appeal(call: Call) -> Result:
    """申诉 Bring an appeal against the refusal of an application, on behalf of the worker."""
    appeal = file_appeal(call.uow, call.thing, call.body)
    return _shown(call, appeal, f"/v1/appeals/{appeal.id}")


@endpoint("GET", "/v1/appeals", roles=CASEWORK, query=AppealQuery, gives=page_of(AppealView))
def list_appeals(call: Call) -> Result:
    """申诉列表 The appeals about cases of the caller's unions."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = appeals_after(call.uow, call.query, after, limit)
    deadlines = Deadlines(call.uow)
    return page_view(rows, more, lambda appeal: _view(appeal, deadlines))


@endpoint("GET", "/v1/appeals/<id>", roles=CASEWORK, gives=AppealView, finds=find_appeal)
def get_appeal(call: Call) -> Result:
    """申诉 One appeal."""
    brought: Brought = call.thing
    return _shown(call, brought.appeal)


@endpoint("GET", "/v1/appeals/<id>/actions", roles=CASEWORK, gives=ActionsView, finds=find_appeal)
def appeal_actions(call: Call) -> Result:
    """可办事项 What the caller may do with this appeal, and why not."""
    appeal: Appeal = call.thing.appeal
    facts = facts_for_appeal(call.uow, appeal)
    view, ours = (
        actions_view(APPEAL, appeal.state, facts, path, call.language)
        for path in (appeal.to_path, appeal.union_path)
    )
    by_clerk = {one["action"]: one for one in ours["actions"] if one["action"] in BY_CLERK}
    view["actions"] = [by_clerk.get(one["action"], one) for one in view["actions"]]
    return Result(lambda: view, appeal)


@endpoint(
    "GET", "/v1/appeals/<id>/letter", roles=CASEWORK, gives=AnswerLetterView, finds=find_appeal
)
def appeal_letter(call: Call) -> Result:
    """复核决定书 The decision in writing, to the worker."""
    appeal: Appeal = call.thing.appeal
    letter = answer_to_worker(call.uow, appeal)
    view = answer_view(letter, appeal.id, appeal.number, call.language)
    return Result(lambda: view, appeal)


@endpoint(
    "POST", "/v1/appeals/<id>/<action>", roles=DECIDERS | CLERK, takes=AppealDecision,
    gives=AppealView, finds=find_appeal_to_act, by_row=BY_ROW, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_appeal(call: Call) -> Result:
    """复核 Put somebody in charge, uphold or dismiss an appeal, or withdraw it."""
    brought: Brought = call.thing
    decide_appeal(call.uow, brought.appeal, call.args["action"], call.body)
    return _shown(call, brought.appeal)
