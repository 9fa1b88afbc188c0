"""/v1/petitions: letters, visits and calls, from their registration to what was said of the answer."""

from __future__ import annotations

from typing import Any

from schemas.decision import ActionsView
from schemas.petitions import PetitionSummaryView, PetitionView, petition_forms
from schemas.views import page_of
from service.api.deadlines import Deadlines
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE, page_view
from service.api.reasons import actions_view
from service.store.matters import Petition
from service.store.personal import Personal
from service.use_cases.deal_with_petition import (
    deal_with_petition,
    facts_for_petition,
    unconcerned,
)
from service.use_cases.find_petitions import petitions_after
from service.use_cases.in_scope import by_id
from service.use_cases.register_petition import register_petition
from workflows.actor import Actor
from workflows.petition import HANDLERS, PETITION, UNANSWERED
from workflows.vocabulary import CODE_LISTS, codes

__all__: list[str] = []

FORMS = petition_forms({name: codes(name) for name in CODE_LISTS})
READERS = HANDLERS | {"auditor"}
find_petition = by_id(Petition)
BY_ROW = ByRow(
    doors=lambda _petition: PETITION.doors,
    rows=lambda petition, action: PETITION.rows_for(getattr(petition, "state", ""), action),
    roles=lambda _petition, action: PETITION.roles_for(action),
    widest=PETITION,
)


def _summary(petition: Petition, deadlines: Deadlines) -> dict[str, Any]:
    return {
        "id": petition.id,
        "number": petition.serial,
        "state": petition.state,
        "union": petition.union,
        "channel": petition.channel,
        "kind": petition.kind,
        "application_id": petition.application_id,
        "hardship_file_id": petition.file_id,
        "satisfaction": petition.satisfaction,
        **deadlines.told(petition, UNANSWERED),
        "audit_number": petition.number,
    }


def _view(
    petition: Petition, deadlines: Deadlines, actor: Actor, *, open_to: bool = True
) -> dict[str, Any]:
    """The words, and whose they are, for who may deal with it or audits: not for who is complained of."""
    told = open_to and actor.holds(READERS, petition.union_path) is not None
    said = {"subject": petition.subject, "name": petition.name, "phone": petition.phone}
    said["reply"] = petition.reply
    texts = {name: _text(value) if told else None for name, value in said.items()}
    return {**_summary(petition, deadlines), **texts}


def _text(value: Personal | None) -> str | None:
    return None if value is None else value.value


def _shown(call: Call, petition: Petition, location: str | None = None) -> Result:
    deadlines = Deadlines(call.uow)
    return Result(lambda: _view(petition, deadlines, call.actor), petition, location)


@endpoint(
    "POST", "/v1/petitions", roles=HANDLERS, takes=FORMS.register, gives=PetitionView,
    key=Key.ACCEPTED, status=201,
)  # fmt: skip
def take_petition(call: Call) -> Result:
    """来信来访登记 Register a letter, a visit or a call."""
    petition = register_petition(call.uow, call.body)
    return _shown(call, petition, f"/v1/petitions/{petition.id}")


@endpoint(
    "GET", "/v1/petitions", roles=CASEWORK, query=FORMS.query, gives=page_of(PetitionSummaryView)
)
def list_petitions(call: Call) -> Result:
    """来信来访登记簿 The register of the caller's unions."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = petitions_after(call.uow, call.query, after, limit)
    deadlines = Deadlines(call.uow)
    return page_view(rows, more, lambda petition: _summary(petition, deadlines))


@endpoint("GET", "/v1/petitions/<id>", roles=CASEWORK, gives=PetitionView, finds=find_petition)
def get_petition(call: Call) -> Result:
    """来信来访 One letter, visit or call."""
    petition: Petition = call.thing
    deadlines, told = Deadlines(call.uow), unconcerned(call.uow, petition)
    return Result(lambda: _view(petition, deadlines, call.actor, open_to=told), petition)


@endpoint(
    "GET", "/v1/petitions/<id>/actions", roles=CASEWORK, gives=ActionsView, finds=find_petition
)
def petition_actions(call: Call) -> Result:
    """可办事项 What the caller may do with this petition, and why not."""
    petition: Petition = call.thing
    facts = facts_for_petition(call.uow, petition)
    view = actions_view(PETITION, petition.state, facts, petition.union_path, call.language)
    return Result(lambda: view, petition)


@endpoint(
    "POST", "/v1/petitions/<id>/<action>", roles=HANDLERS, takes=FORMS.decision, gives=PetitionView,
    finds=find_petition, by_row=BY_ROW, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_petition(call: Call) -> Result:
    """来信来访办理 Check, handle, reply, close, or pass it on to another union."""
    deal_with_petition(call.uow, call.thing, call.args["action"], call.body)
    return _shown(call, call.thing)
