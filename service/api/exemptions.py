"""/v1/hardship-files/{id}/exemptions: 一事一议, an exclusion lifted for one household."""

from __future__ import annotations

from schemas.file_parts import ExemptionsView, ExemptionView
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.file_views import exemption_view
from service.api.hardship_files import CASEWORK, PROCEDURE, find_file
from service.use_cases.grant_exemption import grant_exemption
from workflows.errors import NotFound
from workflows.path import APPROVER

__all__: list[str] = []


@endpoint(
    "POST", "/v1/hardship-files/<id>/exemptions", roles=APPROVER, takes=PROCEDURE.exemption,
    gives=ExemptionView, finds=find_file, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def add_exemption(call: Call) -> Result:
    """一事一议 Lift an exclusion that stands against the household, for the value found."""
    exemption = grant_exemption(call.uow, call.thing, call.body)
    place = f"/v1/hardship-files/{call.thing.id}/exemptions/{exemption.id}"
    return Result(lambda: exemption_view(call.thing, exemption), call.thing, place)


@endpoint(
    "GET", "/v1/hardship-files/<id>/exemptions", roles=CASEWORK, gives=ExemptionsView,
    finds=find_file,
)  # fmt: skip
def list_exemptions(call: Call) -> Result:
    """豁免列表 Every exemption of the file."""
    items = [exemption_view(call.thing, one) for one in call.thing.exemptions]
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "GET", "/v1/hardship-files/<id>/exemptions/<exemption_id>", roles=CASEWORK,
    gives=ExemptionView, finds=find_file,
)  # fmt: skip
def get_exemption(call: Call) -> Result:
    """豁免 One exemption."""
    found = [one for one in call.thing.exemptions if one.id == call.args["exemption_id"]]
    if not found:
        raise NotFound
    return Result(lambda: exemption_view(call.thing, found[0]), call.thing)
