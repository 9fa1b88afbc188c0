"""/v1/economic-checks: households on a list for the checking centre, and what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import Schema

from schemas.decision import PageQuery, TrailView
from schemas.economic_check import (
    CheckAnswersForm,
    CheckAnswersView,
    CheckForm,
    CheckSummaryView,
    CheckView,
)
from schemas.views import page_of
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.imports import table_file
from service.api.listing import listed
from service.api.result_tables import read_results, results_of_file
from service.api.uploads import RESULT_TABLE, XLSX
from service.store.economic_check import CheckLine, EconomicCheck
from service.use_cases.answer_check import answer_check
from service.use_cases.ask_check import ask_check
from service.use_cases.check_request import check_request
from service.use_cases.check_results import lines_to_fill_in
from service.use_cases.in_scope import by_id
from service.use_cases.tell_trail import tell_trail
from workflows.path import REVIEWER

__all__: list[str] = []

find_check = by_id(EconomicCheck)


def summary_view(check: EconomicCheck) -> dict[str, Any]:
    return {
        "id": check.id,
        "number": check.serial,
        "state": check.state,
        "union": check.union,
        "asked_on": check.asked_on.isoformat(),
        "audit_number": check.number,
    }


def check_view(check: EconomicCheck) -> dict[str, Any]:
    return {**summary_view(check), "lines": [_line(line) for line in check.lines]}


def _line(line: CheckLine) -> dict[str, Any]:
    return {
        "line": line.line,
        "hardship_file_id": line.file_id,
        "state": line.state,
        "result": line.result,
        "doubts": line.doubts or [],
        "document_sha256": line.document_sha256,
        "answered_on": line.answered_on.isoformat() if line.answered_on else None,
    }


@endpoint(
    "POST", "/v1/economic-checks", roles=REVIEWER, takes=CheckForm, gives=CheckView,
    key=Key.ACCEPTED, status=201,
)  # fmt: skip
def ask_for_check(call: Call) -> Result:
    """发起核对 Put files that wait for it on a list for the checking centre."""
    check = ask_check(call.uow, call.body)
    return Result(lambda: check_view(check), check, f"/v1/economic-checks/{check.id}")


@endpoint(
    "GET", "/v1/economic-checks", roles=CASEWORK, query=PageQuery, gives=page_of(CheckSummaryView)
)
def list_checks(call: Call) -> Result:
    """核对列表 The economic checks of the caller's unions."""
    return listed(call, EconomicCheck, summary_view, {"number": "serial"})


@endpoint("GET", "/v1/economic-checks/<id>", roles=CASEWORK, gives=CheckView, finds=find_check)
def get_check(call: Call) -> Result:
    """核对 One list with its lines and their doubts."""
    return Result(lambda: check_view(call.thing), call.thing)


@endpoint(
    "GET", "/v1/economic-checks/<id>/trail", roles=CASEWORK, gives=TrailView, finds=find_check
)
def check_trail(call: Call) -> Result:
    """办理过程 The list's history, entry by entry."""
    items = tell_trail(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "GET", "/v1/economic-checks/<id>/request-file", roles=REVIEWER, gives=CheckView,
    finds=find_check, media="text/csv", notes=frozenset({"writes"}),
)  # fmt: skip
def get_check_request(call: Call) -> Result:
    """核对名单 The list with whole identity numbers: reading it is an audit note."""
    content = check_request(call.uow, call.thing)
    return Result(lambda: {"content": content}, call.thing)


@endpoint(
    "POST", "/v1/economic-checks/<id>/results", roles=REVIEWER, takes=CheckAnswersForm,
    gives=CheckAnswersView, finds=find_check, key=Key.ACCEPTED,
)  # fmt: skip
def take_check_results(call: Call) -> Result:
    """核对结果 Keep what came back, line by line; the same answer once more changes nothing."""
    return _answered(call, call.body["results"])


@endpoint(
    "GET", "/v1/economic-checks/<id>/result-template", roles=REVIEWER, gives=Schema,
    finds=find_check, media=XLSX,
)  # fmt: skip
def get_result_template(call: Call) -> Result:
    """核对结果表 The table to fill in, with a line for every household still asked about."""
    return table_file(lines_to_fill_in(call.uow, call.thing), "xlsx", "check-results", None)


@endpoint(
    "POST", "/v1/economic-checks/<id>/result-file", roles=REVIEWER, upload=RESULT_TABLE,
    looks=read_results, gives=CheckAnswersView, finds=find_check, key=Key.ACCEPTED,
)  # fmt: skip
def take_result_file(call: Call) -> Result:
    """上传核对结果 Keep the results of a table, which is their document: all its lines or none."""
    return _answered(call, results_of_file(call))


def _answered(call: Call, results: Sequence[Mapping[str, Any]]) -> Result:
    told = answer_check(call.uow, call.thing, results)
    view = {
        "state": call.thing.state,
        "lines": [
            {"line": line.line, "result": outcome, "doubts": line.doubts or []}
            for line, outcome in told
        ],
    }
    return Result(lambda: {**view, "audit_number": call.thing.number}, call.thing)
