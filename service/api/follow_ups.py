"""/v1/follow-ups: what households that were paid say they received."""

from __future__ import annotations

from typing import Any, Final

from schemas.follow_up import FollowUpView, follow_up_form, follow_up_query
from schemas.views import page_of
from service.api.applications import find_application
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.listing import PAGE, page_view
from service.api.supervision import SUPERVISORS
from service.store.application import Application
from service.store.follow_up import FollowUp
from service.store.things import Thing
from service.unit_of_work import UnitOfWork
from service.use_cases.case_waiting import told_due
from service.use_cases.follow_up import follow_up
from service.use_cases.in_scope import by_id, page_after, within
from workflows.supervised import FOLLOWED_UP
from workflows.vocabulary import codes
from workflows.waiting import FOLLOW_UP

__all__: list[str] = []

_LISTS = ("follow_up_method", "follow_up_state", "satisfaction")
_CODES = {name: codes(name) for name in _LISTS}
DUE: Final = "due"
_SAID: Final = ("visited_on", "method", "satisfaction", "new_need", "with", "officer")


def _view(made: FollowUp) -> dict[str, Any]:
    return {
        "id": made.id,
        "number": made.serial,
        "state": "different" if made.differs else "done",
        "application_id": made.application_id,
        "union": made.union,
        "programme": made.programme,
        "paid_fen": made.paid_fen,
        "received_fen": made.received_fen,
        "visited_on": made.visited_on.isoformat(),
        "method": made.method,
        "satisfaction": made.satisfaction,
        "new_need": made.new_need.value if made.new_need else None,
        "with": made.spoken_with.value,
        "officer": made.officer_id,
        "since": None,
        "due_on": None,
        "overdue": False,
        "audit_number": made.number,
    }


def _due(uow: UnitOfWork, case: Application) -> dict[str, Any]:
    return {
        "id": None,
        "number": None,
        "state": DUE,
        "application_id": case.id,
        "union": case.union,
        "programme": case.programme,
        "paid_fen": case.award_fen,
        "received_fen": None,
        **dict.fromkeys(_SAID),
        "since": case.since.isoformat() if case.since else None,
        **told_due(uow, case.since, case.within),
        "audit_number": case.number,
    }


@endpoint(
    "POST", "/v1/applications/<id>/follow-ups", roles=FOLLOWED_UP.roles,
    takes=follow_up_form(_CODES), gives=FollowUpView, finds=find_application, key=Key.ACCEPTED,
    status=201,
)  # fmt: skip
def add_follow_up(call: Call) -> Result:
    """回访 Write down what a household that was paid says it received; by another hand than the case's."""
    made = follow_up(call.uow, call.thing, call.body)
    return Result(lambda: _view(made), made, f"/v1/follow-ups/{made.id}")


@endpoint(
    "GET", "/v1/follow-ups", roles=SUPERVISORS, query=follow_up_query(_CODES),
    gives=page_of(FollowUpView),
)  # fmt: skip
def list_follow_ups(call: Call) -> Result:
    """回访列表 Follow-ups that are due, that were made, or that found something else than was paid."""
    state, uow = call.query.get("state", "done"), call.uow
    model: Any = Application if state == DUE else FollowUp
    conditions = [within(model.union_path, call.actor)]
    if state == DUE:
        conditions.append(Application.waits == FOLLOW_UP)
    elif state == "different":
        conditions.append(FollowUp.differs.is_(True))
    columns = {"number": model.serial, "programme": model.programme, "union": model.union}
    columns["application_id"] = Application.id if state == DUE else FollowUp.application_id
    conditions += [of == call.query[name] for name, of in columns.items() if name in call.query]
    rows: list[Thing]
    limit = call.query.get("limit", PAGE)
    rows, more = page_after(uow, model, conditions, call.query.get("after", 0), limit)
    return page_view(rows, more, lambda row: _due(uow, row) if state == DUE else _view(row))  # type: ignore[arg-type]


@endpoint(
    "GET", "/v1/follow-ups/<id>", roles=SUPERVISORS, gives=FollowUpView, finds=by_id(FollowUp)
)
def get_follow_up(call: Call) -> Result:
    """回访 One follow-up."""
    made: FollowUp = call.thing
    return Result(lambda: _view(made), made)
