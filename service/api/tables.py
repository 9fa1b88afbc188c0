"""Tables as the API has them: read from an upload, held against the schema, their faults in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from marshmallow import ValidationError

from schemas.messages import faults_of
from schemas.sentences import SENTENCES as OF_FORMS
from schemas.sentences import sentence
from service.api.endpoint import Call
from service.api.hardship_files import FORMS
from service.api.uploads import CSV, TABLE_BYTES_MAX, Uploaded
from service.file_table.fault import SENTENCES, TableFault
from service.file_table.unfit import Unfit
from service.sheets import Limits, SheetRefused, Workbook, read_table
from service.sheets.table import address
from service.use_cases.check_table import CheckedTable, FormFault, check_table
from service.use_cases.import_faults import told_fault
from service.use_cases.open_hardship_file import clerk_union
from workflows.errors import TableRefused, by_code
from workflows.vocabulary import codes, label

__all__ = [
    "checked_table",
    "fault_view",
    "read_uploaded",
    "refused_sheet",
    "refused_table",
    "say",
    "table_faults",
]

LIMITS: Final = Limits(upload_bytes=TABLE_BYTES_MAX, rows=40_001, cells=1_600_000)
"""Ten thousand households of four, on one sheet or on two."""
_OPENING: Final = FORMS.opening()
_ON_FILE: Final = "person_on_file"
_PLACES: Final = frozenset(codes("union_place"))
_LANGUAGES: Final = {"zh-CN": "zh", "en": "en"}


def read_uploaded(upload: Uploaded | None, limits: Limits = LIMITS) -> Workbook:
    """Raises ``TableRefused`` for a file that is not read, with the reason in both languages."""
    if upload is None:
        raise TypeError("an endpoint that takes no file")
    try:
        if upload.media == CSV:
            return read_table(upload.content, "csv", upload.charset, limits)
        return read_table(upload.content, "xlsx", limits=limits)
    except SheetRefused as refused:
        raise refused_sheet(refused) from None


def refused_sheet(refused: SheetRefused) -> TableRefused:
    return TableRefused(
        reason=refused.reason, zh=refused.zh, en=refused.en, **_named(refused.values)
    )


def checked_table(call: Call, workbook: Workbook) -> CheckedTable:
    """Every line looked at, for the union of the clerk; raises ``TableRefused`` for a strange table."""
    union = clerk_union(call.uow, call.query.get("union"))
    try:
        return check_table(call.uow, workbook, _shape, union)
    except Unfit as unfit:
        raise refused_table(unfit, call.language) from None


def table_faults(call: Call, workbook: Workbook) -> Sequence[TableFault]:
    """The faults alone; where the headings are wrong, those."""
    union = clerk_union(call.uow, call.query.get("union"))
    try:
        return check_table(call.uow, workbook, _shape, union).faults
    except Unfit as unfit:
        if unfit.faults:
            return unfit.faults
        raise refused_table(unfit, call.language) from None


def fault_view(fault: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A fault as it is kept, with its sentence."""
    return {**fault, "title": say(fault["code"], fault["values"], language)}


def say(code: str, values: Mapping[str, Any], language: str) -> str:
    """The sentence of a fault: of the table, of the form, or of a case."""
    english = language == "en"
    if code in SENTENCES:
        return SENTENCES[code][english].format_map(values)
    if code in OF_FORMS:
        return sentence(code, dict(values), english=english)
    kind = by_code(code)
    said = kind.en if english else kind.zh
    return f"{said}{_where(values, _LANGUAGES[language])}" if code == _ON_FILE else said


def _where(values: Mapping[str, Any], language: str) -> str:
    """The file, or no more than how far away it is (what `place_of_union` tells)."""
    told = [
        label("union_place", one, language) if one in _PLACES else one for one in values["files"]
    ]
    return f" ({', '.join(told)})" if language == "en" else f"（{'、'.join(told)}）"


def _shape(form: Mapping[str, Any]) -> Sequence[FormFault]:
    try:
        _OPENING.load(form)
    except ValidationError as error:
        return [FormFault(fault.at, fault.code, fault.values) for fault in faults_of(error)]
    return ()


def refused_table(unfit: Unfit, language: str) -> TableRefused:
    refused = TableRefused(
        reason=unfit.reason, zh=unfit.zh, en=unfit.en, **_named(unfit.values)
    )  # fmt: skip
    if unfit.faults:
        refused.values["errors"] = [
            {
                "at": f"/{fault.sheet}/{fault.column or address(fault.row, fault.place)}",
                "code": fault.code,
                "title": say(fault.code, fault.values, language),
                "values": told_fault(fault),
            }
            for fault in unfit.faults
        ]
    return refused


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the refusal, but none in the place of its words."""
    return {name: value for name, value in values.items() if name not in ("zh", "en", "reason")}
