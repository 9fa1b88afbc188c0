"""/v1/applications/{id}/evidence: documents by kind and digest."""

from __future__ import annotations

from schemas.evidence import EvidenceForm, EvidenceWritten
from service.api.application_views import evidence_view
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.store.application import Application
from service.use_cases.in_scope import by_id
from service.use_cases.register_evidence import register_evidence
from workflows.errors import NotFound

CLERK = frozenset({"clerk"})
find_application = by_id(Application)


@endpoint(
    "POST", "/v1/applications/<id>/evidence", roles=CLERK, takes=EvidenceForm,
    gives=EvidenceWritten, finds=find_application, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def add_evidence(call: Call) -> Result:
    """佐证材料 Register a document by kind and digest."""
    evidence = register_evidence(call.uow, call.thing, call.body)
    return Result(
        lambda: {
            **evidence_view(evidence),
            "application_id": call.thing.id,
            "audit_number": call.thing.number,
        },
        call.thing,
        f"/v1/applications/{call.thing.id}/evidence/{evidence.id}",
    )


@endpoint(
    "GET", "/v1/applications/<id>/evidence/<evidence_id>", roles=CASEWORK, gives=EvidenceWritten,
    finds=find_application,
)  # fmt: skip
def get_evidence(call: Call) -> Result:
    """佐证材料 One document."""
    found = [e for e in call.thing.evidence if e.id == call.args["evidence_id"]]
    if not found:
        raise NotFound
    view = {
        **evidence_view(found[0]), "application_id": call.thing.id, "audit_number": call.thing.number,
    }  # fmt: skip
    return Result(lambda: view, call.thing)
