"""/v1/exports: household files as a table, in the columns of the template and masked."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema

from service.api.endpoint import Call, Result, endpoint
from service.api.imports import FORMS, READERS, table_file, written
from service.api.tables import refused_sheet
from service.api.uploads import CSV, XLSX
from service.sheets import SheetRefused
from service.use_cases.export_files import Export, export_csv, export_xlsx, note_export

__all__: list[str] = []


def _look(call: Call) -> Export:
    try:
        if call.query.get("format") == "csv":
            return export_csv(call.uow, call.query, written(call.query.get("charset")))
        return export_xlsx(call.uow, call.query)
    except SheetRefused as refused:
        raise refused_sheet(refused) from None


@endpoint(
    "GET", "/v1/exports/hardship-files", roles=READERS, query=FORMS.exporting, gives=Schema,
    media=XLSX, also=(CSV,), looks=_look, notes=frozenset({"writes", "paged"}),
)  # fmt: skip
def export_hardship_files(call: Call) -> Result:
    """导出档案 The files of the caller's unions as a table: reading it is an audit note."""
    export: Export = call.looked
    note_export(call.uow, export)
    more: dict[str, Any] = {}
    if export.more:
        more = {
            "has_more": True, "next": export.last,
            "headers": {"X-Next-After": str(export.last)},
        }  # fmt: skip
    kind = call.query.get("format", "xlsx")
    return table_file(export.content, kind, "hardship-files", call.query.get("charset"), **more)
