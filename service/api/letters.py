"""/v1/letters: letters, visits and calls, from their registration to what was said of the answer."""

from __future__ import annotations

from typing import Any

from schemas.decision import ActionsView
from schemas.letters import LetterSummaryView, LetterView, letter_forms
from schemas.views import page_of
from service.api.deadlines import Deadlines
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE, page_view
from service.api.reasons import actions_view
from service.store.matters import Letter
from service.store.personal import Personal
from service.use_cases.deal_with_letter import deal_with_letter, facts_for_letter
from service.use_cases.find_letters import letters_after
from service.use_cases.in_scope import by_id
from service.use_cases.register_letter import register_letter
from workflows.actor import Actor
from workflows.incoming_letter import HANDLERS, LETTER, UNANSWERED
from workflows.vocabulary import CODE_LISTS, codes

__all__: list[str] = []

FORMS = letter_forms({name: codes(name) for name in CODE_LISTS})
READERS = HANDLERS | {"auditor"}
find_letter = by_id(Letter)
BY_ROW = ByRow(
    doors=lambda _letter: LETTER.doors,
    rows=lambda letter, action: LETTER.rows_for(getattr(letter, "state", ""), action),
    roles=lambda _letter, action: LETTER.roles_for(action),
    widest=LETTER,
)


def _summary(letter: Letter, deadlines: Deadlines) -> dict[str, Any]:
    return {
        "id": letter.id,
        "number": letter.serial,
        "state": letter.state,
        "union": letter.union,
        "channel": letter.channel,
        "kind": letter.kind,
        "application_id": letter.application_id,
        "hardship_file_id": letter.file_id,
        "satisfaction": letter.satisfaction,
        **deadlines.told(letter, UNANSWERED),
        "audit_number": letter.number,
    }


def _view(letter: Letter, deadlines: Deadlines, actor: Actor) -> dict[str, Any]:
    told = actor.holds(READERS, letter.union_path) is not None
    said = {"subject": letter.subject, "name": letter.name, "phone": letter.phone}
    said["reply"] = letter.reply
    texts = {name: _text(value) if told else None for name, value in said.items()}
    return {**_summary(letter, deadlines), **texts}


def _text(value: Personal | None) -> str | None:
    return None if value is None else value.value


def _shown(call: Call, letter: Letter, location: str | None = None) -> Result:
    deadlines = Deadlines(call.uow)
    return Result(lambda: _view(letter, deadlines, call.actor), letter, location)


@endpoint(
    "POST", "/v1/letters", roles=HANDLERS, takes=FORMS.register, gives=LetterView,
    key=Key.ACCEPTED, status=201,
)  # fmt: skip
def take_letter(call: Call) -> Result:
    """来信来访登记 Register a letter, a visit or a call."""
    letter = register_letter(call.uow, call.body)
    return _shown(call, letter, f"/v1/letters/{letter.id}")


@endpoint("GET", "/v1/letters", roles=CASEWORK, query=FORMS.query, gives=page_of(LetterSummaryView))
def list_letters(call: Call) -> Result:
    """来信来访登记簿 The register of the caller's unions."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = letters_after(call.uow, call.query, after, limit)
    deadlines = Deadlines(call.uow)
    return page_view(rows, more, lambda letter: _summary(letter, deadlines))


@endpoint("GET", "/v1/letters/<id>", roles=CASEWORK, gives=LetterView, finds=find_letter)
def get_letter(call: Call) -> Result:
    """来信来访 One letter, visit or call."""
    return _shown(call, call.thing)


@endpoint("GET", "/v1/letters/<id>/actions", roles=CASEWORK, gives=ActionsView, finds=find_letter)
def letter_actions(call: Call) -> Result:
    """可办事项 What the caller may do with this letter, and why not."""
    letter: Letter = call.thing
    facts = facts_for_letter(call.uow, letter)
    view = actions_view(LETTER, letter.state, facts, letter.union_path, call.language)
    return Result(lambda: view, letter)


@endpoint(
    "POST", "/v1/letters/<id>/<action>", roles=HANDLERS, takes=FORMS.decision, gives=LetterView,
    finds=find_letter, by_row=BY_ROW, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_letter(call: Call) -> Result:
    """来信来访办理 Check, handle, reply, close, or pass it on to another union."""
    deal_with_letter(call.uow, call.thing, call.args["action"], call.body)
    return _shown(call, call.thing)
