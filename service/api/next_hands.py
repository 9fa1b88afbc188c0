"""…/next: who is next and by when, before a case is submitted and on its way."""

from __future__ import annotations

from typing import Any

from schemas.next_hands import NextHandsView
from service.api.applications import find_application
from service.api.endpoint import Call, Result, endpoint
from service.api.hardship_files import CASEWORK, find_file
from service.api.reasons import actions_view
from service.use_cases.act_on_application import facts_for_actions
from service.use_cases.application_facts import inner_state, table_for
from service.use_cases.case_waiting import Case
from service.use_cases.file_facts import inner_state as inner_of_file
from service.use_cases.file_facts import look_at_file
from service.use_cases.file_facts import table_for as table_of_file
from service.use_cases.next_hands import next_hands

__all__: list[str] = []


def _told(call: Call, case: Case, actions: dict[str, Any]) -> Result:
    now = [one["action"] for one in actions["actions"] if one["allowed"]]
    view = {**next_hands(call.uow, case), "now": now, "audit_number": case.number}
    return Result(lambda: view, case)


@endpoint(
    "GET", "/v1/applications/<id>/next", roles=CASEWORK, gives=NextHandsView,
    finds=find_application,
)  # fmt: skip
def who_is_next(call: Call) -> Result:
    """流程预测 The stages ahead of an application, who may do each, by when; and what the caller may do."""
    case, facts = call.thing, facts_for_actions(call.uow, call.thing)
    actions = actions_view(
        table_for(case), inner_state(case), facts, case.union_path, call.language
    )
    return _told(call, case, actions)


@endpoint(
    "GET", "/v1/hardship-files/<id>/next", roles=CASEWORK, gives=NextHandsView, finds=find_file
)
def who_is_next_for_a_file(call: Call) -> Result:
    """建档流程预测 The stages ahead of a hardship file, who may do each, and by when."""
    file, looked = call.thing, look_at_file(call.uow, call.thing)
    actions = actions_view(
        table_of_file(file), inner_of_file(file), looked.facts, file.union_path, call.language
    )
    return _told(call, file, actions)
