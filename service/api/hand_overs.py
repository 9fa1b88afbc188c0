"""/v1/officers/{id}/hand-over: the cases of whoever leaves pass to another officer (离职转办)."""

from __future__ import annotations

from typing import Any

from schemas.hand_over import HandOverForm, HandOverView
from schemas.money import DryRun
from service.api.endpoint import Call, Key, Result, endpoint
from service.store.people import Officer
from service.use_cases.in_scope import by_id
from service.use_cases.reassign import HANDERS, HandedOver, hand_over

__all__: list[str] = []


def _case(one: HandedOver, language: str) -> dict[str, Any]:
    return {
        "application_id": one.application.id,
        "number": one.application.serial,
        "ok": not one.failed,
        "refusals": [
            {"code": v.name, "title": v.title(language), "values": dict(v.values)}
            for v in one.failed
        ],
    }


@endpoint(
    "POST", "/v1/officers/<id>/hand-over", roles=HANDERS, takes=HandOverForm, query=DryRun,
    gives=HandOverView, tries=HandOverView, finds=by_id(Officer), key=Key.ACCEPTED,
)  # fmt: skip
def hand_cases_over(call: Call) -> Result:
    """离职转办 Pass the cases an officer owns to another; a dry run tells of each what stands against it."""
    trial = call.query.get("dry_run") == "true"
    found = hand_over(call.uow, call.thing, call.body, trial=trial)
    items = [_case(one, call.language) for one in found]
    view = {"officer": call.thing.id, "to": call.body["to"], "items": items}
    return Result(lambda: view, trial=trial)
