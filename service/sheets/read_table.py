"""The one door in: bytes that a stranger uploaded become a workbook, or a refusal."""

from __future__ import annotations

from typing import Literal

from service.sheets.limits import LIMITS, Limits
from service.sheets.read_csv import read_csv
from service.sheets.read_xlsx import parser_faults_refused, read_xlsx
from service.sheets.table import Workbook

__all__ = ["TableKind", "read_table"]

TableKind = Literal["xlsx", "csv"]


def read_table(
    data: bytes, kind: TableKind, charset: str | None = None, limits: Limits = LIMITS
) -> Workbook:
    """Every sheet of an xlsx, hidden ones too, or the one table of a CSV.

    `charset` is for a CSV alone: `utf-8` or `gb18030`, and then no other is tried; without it UTF-8
    and then GB18030. A CSV knows no formulas: `=1+1` is a text there, in an xlsx it is refused.
    Nothing but SheetRefused is raised for what stands in `data`, and by a walk over lines nothing.
    """
    with parser_faults_refused():
        return read_xlsx(data, limits) if kind == "xlsx" else read_csv(data, charset, limits)
