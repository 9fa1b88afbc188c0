"""/v1/imports: tables of household files, checked whole and written piece by piece."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema

from schemas.decision import PageQuery, TrailView
from schemas.file_import import ImportReportView, ImportSummaryView, ImportView, import_forms
from schemas.views import page_of
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.listing import listed
from service.api.tables import (
    checked_table,
    fault_view,
    read_uploaded,
    refused_sheet,
    say,
    table_faults,
)
from service.api.uploads import CSV, TABLE, XLSX
from service.file_table.marks import marked_copy
from service.file_table.template import template_csv, template_xlsx
from service.sheets import SheetRefused
from service.store.file_import import FileImport
from service.use_cases.begin_import import begin_import
from service.use_cases.check_table import CheckedTable
from service.use_cases.continue_import import continue_import
from service.use_cases.import_facts import ALL_OR_NOTHING
from service.use_cases.import_faults import NO_FAULTS, more_faults
from service.use_cases.in_scope import by_id
from service.use_cases.tell_trail import tell_trail
from workflows.path import CLERK
from workflows.vocabulary import codes

__all__ = ["FORMS", "READERS", "table_file", "written"]

FORMS: Final = import_forms({name: codes(name) for name in ("import_mode", "hardship_file_state")})
READERS: Final = frozenset({"clerk", "reviewer", "approver", "auditor"})
find_import = by_id(FileImport)


def summary_view(imported: FileImport) -> dict[str, Any]:
    return {
        "id": imported.id,
        "number": imported.serial,
        "state": imported.state,
        "mode": imported.mode,
        "union": imported.union,
        "officer": imported.officer_id,
        "table_sha256": imported.table_sha256,
        "total": imported.total,
        "wrong": imported.wrong,
        "unchanged": imported.unchanged,
        "written": imported.written,
        "audit_number": imported.number,
    }


def _faults(kept: Any, language: str) -> dict[str, Any]:
    shown = [fault_view(fault, language) for fault in kept["shown"]]
    return {"faults_total": kept["count"], "faults": shown}


def _view(call: Call, imported: FileImport) -> dict[str, Any]:
    return {**summary_view(imported), **_faults(imported.faults or NO_FAULTS, call.language)}


def _mode(call: Call) -> str:
    return str(call.query.get("mode", ALL_OR_NOTHING))


def _report(call: Call, table: CheckedTable) -> dict[str, Any]:
    return {
        "mode": _mode(call),
        "union": table.union[0],
        "total": table.total,
        "right": len(table.drafts),
        "wrong": table.wrong,
        "unchanged": table.unchanged,
        **_faults(more_faults(NO_FAULTS, table.faults, table.count), call.language),
    }


def _look(call: Call) -> CheckedTable:
    return checked_table(call, read_uploaded(call.upload))


@endpoint(
    "POST", "/v1/imports", roles=CLERK, upload=TABLE, looks=_look, query=FORMS.importing,
    gives=ImportView, tries=ImportReportView, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def import_files(call: Call) -> Result:
    """导入 Import a table of household files: every line is checked before anything is written."""
    table: CheckedTable = call.looked
    if call.query.get("dry_run") == "true":
        return Result(lambda: _report(call, table), trial=True)
    digest = call.upload.sha256 if call.upload else ""
    imported = begin_import(call.uow, table, _mode(call), digest)
    return Result(lambda: _view(call, imported), imported, f"/v1/imports/{imported.id}")


@endpoint(
    "POST", "/v1/imports/annotated-copy", roles=CLERK, upload=TABLE, query=FORMS.checking,
    gives=Schema, media=XLSX, notes=frozenset({"reads"}),
)  # fmt: skip
def get_annotated_copy(call: Call) -> Result:
    """批注副本 The table back, with every wrong cell highlighted and what is wrong beside it."""
    workbook = read_uploaded(call.upload)
    faults = table_faults(call, workbook)
    try:
        content = marked_copy(
            workbook, faults, lambda f: say(f.code, f.values, call.language), call.language
        )
    except SheetRefused as refused:
        raise refused_sheet(refused) from None
    return table_file(content, "xlsx", "annotated", None)


@endpoint(
    "GET", "/v1/imports/template", roles=READERS, query=FORMS.template, gives=Schema, media=XLSX,
    also=(CSV,),
)  # fmt: skip
def get_import_template(call: Call) -> Result:
    """导入模板 The table to fill in, with its drop-down lists and one example of nobody."""
    charset = call.query.get("charset")
    if call.query.get("format") == "csv":
        return table_file(template_csv(written(charset)), "csv", "template", charset)
    return table_file(template_xlsx(), "xlsx", "template", None)


@endpoint("GET", "/v1/imports", roles=READERS, query=PageQuery, gives=page_of(ImportSummaryView))
def list_imports(call: Call) -> Result:
    """导入列表 The imports of the caller's unions, without their faults."""
    return listed(call, FileImport, summary_view, {"number": "serial"})


@endpoint("GET", "/v1/imports/<id>", roles=READERS, gives=ImportView, finds=find_import)
def get_import(call: Call) -> Result:
    """导入 One import: how far it is, and what was wrong."""
    return Result(lambda: _view(call, call.thing), call.thing)


@endpoint("GET", "/v1/imports/<id>/trail", roles=READERS, gives=TrailView, finds=find_import)
def import_trail(call: Call) -> Result:
    """办理过程 The import's history, entry by entry."""
    items = tell_trail(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "POST", "/v1/imports/<id>/continue", roles=CLERK, gives=ImportView, finds=find_import,
    key=Key.ACCEPTED,
)  # fmt: skip
def go_on_with_import(call: Call) -> Result:
    """继续 Write the next piece, as the worker does too; where none is left nothing happens."""
    continue_import(call.uow, call.thing)
    return Result(lambda: _view(call, call.thing), call.thing)


def written(charset: str | None) -> Any:
    """In UTF-8 with the mark by which Excel knows it."""
    return "gb18030" if charset == "gb18030" else "utf-8-sig"


def table_file(content: bytes, kind: str, name: str, charset: str | None, **more: Any) -> Result:
    """A file to keep, under a name of ours."""
    media = f"{CSV}; charset={charset or 'utf-8'}" if kind == "csv" else XLSX
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    headers.update(more.pop("headers", {}))
    told = {"content": content, "media": media, "headers": headers, **more}
    return Result(lambda: told)
