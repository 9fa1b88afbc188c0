"""/v1/unattended-applications: cases on which nobody can act, for whoever appoints; and who can act."""

from __future__ import annotations

from typing import Any, Final

from schemas.standing import CandidatesView, OwnPageQuery, UnattendedView
from schemas.views import page_of
from service.api.application_views import stage_view
from service.api.endpoint import Call, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE, page_view
from service.store.application import Application
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import file_of
from service.use_cases.in_scope import by_id, page_after, within
from service.use_cases.who_can_act import who_can_act
from workflows.vocabulary import Role

__all__: list[str] = []

ADMINISTRATORS: Final = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})


def _view(uow: UnitOfWork, one: Application) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.serial,
        "programme": one.programme,
        "union": one.union,
        "state": one.state,
        "stage": stage_view(uow, one),
        "stuck_on": one.stuck_on.isoformat() if one.stuck_on else None,
        "audit_number": one.number,
    }


@endpoint(
    "GET", "/v1/unattended-applications", roles=ADMINISTRATORS, query=OwnPageQuery,
    gives=page_of(UnattendedView),
)  # fmt: skip
def list_unattended(call: Call) -> Result:
    """无人可办 The cases on which nobody at their stage or above can act: somebody is to be appointed."""
    stuck = [Application.stuck_on.is_not(None), within(Application.union_path, call.actor)]
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = page_after(call.uow, Application, stuck, after, limit)
    return page_view(rows, more, lambda one: _view(call.uow, one))


@endpoint(
    "GET", "/v1/applications/<id>/who-can-act", roles=CASEWORK | {Role.SYSTEM_ADMIN},
    gives=CandidatesView, finds=by_id(Application),
)  # fmt: skip
def case_candidates(call: Call) -> Result:
    """可办人员 Who holds the role of the waiting stage at its level, and what stands against each."""
    found = who_can_act(call.uow, call.thing, file_of(call.uow, call.thing))
    items = [
        {"officer": one.officer.subject, "can": one.can, "against": list(one.against)}
        for one in found
    ]
    return Result(lambda: {"items": items, "audit_number": call.thing.number}, call.thing)
