"""/v1/hardship-files/{id}/resemblances: possible duplicates, on which a person decides."""

from __future__ import annotations

from typing import Any

from schemas.file_parts import ResemblancesView, ResemblanceView
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK, PROCEDURE, find_file
from service.use_cases.find_resemblances import MOST, Alike, decide_resemblance, resemblances_of
from workflows.path import APPROVER, REVIEWER
from workflows.vocabulary import label

__all__: list[str] = []


def resemblance_view(call: Call, alike: Alike) -> dict[str, Any]:
    """The other file's id only to whoever sees it; everybody reads what the two have in common, or
    that they were judged to be one household where that is nothing any more."""
    word = "en" if call.language == "en" else "zh"
    place = label("union_place", alike.place, word)
    decided = alike.decided
    shared = [label("resemblance_ground", ground, word) for ground in alike.grounds]
    if decided and not shared:
        shared = [label("resemblance_verdict", decided.verdict, word)]
    told = ", ".join(shared)
    return {
        "id": alike.handle,
        "hardship_file_id": alike.file_id if call.actor.sees(alike.union_path) else None,
        "place": alike.place,
        "grounds": alike.grounds,
        "explanation": f"On file {place}: {told}" if word == "en" else f"{place}已建档：{told}",
        "verdict": decided.verdict if decided else None,
        "reason": decided.reason.value if decided else None,
    }


@endpoint(
    "GET", "/v1/hardship-files/<id>/resemblances", roles=CASEWORK, gives=ResemblancesView,
    finds=find_file,
)  # fmt: skip
def list_resemblances(call: Call) -> Result:
    """疑似重复 Other files with the same phone, address, or name and date of birth."""
    found = resemblances_of(call.uow, call.thing)
    items = [resemblance_view(call, alike) for alike in found[:MOST]]
    return Result(lambda: {"items": items, "more": len(found) > MOST}, call.thing)


@endpoint(
    "POST", "/v1/hardship-files/<id>/resemblances/<resemblance_id>/decide",
    roles=REVIEWER | APPROVER, takes=PROCEDURE.resemblance, gives=ResemblanceView, finds=find_file,
    versioned=True, key=Key.ACCEPTED,
)  # fmt: skip
def decide_on_resemblance(call: Call) -> Result:
    """认定 Decide whether the two are one household, with a reason that is remembered."""
    alike = decide_resemblance(call.uow, call.thing, call.args["resemblance_id"], call.body)
    return Result(
        lambda: {**resemblance_view(call, alike), "audit_number": call.thing.number}, call.thing
    )
