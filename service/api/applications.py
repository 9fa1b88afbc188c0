"""/v1/applications: open, read, correct, evidence, decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import ValidationError

from schemas.answers import answers_schema
from schemas.application import (
    ApplicationCorrection,
    ApplicationForm,
    ApplicationView,
    AssessmentView,
)
from schemas.decision import ActionsView, ApplicationQuery, TrailView
from schemas.messages import explain
from schemas.returns import case_decision
from schemas.views import page_of
from service.api.application_views import application_view
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import listed
from service.api.reasons import actions_view
from service.store.application import Application
from service.store.things import Thing
from service.unit_of_work import UnitOfWork
from service.use_cases.act_on_application import act_on_application, facts_for_actions
from service.use_cases.application_facts import files_of, inner_state, table_for
from service.use_cases.case_waiting import tell_waiting
from service.use_cases.condition_titles import titles_of
from service.use_cases.in_scope import by_id
from service.use_cases.open_application import (
    amend_application,
    open_application,
    programme_named,
)
from service.use_cases.regularisation_facts import look_at_owed
from service.use_cases.tell_trail import tell_trail
from workflows.errors import InvalidInput
from workflows.path import table_of
from workflows.stage import APPROVAL, NOTICE, REVIEW, Stage
from workflows.table import Row
from workflows.vocabulary import codes

__all__ = ["answered", "application_view"]

find_application = by_id(Application)
CLERK = frozenset({"clerk"})
DECISION = case_decision({name: codes(name) for name in ("missing_item", "resume")})


def _rows(application: Thing, action: str) -> tuple[Row, ...]:
    if not isinstance(application, Application):
        raise TypeError("not an application")
    return table_for(application).doors_for(inner_state(application), action)


BY_ROW = ByRow(
    doors=lambda application: table_for(application).doors,  # type: ignore[arg-type]
    rows=_rows,
    roles=lambda application, action: table_for(application).roles_for(action),  # type: ignore[arg-type]
    widest=table_of((Stage(REVIEW), Stage(NOTICE), Stage(APPROVAL))),
)


def answered(code: str, form: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The form with its answers read by the programme's own questions."""
    if "answers" not in form:
        return dict(form)
    programme = programme_named(code)
    try:
        answers = answers_schema(programme.questions)().load(form["answers"])
    except ValidationError as error:
        faults = explain(error, language)
        raise InvalidInput(
            errors=[{**fault, "at": f"/answers{fault['at']}"} for fault in faults]
        ) from None
    return {**form, "answers": answers}


def _shown(call: Call, application: Application) -> Result:
    return Result(lambda: application_view(call.uow, application), application)


@endpoint(
    "POST", "/v1/applications", roles=CLERK, takes=ApplicationForm, gives=ApplicationView,
    key=Key.ACCEPTED, status=201,
)  # fmt: skip
def open_case(call: Call) -> Result:
    """申请 Open an application against a hardship file."""
    form = answered(call.body["programme"], call.body, call.language)
    application = open_application(call.uow, form)
    return Result(
        lambda: application_view(call.uow, application),
        application,
        f"/v1/applications/{application.id}",
    )


@endpoint(
    "GET",
    "/v1/applications",
    roles=CASEWORK,
    query=ApplicationQuery,
    gives=page_of(ApplicationView),
)
def list_cases(call: Call) -> Result:
    """申请列表 The applications of the caller's unions."""
    return listed(
        call,
        Application,
        lambda row: application_view(call.uow, row),
        {"number": "serial"},
        lambda rows: _look_ahead(call.uow, rows),
    )


def _look_ahead(uow: UnitOfWork, page: Sequence[Application]) -> None:
    """What the view of each would ask for by itself."""
    files_of(uow, page)
    look_at_owed(uow, page)


@endpoint(
    "GET", "/v1/applications/<id>", roles=CASEWORK, gives=ApplicationView, finds=find_application
)
def get_case(call: Call) -> Result:
    """申请 One application."""
    case, waiting = call.thing, tell_waiting(call.uow, call.thing)
    return Result(lambda: {**application_view(call.uow, case), "waiting": waiting}, case)


@endpoint(
    "PATCH", "/v1/applications/<id>", roles=CLERK, takes=ApplicationCorrection,
    gives=ApplicationView, finds=find_application, versioned=True,
)  # fmt: skip
def correct_case(call: Call) -> Result:
    """更正 Correct a draft or returned application; it is assessed anew."""
    form = answered(call.thing.programme, call.body, call.language)
    amend_application(call.uow, call.thing, form)
    return _shown(call, call.thing)


@endpoint(
    "GET", "/v1/applications/<id>/actions", roles=CASEWORK, gives=ActionsView,
    finds=find_application,
)  # fmt: skip
def case_actions(call: Call) -> Result:
    """可办事项 What the caller may do with this application, and why not."""
    facts = facts_for_actions(call.uow, call.thing)
    view = actions_view(
        table_for(call.thing), inner_state(call.thing), facts, call.thing.union_path, call.language
    )
    return Result(lambda: view, call.thing)


@endpoint(
    "GET", "/v1/applications/<id>/trail", roles=CASEWORK, gives=TrailView, finds=find_application
)
def case_trail(call: Call) -> Result:
    """办理过程 The case file: who, as what, when, from what to what, and what they said."""
    items = tell_trail(call.uow, call.thing.id, call.language, file=call.thing.file_id)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "GET", "/v1/applications/<id>/assessment", roles=CASEWORK, gives=AssessmentView,
    finds=find_application,
)  # fmt: skip
def case_assessment(call: Call) -> Result:
    """核定 Why the award is what it is, and which rule held, step by step, in words."""
    kept = call.thing.assessment
    word = "en" if call.language == "en" else "zh"
    view = {**kept, "sentences": [step[word] for step in kept["steps"]]}
    if "conditions" in kept:
        titles = titles_of(call.uow, call.thing, call.language)
        view["conditions"] = [{**one, "title": titles[one["code"]]} for one in kept["conditions"]]
    return Result(lambda: view, call.thing)


@endpoint(
    "POST", "/v1/applications/<id>/<action>",
    roles=frozenset({"clerk", "reviewer", "approver", "system_admin"}),
    takes=DECISION, gives=ApplicationView, finds=find_application, by_row=BY_ROW,
    versioned=True, key=Key.ACCEPTED, key_for=frozenset({"approve"}),
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_case(call: Call) -> Result:
    """办理 Submit, review, approve, return, take back, reject, withdraw or resubmit an application."""
    act_on_application(call.uow, call.thing, call.args["action"], call.body)
    return _shown(call, call.thing)
