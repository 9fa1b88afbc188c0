"""/v1/hardship-files/{id}/home-visits: written down by one visitor, signed by the others."""

from __future__ import annotations

from schemas.fields import Strict
from schemas.file_parts import VisitsView, VisitView
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.file_views import visit_view
from service.api.hardship_files import CASEWORK, PROCEDURE, find_file
from service.use_cases.record_visit import find_visit, record_visit, sign_visit
from workflows.file_guards import VISITOR

__all__: list[str] = []


class NoBody(Strict):
    """Nothing needs to be said."""


@endpoint(
    "POST", "/v1/hardship-files/<id>/home-visits", roles=VISITOR, takes=PROCEDURE.visit,
    gives=VisitView, finds=find_file, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def add_visit(call: Call) -> Result:
    """入户调查 Write a home visit down; whoever writes it was there, and signs by doing so."""
    visit = record_visit(call.uow, call.thing, call.body)
    place = f"/v1/hardship-files/{call.thing.id}/home-visits/{visit.id}"
    return Result(lambda: visit_view(call.thing, visit), call.thing, place)


@endpoint(
    "GET", "/v1/hardship-files/<id>/home-visits", roles=CASEWORK, gives=VisitsView, finds=find_file
)
def list_visits(call: Call) -> Result:
    """入户调查列表 Every home visit of the file."""
    items = [visit_view(call.thing, one) for one in call.thing.visits]
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "GET", "/v1/hardship-files/<id>/home-visits/<visit_id>", roles=CASEWORK, gives=VisitView,
    finds=find_file,
)  # fmt: skip
def get_visit(call: Call) -> Result:
    """入户调查 One home visit."""
    visit = find_visit(call.thing, call.args["visit_id"])
    return Result(lambda: visit_view(call.thing, visit), call.thing)


@endpoint(
    "POST", "/v1/hardship-files/<id>/home-visits/<visit_id>/sign", roles=VISITOR, takes=NoBody,
    gives=VisitView, finds=find_file, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def sign_home_visit(call: Call) -> Result:
    """签字 Sign a visit as another who was there."""
    visit = find_visit(call.thing, call.args["visit_id"])
    sign_visit(call.uow, call.thing, visit)
    return Result(lambda: visit_view(call.thing, visit), call.thing)
