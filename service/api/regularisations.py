"""/v1/regularisations: what emergency aid still owes, and what becomes of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, not_

from schemas.decision import ActionsView, Decision, TrailView
from schemas.evidence import EvidenceForm
from schemas.regularisation import PaperWritten, RegularisationQuery, RegularisationView
from schemas.views import page_of
from service.api.application_views import evidence_view
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE, page_view
from service.api.reasons import actions_view
from service.api.regularisation_views import regularisation_view
from service.store.regularisation import Paper, Regularisation
from service.store.things import Thing
from service.use_cases.act_on_regularisation import (
    act_on_regularisation,
    facts_of_regularisation,
    register_paper,
)
from service.use_cases.in_scope import by_id, page_after, within
from service.use_cases.regularisation_facts import (
    inner_state,
    late,
    look_at_awards,
    table_for,
)
from service.use_cases.tell_trail import tell_trail
from workflows.errors import NotFound
from workflows.path import CLERK
from workflows.regularisation import REGULARISATION
from workflows.table import Row

__all__: list[str] = []

find_regularisation = by_id(Regularisation)


def _rows(thing: Thing, action: str) -> tuple[Row, ...]:
    if not isinstance(thing, Regularisation):
        raise TypeError("not a regularisation")
    return table_for(thing).rows_for(inner_state(thing), action)


BY_ROW = ByRow(
    doors=lambda thing: table_for(thing).doors,  # type: ignore[arg-type]
    rows=_rows,
    roles=lambda thing, action: table_for(thing).roles_for(action),  # type: ignore[arg-type]
    widest=REGULARISATION,
)
_FILTERS = {
    "state": Regularisation.state,
    "programme": Regularisation.programme,
    "union": Regularisation.union,
    "number": Regularisation.serial,
    "application_id": Regularisation.application_id,
    "hardship_file_id": Regularisation.file_id,
}


def _shown(call: Call) -> Result:
    return Result(lambda: regularisation_view(call.uow, call.thing), call.thing)


@endpoint(
    "GET", "/v1/regularisations", roles=CASEWORK, query=RegularisationQuery,
    gives=page_of(RegularisationView),
)  # fmt: skip
def list_regularisations(call: Call) -> Result:
    """补办手续列表 What emergency awards of the caller's unions still owe, or owe back."""
    wanted: list[ColumnElement[bool]] = [within(Regularisation.union_path, call.actor)]
    wanted += [
        column == call.query[name] for name, column in _FILTERS.items() if name in call.query
    ]
    if "overdue" in call.query:
        overdue = late(call.uow)
        wanted.append(overdue if call.query["overdue"] == "true" else not_(overdue))
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = page_after(call.uow, Regularisation, wanted, after, limit)
    look_at_awards(call.uow, rows)
    return page_view(rows, more, lambda row: regularisation_view(call.uow, row))


@endpoint(
    "GET", "/v1/regularisations/<id>", roles=CASEWORK, gives=RegularisationView,
    finds=find_regularisation,
)  # fmt: skip
def get_regularisation(call: Call) -> Result:
    """补办手续 What one emergency award still owes."""
    return _shown(call)


@endpoint(
    "GET", "/v1/regularisations/<id>/actions", roles=CASEWORK, gives=ActionsView,
    finds=find_regularisation,
)  # fmt: skip
def regularisation_actions(call: Call) -> Result:
    """可办事项 What the caller may do to make the award regular, and why not."""
    one: Regularisation = call.thing
    facts = facts_of_regularisation(call.uow, one)
    view = actions_view(table_for(one), inner_state(one), facts, one.union_path, call.language)
    return Result(lambda: view, one)


@endpoint(
    "GET", "/v1/regularisations/<id>/trail", roles=CASEWORK, gives=TrailView,
    finds=find_regularisation,
)  # fmt: skip
def regularisation_trail(call: Call) -> Result:
    """办理过程 What was made up for, by whom, and what they said."""
    items = tell_trail(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing)


def _paper_view(one: Regularisation, paper: Paper) -> dict[str, Any]:
    return {**evidence_view(paper), "regularisation_id": one.id, "audit_number": one.number}


@endpoint(
    "POST", "/v1/regularisations/<id>/evidence", roles=CLERK, takes=EvidenceForm,
    gives=PaperWritten, finds=find_regularisation, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def add_paper(call: Call) -> Result:
    """补交材料 Register a document that the emergency left out, by kind and digest."""
    paper = register_paper(call.uow, call.thing, call.body)
    place = f"/v1/regularisations/{call.thing.id}/evidence/{paper.id}"
    return Result(lambda: _paper_view(call.thing, paper), call.thing, place)


@endpoint(
    "GET", "/v1/regularisations/<id>/evidence/<evidence_id>", roles=CASEWORK, gives=PaperWritten,
    finds=find_regularisation,
)  # fmt: skip
def get_paper(call: Call) -> Result:
    """补交材料 One document brought afterwards."""
    found = [paper for paper in call.thing.papers if paper.id == call.args["evidence_id"]]
    if not found:
        raise NotFound
    return Result(lambda: _paper_view(call.thing, found[0]), call.thing)


@endpoint(
    "POST", "/v1/regularisations/<id>/<action>",
    roles=frozenset({"clerk", "reviewer", "approver"}), takes=Decision, gives=RegularisationView,
    finds=find_regularisation, by_row=BY_ROW, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_what_is_owed(call: Call) -> Result:
    """补办 Bring the papers, review them, confirm the award, send back or refuse."""
    act_on_regularisation(call.uow, call.thing, call.args["action"], call.body.get("opinion"))
    return _shown(call)
