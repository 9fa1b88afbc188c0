"""Results of an economic check as an uploaded table: read first, held against the list afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from marshmallow import ValidationError

from schemas.economic_check import CheckAnswersForm
from schemas.messages import faults_of
from service.api.endpoint import Call
from service.api.tables import read_uploaded, refused_table
from service.api.uploads import RESULT_BYTES_MAX
from service.file_table.results import ResultLine, results_of
from service.file_table.unfit import Unfit
from service.sheets import Limits
from service.use_cases.check_results import answers_of
from service.use_cases.check_table import FormFault

__all__ = ["read_results", "results_of_file"]

LIMITS: Final = Limits(upload_bytes=RESULT_BYTES_MAX, rows=1_001, cells=50_000)
"""A line for each household a list can hold, and the headings."""
_ANSWERS: Final = CheckAnswersForm()


def read_results(call: Call) -> list[ResultLine]:
    """What the table says; raises ``TableRefused`` for one that is not read or is none of ours."""
    try:
        return results_of(read_uploaded(call.upload, LIMITS), call.uow.today)
    except Unfit as unfit:
        raise refused_table(unfit, call.language) from None


def results_of_file(call: Call) -> list[dict[str, Any]]:
    """The lines as results; raises ``TableRefused`` with every line that is not of this list."""
    digest = call.upload.sha256 if call.upload else ""
    try:
        return answers_of(call.uow, call.thing, call.looked, _shape, digest)
    except Unfit as unfit:
        raise refused_table(unfit, call.language) from None


def _shape(results: Sequence[Mapping[str, Any]]) -> Sequence[FormFault]:
    try:
        _ANSWERS.load({"results": results})
    except ValidationError as error:
        return [FormFault(fault.at, fault.code, fault.values) for fault in faults_of(error)]
    return ()
