"""/v1/rechecks: looked at once more by the level above."""

from __future__ import annotations

from typing import Any

from schemas.decision import ActionsView, Decision
from schemas.rechecks import RecheckForm, RecheckQuery, RecheckView
from schemas.views import page_of
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import listed
from service.api.reasons import actions_view
from service.store.file_life import Recheck
from service.use_cases.act_on_recheck import act_on_recheck, facts_of_recheck
from service.use_cases.ask_recheck import ask_recheck
from service.use_cases.in_scope import by_id
from workflows.path import REVIEWER
from workflows.recheck import RECHECK

__all__: list[str] = []

find_recheck = by_id(Recheck)
BY_ROW = ByRow(
    doors=lambda _recheck: RECHECK.doors,
    rows=lambda recheck, action: RECHECK.rows_for(getattr(recheck, "state", ""), action),
    roles=lambda _recheck, action: RECHECK.roles_for(action),
    widest=RECHECK,
)


def _view(recheck: Recheck) -> dict[str, Any]:
    return {
        "id": recheck.id,
        "number": recheck.serial,
        "hardship_file_id": recheck.file_id,
        "reason": recheck.reason,
        "state": recheck.state,
        "union": recheck.union,
        "sample_id": recheck.sample_id,
        "round": recheck.round,
        "findings": recheck.findings.value if recheck.findings else None,
        "audit_number": recheck.number,
    }


def _shown(recheck: Recheck, location: str | None = None) -> Result:
    return Result(lambda: _view(recheck), recheck, location)


@endpoint(
    "POST", "/v1/rechecks", roles=REVIEWER, takes=RecheckForm, gives=RecheckView,
    key=Key.ACCEPTED, status=201,
)  # fmt: skip
def open_recheck(call: Call) -> Result:
    """发起复查 Ask for the re-check that kinship calls for, where it was declared later."""
    recheck = ask_recheck(call.uow, call.body)
    return _shown(recheck, f"/v1/rechecks/{recheck.id}")


@endpoint("GET", "/v1/rechecks", roles=CASEWORK, query=RecheckQuery, gives=page_of(RecheckView))
def list_rechecks(call: Call) -> Result:
    """复查列表 The re-checks of the caller's unions."""
    columns = {"number": "serial", "hardship_file_id": "file_id"}
    return listed(call, Recheck, _view, columns)


@endpoint("GET", "/v1/rechecks/<id>", roles=CASEWORK, gives=RecheckView, finds=find_recheck)
def get_recheck(call: Call) -> Result:
    """复查 One re-check."""
    return _shown(call.thing)


@endpoint("GET", "/v1/rechecks/<id>/actions", roles=CASEWORK, gives=ActionsView, finds=find_recheck)
def recheck_actions(call: Call) -> Result:
    """可办事项 What the caller may do with this re-check, and why not."""
    recheck: Recheck = call.thing
    facts = facts_of_recheck(call.uow, recheck)
    view = actions_view(RECHECK, recheck.state, facts, recheck.union_path, call.language)
    return Result(lambda: view, recheck)


@endpoint(
    "POST", "/v1/rechecks/<id>/<action>", roles=REVIEWER, takes=Decision, gives=RecheckView,
    finds=find_recheck, by_row=BY_ROW, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_a_recheck(call: Call) -> Result:
    """复查结论 Enter what was found: consistent with the file, or not and how."""
    act_on_recheck(call.uow, call.thing, call.args["action"], call.body.get("opinion"))
    return _shown(call.thing)
