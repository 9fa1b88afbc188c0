"""/v1/supervision: what is late, what the union above was told of, what nobody can do; and reminders."""

from __future__ import annotations

from schemas.application import ApplicationView
from schemas.decision import Decision
from schemas.hardship_file import HardshipFileView
from schemas.supervision import SupervisedPage, SupervisedQuery
from service.api.application_views import application_view
from service.api.applications import find_application
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.file_views import hardship_file_view
from service.api.hardship_files import find_file
from service.api.listing import PAGE
from service.use_cases.find_overdue import Asked, page_of, page_of_unowned
from service.use_cases.urge import remind
from workflows.supervised import REMINDED

__all__: list[str] = []

SUPERVISORS = frozenset({"reviewer", "approver", "fund_manager", "auditor"})
URGING = REMINDED.roles - {"system"}


def _page(call: Call, name: str) -> Result:
    query = call.query
    since, _, thing = (query.get("after") or "").partition("_")
    asked = Asked(
        name, query.get("union"), query.get("programme"), query.get("kind"), (since, thing),
        query.get("limit", PAGE),
    )  # fmt: skip
    told = (page_of_unowned if name == "unowned" else page_of)(call.uow, asked)
    return Result(lambda: told)


@endpoint(
    "GET", "/v1/supervision/overdue", roles=SUPERVISORS, query=SupervisedQuery, gives=SupervisedPage
)
def list_overdue(call: Call) -> Result:
    """超期台账 What is late in the caller's unions, by how many working days, and who owes it."""
    return _page(call, "overdue")


@endpoint(
    "GET", "/v1/supervision/escalated", roles=SUPERVISORS, query=SupervisedQuery,
    gives=SupervisedPage,
)  # fmt: skip
def list_escalated(call: Call) -> Result:
    """上级督办 What unions below were so late with that the caller's union was told of it."""
    return _page(call, "escalated")


@endpoint(
    "GET", "/v1/supervision/unowned", roles=SUPERVISORS, query=SupervisedQuery, gives=SupervisedPage
)
def list_unowned(call: Call) -> Result:
    """无人承办 What nobody answers for, and why: no term, nobody in the post or free to act, nobody in charge,
    or no reply by its day."""
    return _page(call, "unowned")


@endpoint(
    "POST", "/v1/applications/<id>/remind", roles=URGING, takes=Decision, gives=ApplicationView,
    finds=find_application, versioned=True, key=Key.ACCEPTED, notes=frozenset({"body_optional"}),
)  # fmt: skip
def remind_of_case(call: Call) -> Result:
    """催办 Remind whoever owes the stage that waits; once a day, as often as the terms allow."""
    remind(call.uow, call.thing, call.body.get("opinion"))
    return Result(lambda: application_view(call.uow, call.thing), call.thing)


@endpoint(
    "POST", "/v1/hardship-files/<id>/remind", roles=URGING, takes=Decision, gives=HardshipFileView,
    finds=find_file, versioned=True, key=Key.ACCEPTED, notes=frozenset({"body_optional"}),
)  # fmt: skip
def remind_of_file(call: Call) -> Result:
    """催办建档 Remind whoever owes the stage of a hardship file."""
    remind(call.uow, call.thing, call.body.get("opinion"))
    return Result(lambda: hardship_file_view(call.uow, call.thing), call.thing)
