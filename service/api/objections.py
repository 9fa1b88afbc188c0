"""/v1/objections: read, uphold, dismiss."""

from __future__ import annotations

from typing import Any

from schemas.decision import ActionsView, Decision
from schemas.notice import ObjectionQuery, ObjectionView
from schemas.views import page_of
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE
from service.api.reasons import actions_view
from service.store.notice import Objection
from service.store.personal import Personal
from service.use_cases.decide_objection import decide_objection, facts_for_objection
from service.use_cases.find_notice import (
    Raised,
    find_objection,
    find_objection_to_decide,
    numbers_of,
    objections_after,
)
from workflows.actor import Actor
from workflows.objection import OBJECTION, union_above

__all__: list[str] = []

REVIEWER = frozenset({"reviewer"})
AUDITOR = frozenset({"auditor"})
BY_ROW = ByRow(
    doors=lambda _raised: OBJECTION.doors,
    rows=lambda raised, action: OBJECTION.rows_for(getattr(raised, "state", ""), action),
    roles=lambda _raised, action: OBJECTION.roles_for(action),
    widest=OBJECTION,
)


def _view(objection: Objection, number: int, actor: Actor) -> dict[str, Any]:
    """Who raised it and why is for the union above; the union objected to learns that it was."""
    told = actor.sees(union_above(objection.union_path)) or actor.holds(
        AUDITOR, objection.union_path
    )
    return {
        "id": objection.id,
        "notice_id": objection.notice_id,
        "line": objection.line,
        "application_id": objection.application_id,
        "hardship_file_id": objection.file_id,
        "union": objection.union,
        "state": objection.state,
        "received_at": objection.received_at.isoformat(),
        "reason": objection.reason.value if told else None,
        "name": _text(objection.name) if told else None,
        "opinion": _text(objection.answer),
        "audit_number": number,
    }


def _text(value: Personal | None) -> str | None:
    return None if value is None else value.value


def _shown(raised: Raised, actor: Actor) -> Result:
    return Result(lambda: _view(raised.objection, raised.number, actor), raised.notice)


@endpoint(
    "GET", "/v1/objections", roles=CASEWORK, query=ObjectionQuery, gives=page_of(ObjectionView)
)
def list_objections(call: Call) -> Result:
    """异议列表 The objections to lines of the caller's unions."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = objections_after(call.uow, call.query, after, limit)
    numbers = numbers_of(call.uow, {row.notice_id for row in rows})
    items = [_view(row, numbers[row.notice_id], call.actor) for row in rows]
    cursor = rows[-1].made_by if rows else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})


@endpoint("GET", "/v1/objections/<id>", roles=CASEWORK, gives=ObjectionView, finds=find_objection)
def get_objection(call: Call) -> Result:
    """异议 One objection; its version is that of its notice."""
    return _shown(call.thing, call.actor)


@endpoint(
    "GET", "/v1/objections/<id>/actions", roles=CASEWORK, gives=ActionsView, finds=find_objection
)
def objection_actions(call: Call) -> Result:
    """可办事项 What the caller may do with this objection, and why not."""
    raised: Raised = call.thing
    facts = facts_for_objection(call.uow, raised.objection)
    above = union_above(raised.union_path)
    view = actions_view(OBJECTION, raised.state, facts, above, call.language)
    return Result(lambda: view, raised.notice)


@endpoint(
    "POST", "/v1/objections/<id>/<action>", roles=REVIEWER, takes=Decision, gives=ObjectionView,
    finds=find_objection_to_decide, by_row=BY_ROW, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_objection(call: Call) -> Result:
    """核查异议 Uphold or dismiss an objection, with reasons."""
    raised: Raised = call.thing
    decide_objection(
        call.uow, raised.notice, raised.objection, call.args["action"], call.body.get("opinion")
    )
    return _shown(raised, call.actor)
