"""/v1/programmes: what is on offer, with its questions and rules."""

from __future__ import annotations

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from schemas.answers import answers_schema
from schemas.application import ProgrammesView, ProgrammeView
from service.api.endpoint import EVERY_ROLE, Call, Result, endpoint
from workflows.errors import NotFound
from workflows.programme import Programme, Question, registered

__all__ = ["programme_view"]


def programme_view(programme: Programme, language: str) -> dict[str, Any]:
    word = "en" if language == "en" else "zh"
    return {
        "code": programme.code,
        "label": getattr(programme, word),
        "questions": [_question(q, word) for q in programme.questions],
        "rules": [{"code": r.code, "label": getattr(r, word)} for r in programme.rules],
        "answers_schema": _json_schema(programme),
        "needs_active_file": programme.needs_active_file,
    }


def _question(question: Question, word: str) -> dict[str, Any]:
    return {
        "name": question.name,
        "kind": question.kind,
        "label": getattr(question, word),
        "required": question.required,
        "choices": list(question.choices),
        "minimum": question.minimum,
        "maximum": question.maximum,
    }


def _json_schema(programme: Programme) -> dict[str, Any]:
    plugin = MarshmallowPlugin()
    spec = APISpec("answers", "1", "3.1.0", plugins=[plugin])
    spec.components.schema("Answers", schema=answers_schema(programme.questions))
    found: dict[str, Any] = spec.to_dict()["components"]["schemas"]["Answers"]
    return found


@endpoint("GET", "/v1/programmes", roles=EVERY_ROLE, gives=ProgrammesView)
def list_programmes(call: Call) -> Result:
    """救助项目 The programmes on offer."""
    items = [programme_view(p, call.language) for p in registered().values()]
    return Result(lambda: {"items": items})


@endpoint("GET", "/v1/programmes/<code>", roles=EVERY_ROLE, gives=ProgrammeView)
def get_programme(call: Call) -> Result:
    """救助项目 One programme, with the schema of its answers."""
    programme = registered().get(call.args["code"])
    if programme is None:
        raise NotFound
    return Result(lambda: programme_view(programme, call.language))
