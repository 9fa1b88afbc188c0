"""/v1/hardship-files: open, read, correct, decide."""

from __future__ import annotations

from typing import Any

from schemas.decision import ActionsView, Decision, PageQuery, TrailView
from schemas.hardship_file import HardshipFileView, file_forms
from schemas.views import page_of
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.listing import listed
from service.api.masks import account_view
from service.api.reasons import actions_view
from service.store.hardship_file import HardshipFile
from service.store.things import Thing
from service.use_cases.act_on_hardship_file import act_on_hardship_file, facts_for_file
from service.use_cases.in_scope import by_id
from service.use_cases.open_hardship_file import amend_hardship_file, open_hardship_file
from service.use_cases.tell_trail import tell_trail
from workflows import masking
from workflows.hardship_file import HARDSHIP_FILE
from workflows.table import Row
from workflows.vocabulary import CODE_LISTS, codes

__all__ = ["CASEWORK", "hardship_file_view"]

FORMS = file_forms({name: codes(name) for name in CODE_LISTS})
CASEWORK = frozenset(
    {"clerk", "reviewer", "approver", "payment_maker", "payment_checker", "fund_manager", "auditor"}
)
find_file = by_id(HardshipFile)


def _rows(_file: Thing, action: str) -> tuple[Row, ...]:
    return HARDSHIP_FILE.rows_for(getattr(_file, "state", ""), action)


BY_ROW = ByRow(
    doors=lambda _file: HARDSHIP_FILE.doors,
    rows=_rows,
    roles=lambda _file, action: HARDSHIP_FILE.roles_for(action),
    widest=HARDSHIP_FILE,
)


def hardship_file_view(file: HardshipFile) -> dict[str, Any]:
    worker = file.worker
    return {
        "id": file.id,
        "number": file.serial,
        "state": file.state,
        "union": file.union,
        "category": file.category,
        "worker": {
            "name": worker.name.value,
            "identity_number": worker.identity.value,
            "phone": masking.phone(file.phone.value) if file.phone else None,
            "employment": file.employment,
            "union_member": file.union_member,
            "account": account_view(file.account),
        },
        "members": [
            {
                "id": member.id,
                "name": member.name.value,
                "identity_number": member.identity.value,
                "relation": member.relation,
                "student": member.student,
                "minor": member.minor,
            }
            for member in sorted(file.members, key=lambda m: m.position)
        ],
        "household": file.household,
        "causes": file.causes,
        "tags": file.tags,
        "assessment": file.assessment,
        "size": len(file.people),
        "audit_number": file.number,
    }


@endpoint(
    "POST", "/v1/hardship-files", roles=frozenset({"clerk"}), takes=FORMS.opening,
    gives=HardshipFileView, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def open_file(call: Call) -> Result:
    """建档 Open a hardship file in one worker's name."""
    file = open_hardship_file(call.uow, call.body)
    return Result(lambda: hardship_file_view(file), file, f"/v1/hardship-files/{file.id}")


@endpoint(
    "GET", "/v1/hardship-files", roles=CASEWORK, query=PageQuery, gives=page_of(HardshipFileView)
)
def list_files(call: Call) -> Result:
    """档案列表 The hardship files of the caller's unions."""
    return listed(call, HardshipFile, hardship_file_view, {"number": "serial"})


@endpoint("GET", "/v1/hardship-files/<id>", roles=CASEWORK, gives=HardshipFileView, finds=find_file)
def get_file(call: Call) -> Result:
    """档案 One hardship file."""
    return Result(lambda: hardship_file_view(call.thing), call.thing)


@endpoint(
    "PATCH", "/v1/hardship-files/<id>", roles=frozenset({"clerk"}), takes=FORMS.correction,
    gives=HardshipFileView, finds=find_file, versioned=True,
)  # fmt: skip
def correct_file(call: Call) -> Result:
    """更正 Correct a draft or returned file; each part given replaces the part that stands."""
    amend_hardship_file(call.uow, call.thing, call.body)
    return Result(lambda: hardship_file_view(call.thing), call.thing)


@endpoint(
    "GET", "/v1/hardship-files/<id>/actions", roles=CASEWORK, gives=ActionsView, finds=find_file
)
def file_actions(call: Call) -> Result:
    """可办事项 What the caller may do with this file, and why not."""
    facts, _, _ = facts_for_file(call.uow, call.thing, None)
    view = actions_view(
        HARDSHIP_FILE, call.thing.state, facts, call.thing.union_path, call.language
    )
    return Result(lambda: view, call.thing)


@endpoint("GET", "/v1/hardship-files/<id>/trail", roles=CASEWORK, gives=TrailView, finds=find_file)
def file_trail(call: Call) -> Result:
    """办理过程 The file's history, entry by entry."""
    items = tell_trail(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "POST", "/v1/hardship-files/<id>/<action>", roles=frozenset({"clerk", "reviewer", "approver"}),
    takes=Decision, gives=HardshipFileView, finds=find_file, by_row=BY_ROW, versioned=True,
    key=Key.ACCEPTED, notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_file(call: Call) -> Result:
    """办理 Submit, review, confirm, return, reject, withdraw or resubmit a hardship file."""
    act_on_hardship_file(call.uow, call.thing, call.args["action"], call.body.get("opinion"))
    return Result(lambda: hardship_file_view(call.thing), call.thing)
