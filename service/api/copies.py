"""/v1/copies: cases that were brought to the caller's notice (抄送)."""

from __future__ import annotations

from typing import Any, Final

from schemas.standing import CopyForm, CopyView, OwnPageQuery
from schemas.views import page_of
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE, page_view
from service.store.application import Application
from service.store.standing import CaseCopy
from service.use_cases.copy_case import copy_case, find_own_copy, read_copy
from service.use_cases.in_scope import by_id, page_after, within
from workflows.vocabulary import Role

__all__: list[str] = []

SENDERS: Final = CASEWORK - {Role.AUDITOR}


def _view(one: CaseCopy) -> dict[str, Any]:
    return {
        "id": one.id,
        "application_id": one.application_id,
        "union": one.union,
        "to": one.officer_id,
        "sent_by": one.sent_by,
        "sent_on": one.sent_on.isoformat(),
        "opinion": one.opinion.value if one.opinion else None,
        "read_on": one.read_on.isoformat() if one.read_on else None,
        "audit_number": one.number,
    }


@endpoint(
    "POST", "/v1/applications/<id>/copy", roles=SENDERS, takes=CopyForm, gives=CopyView,
    finds=by_id(Application), key=Key.ACCEPTED, status=201,
)  # fmt: skip
def copy_to(call: Call) -> Result:
    """抄送 Bring a case to the notice of an officer whose own scope covers it."""
    made = copy_case(call.uow, call.thing, call.body)
    return Result(lambda: _view(made), made, f"/v1/copies/{made.id}")


@endpoint("GET", "/v1/copies", roles=CASEWORK, query=OwnPageQuery, gives=page_of(CopyView))
def list_copies(call: Call) -> Result:
    """抄送我的 What was copied to the caller, as far as they still see it."""
    own = [CaseCopy.officer_id == call.actor.subject, within(CaseCopy.union_path, call.actor)]
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = page_after(call.uow, CaseCopy, own, after, limit)
    return page_view(rows, more, _view)


@endpoint("GET", "/v1/copies/<id>", roles=CASEWORK, gives=CopyView, finds=find_own_copy)
def get_copy(call: Call) -> Result:
    """抄送 One case that was copied to the caller."""
    return Result(lambda: _view(call.thing), call.thing)


@endpoint(
    "POST", "/v1/copies/<id>/read", roles=SENDERS, gives=CopyView, finds=find_own_copy,
    versioned=True, key=Key.ACCEPTED,
)  # fmt: skip
def mark_copy_read(call: Call) -> Result:
    """已阅 Mark a copy as read."""
    read_copy(call.uow, call.thing)
    return Result(lambda: _view(call.thing), call.thing)
