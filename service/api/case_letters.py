"""/v1/applications/{id}/letters: what the household is told in writing."""

from __future__ import annotations

from schemas.returns import CaseLettersView
from service.api.endpoint import Call, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.store.application import Application
from service.use_cases.in_scope import by_id
from service.use_cases.tell_case_letters import tell_case_letters

__all__: list[str] = []

find_application = by_id(Application)


@endpoint(
    "GET", "/v1/applications/<id>/letters", roles=CASEWORK, gives=CaseLettersView,
    finds=find_application,
)  # fmt: skip
def case_letters(call: Call) -> Result:
    """告知书 What is owed in writing: what to correct and by when, refusal, and end."""
    items = tell_case_letters(call.uow, call.thing, call.language)
    return Result(lambda: {"items": items}, call.thing)
