"""/v1/hardship-files/{id}/evidence: the documents of a file, and who signed them."""

from __future__ import annotations

from schemas.file_parts import DocumentsView, DocumentView
from schemas.file_procedure import DocumentForm
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.file_views import document_view
from service.api.hardship_files import CASEWORK, find_file
from service.use_cases.file_documents import register_document
from workflows.errors import NotFound
from workflows.path import CLERK

__all__: list[str] = []


@endpoint(
    "POST", "/v1/hardship-files/<id>/evidence", roles=CLERK, takes=DocumentForm,
    gives=DocumentView, finds=find_file, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def add_document(call: Call) -> Result:
    """佐证材料 Register a document by kind and digest; an authorisation by the adult who signed."""
    document = register_document(call.uow, call.thing, call.body)
    place = f"/v1/hardship-files/{call.thing.id}/evidence/{document.id}"
    return Result(lambda: document_view(call.thing, document), call.thing, place)


@endpoint(
    "GET", "/v1/hardship-files/<id>/evidence", roles=CASEWORK, gives=DocumentsView, finds=find_file
)
def list_documents(call: Call) -> Result:
    """佐证材料列表 Every document of the file."""
    items = [document_view(call.thing, one) for one in call.thing.evidence]
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "GET", "/v1/hardship-files/<id>/evidence/<evidence_id>", roles=CASEWORK, gives=DocumentView,
    finds=find_file,
)  # fmt: skip
def get_document(call: Call) -> Result:
    """佐证材料 One document."""
    found = [one for one in call.thing.evidence if one.id == call.args["evidence_id"]]
    if not found:
        raise NotFound
    return Result(lambda: document_view(call.thing, found[0]), call.thing)
