"""/v1/objections: read, take up, uphold, dismiss, answer."""

from __future__ import annotations

from typing import Any

from schemas.decision import ActionsView
from schemas.matters import AnswerLetterView
from schemas.objections import ObjectionDecision, ObjectionQuery, ObjectionView
from schemas.views import page_of
from service.api.deadlines import Deadlines, answer_view, day
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE
from service.api.reasons import actions_view
from service.store.notice import Objection
from service.store.personal import Personal
from service.use_cases.answer_objection import answer_to_objector
from service.use_cases.decide_objection import decide_objection, facts_for_objection
from service.use_cases.find_notice import (
    Raised,
    find_objection,
    find_objection_to_decide,
    numbers_of,
    objections_after,
)
from workflows.actor import Actor
from workflows.objection import OBJECTION, UNDECIDED, union_above

__all__: list[str] = []

REVIEWER = frozenset({"reviewer"})
AUDITOR = frozenset({"auditor"})
ANSWERING = REVIEWER | AUDITOR
BY_ROW = ByRow(
    doors=lambda _raised: OBJECTION.doors,
    rows=lambda raised, action: OBJECTION.rows_for(getattr(raised, "state", ""), action),
    roles=lambda _raised, action: OBJECTION.roles_for(action),
    widest=OBJECTION,
)


def _view(
    objection: Objection, number: int, actor: Actor, deadlines: Deadlines
) -> dict[str, Any]:  # fmt: skip
    """Who raised it and why is for the union above and the auditor; the union objected to learns that
    it was."""
    told = _from_above(objection, actor) or actor.holds(AUDITOR, objection.union_path)
    triage = deadlines.last_day(objection.since, objection.triage_within)
    times = deadlines.told(objection, UNDECIDED)
    late = times["overdue"] or (objection.state == "open" and deadlines.passed(triage))
    return {
        "id": objection.id,
        "notice_id": objection.notice_id,
        "line": objection.line,
        "application_id": objection.application_id,
        "union": objection.union,
        "state": objection.state,
        "received_at": objection.received_at.isoformat(),
        "reason": objection.reason.value if told else None,
        "name": _text(objection.name) if told else None,
        "opinion": _text(objection.answer),
        "findings": _text(objection.findings) if told else None,
        "remedy": objection.remedy,
        **times,
        "overdue": late,
        "triage_due_on": day(triage),
        "audit_number": number,
        **({"hardship_file_id": objection.file_id} if objection.file_id else {}),
    }


def _from_above(objection: Objection, actor: Actor) -> bool:
    """By a post above, and by none at the union objected to: whoever sits there stays of that union
    by whatever else was given to them. At the root there is nobody above."""
    about, above = objection.union_path, union_above(objection.union_path)
    there = about != above and any(root.startswith(about) for root in actor.roots)
    return actor.sees(above) and not there


def _text(value: Personal | None) -> str | None:
    return None if value is None else value.value


def _shown(call: Call) -> Result:
    raised: Raised = call.thing
    deadlines = Deadlines(call.uow)
    return Result(
        lambda: _view(raised.objection, raised.number, call.actor, deadlines), raised.notice
    )


@endpoint(
    "GET", "/v1/objections", roles=CASEWORK, query=ObjectionQuery, gives=page_of(ObjectionView)
)
def list_objections(call: Call) -> Result:
    """异议列表 The objections to lines of the caller's unions."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = objections_after(call.uow, call.query, after, limit)
    numbers = numbers_of(call.uow, {row.notice_id for row in rows})
    deadlines = Deadlines(call.uow)
    items = [_view(row, numbers[row.notice_id], call.actor, deadlines) for row in rows]
    cursor = rows[-1].made_by if rows else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})


@endpoint("GET", "/v1/objections/<id>", roles=CASEWORK, gives=ObjectionView, finds=find_objection)
def get_objection(call: Call) -> Result:
    """异议 One objection; its version is that of its notice."""
    return _shown(call)


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
    "GET", "/v1/objections/<id>/letter", roles=ANSWERING, gives=AnswerLetterView,
    finds=find_objection_to_decide,
)  # fmt: skip
def objection_letter(call: Call) -> Result:
    """答复书 The answer in writing to whoever objected by name."""
    raised: Raised = call.thing
    letter = answer_to_objector(call.uow, raised.notice, raised.objection)
    view = answer_view(letter, raised.objection.id, raised.number, call.language)
    return Result(lambda: view, raised.notice)


@endpoint(
    "POST", "/v1/objections/<id>/<action>", roles=REVIEWER, takes=ObjectionDecision, gives=ObjectionView,
    finds=find_objection_to_decide, by_row=BY_ROW, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_objection(call: Call) -> Result:
    """核查异议 Take up an objection, uphold or dismiss it, with reasons."""
    raised: Raised = call.thing
    decide_objection(call.uow, raised.notice, raised.objection, call.args["action"], call.body)
    return _shown(call)
