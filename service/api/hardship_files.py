"""/v1/hardship-files: open, read, correct, decide."""

from __future__ import annotations

from schemas.decision import ActionsView, PageQuery, TrailView
from schemas.file_parts import ChangesView, LettersView
from schemas.file_procedure import procedure_forms
from schemas.hardship_file import HardshipFileView, file_forms
from schemas.views import page_of
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.file_views import hardship_file_view
from service.api.listing import listed
from service.api.reasons import actions_view
from service.store.hardship_file import HardshipFile
from service.store.things import Thing
from service.use_cases.act_on_hardship_file import act_on_hardship_file
from service.use_cases.case_waiting import tell_waiting
from service.use_cases.file_facts import inner_state, look_at_file, table_for
from service.use_cases.in_scope import by_id
from service.use_cases.open_hardship_file import amend_hardship_file, open_hardship_file
from service.use_cases.tell_letters import tell_letters
from service.use_cases.tell_trail import tell_changes_of, tell_trail
from workflows.hardship_file import WHOLE_PROCEDURE
from workflows.table import Row
from workflows.vocabulary import CODE_LISTS, codes

__all__ = ["CASEWORK", "FORMS", "PROCEDURE", "find_file"]

_CODES = {name: codes(name) for name in CODE_LISTS}
FORMS = file_forms(_CODES)
PROCEDURE = procedure_forms(_CODES)
CASEWORK = frozenset(
    {"clerk", "reviewer", "approver", "payment_maker", "payment_checker", "fund_manager", "auditor"}
)
find_file = by_id(HardshipFile, entire=True)


def _rows(file: Thing, action: str) -> tuple[Row, ...]:
    if not isinstance(file, HardshipFile):
        raise TypeError("not a hardship file")
    return table_for(file).rows_for(inner_state(file), action)


BY_ROW = ByRow(
    doors=lambda _file: WHOLE_PROCEDURE.doors,
    rows=_rows,
    roles=lambda _file, action: WHOLE_PROCEDURE.roles_for(action),
    widest=WHOLE_PROCEDURE,
)


def _shown(call: Call, file: HardshipFile, location: str | None = None) -> Result:
    return Result(lambda: hardship_file_view(call.uow, file), file, location)


@endpoint(
    "POST", "/v1/hardship-files", roles=frozenset({"clerk"}), takes=FORMS.opening,
    gives=HardshipFileView, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def open_file(call: Call) -> Result:
    """建档 Open a hardship file in one worker's name."""
    file = open_hardship_file(call.uow, call.body)
    return _shown(call, file, f"/v1/hardship-files/{file.id}")


@endpoint(
    "GET", "/v1/hardship-files", roles=CASEWORK, query=PageQuery, gives=page_of(HardshipFileView)
)
def list_files(call: Call) -> Result:
    """档案列表 The hardship files of the caller's unions."""
    return listed(
        call, HardshipFile, lambda file: hardship_file_view(call.uow, file), {"number": "serial"}
    )


@endpoint("GET", "/v1/hardship-files/<id>", roles=CASEWORK, gives=HardshipFileView, finds=find_file)
def get_file(call: Call) -> Result:
    """档案 One hardship file."""
    file, waiting = call.thing, tell_waiting(call.uow, call.thing)
    return Result(lambda: {**hardship_file_view(call.uow, file), "waiting": waiting}, file)


@endpoint(
    "PATCH", "/v1/hardship-files/<id>", roles=frozenset({"clerk"}), takes=FORMS.correction,
    gives=HardshipFileView, finds=find_file, versioned=True,
)  # fmt: skip
def correct_file(call: Call) -> Result:
    """更正 Correct a file; each part given replaces the part that stands, or is proposed to."""
    amend_hardship_file(call.uow, call.thing, call.body)
    return _shown(call, call.thing)


@endpoint(
    "GET", "/v1/hardship-files/<id>/actions", roles=CASEWORK, gives=ActionsView, finds=find_file
)
def file_actions(call: Call) -> Result:
    """可办事项 What the caller may do with this file, and why not."""
    looked = look_at_file(call.uow, call.thing)
    table, state = table_for(call.thing), inner_state(call.thing)
    view = actions_view(table, state, looked.facts, call.thing.union_path, call.language)
    return Result(lambda: view, call.thing)


@endpoint("GET", "/v1/hardship-files/<id>/trail", roles=CASEWORK, gives=TrailView, finds=find_file)
def file_trail(call: Call) -> Result:
    """办理过程 The file's history, entry by entry."""
    items = tell_trail(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "GET", "/v1/hardship-files/<id>/changes", roles=CASEWORK, gives=ChangesView, finds=find_file
)
def file_changes(call: Call) -> Result:
    """变更记录 Who changed what, when, from what to what."""
    items = tell_changes_of(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "GET", "/v1/hardship-files/<id>/letters", roles=CASEWORK, gives=LettersView, finds=find_file
)
def file_letters(call: Call) -> Result:
    """告知书 What the household is owed in writing: reasons, what is missing, what it may do."""
    items = tell_letters(call.uow, call.thing, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "POST", "/v1/hardship-files/<id>/<action>", roles=frozenset({"clerk", "reviewer", "approver"}),
    takes=PROCEDURE.decision, gives=HardshipFileView, finds=find_file, by_row=BY_ROW,
    versioned=True, key=Key.ACCEPTED, notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_file(call: Call) -> Result:
    """办理 Decide on a hardship file: the stages of its path, its re-verification and its end."""
    act_on_hardship_file(call.uow, call.thing, call.args["action"], call.body)
    return _shown(call, call.thing)
