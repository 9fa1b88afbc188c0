"""Tables of household files on the wire: how to ask for one, and what is told of an import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marshmallow import Schema

from schemas.fields import Code, Handle, Numeral, Strict
from schemas.views import AnyObject, List, Number, Text, Written

__all__ = ["ImportForms", "ImportReportView", "ImportSummaryView", "ImportView", "import_forms"]

EXPORT_MAX = 10_000
Codes = Mapping[str, Sequence[str]]


class _TableQuery(Strict):
    """What kind of file is asked for; a charset is for a CSV alone."""

    format = Code(("xlsx", "csv"))
    charset = Code(("utf-8", "gb18030"))


@dataclass(frozen=True, slots=True)
class ImportForms:
    """The queries: to import a table, to have one checked, for the template, for an export."""

    importing: type[Schema]
    checking: type[Schema]
    template: type[Schema]
    exporting: type[Schema]


def import_forms(codes: Codes) -> ImportForms:
    """The queries with the code lists of the house in them."""

    class CheckQuery(Strict):
        union = Handle()

    class ImportQuery(CheckQuery):
        """``mode`` is all_or_nothing unless said; a dry run looks at everything and writes nothing."""

        mode = Code(codes["import_mode"])
        dry_run = Code(("true", "false"))

    class ExportQuery(_TableQuery):
        """``limit`` files after the cursor of the export before, in the order of audit numbers."""

        state = Code(codes["hardship_file_state"])
        union = Handle()
        after = Numeral(0, 2**53 - 1)
        limit = Numeral(1, EXPORT_MAX)

    return ImportForms(ImportQuery, CheckQuery, _TableQuery, ExportQuery)


class _TableFaultView(Schema):
    """One fault: sheet and line as the person sees them, the heading of the column, which it is."""

    sheet = Text()
    row = Number()
    column = Text()
    code = Text()
    title = Text(description="what is wrong, in the caller's language")
    values = AnyObject()


class ImportReportView(Schema):
    """What a dry run found. ``faults`` are the first of ``faults_total``."""

    mode = Text()
    union = Text()
    total = Number(description="households in the table")
    right = Number(description="households that would be written")
    wrong = Number(description="households with a fault")
    unchanged = Number(description="households on file already, with exactly this content")
    faults_total = Number()
    faults = List(_TableFaultView)


class ImportSummaryView(Written):
    id = Text()
    number = Text(description="the import's own number")
    state = Text()
    mode = Text()
    union = Text()
    officer = Text(description="the clerk whose import it is")
    table_sha256 = Text()
    total = Number(description="households in the table")
    wrong = Number(description="households with a fault")
    unchanged = Number(description="households on file already, with exactly this content")
    written = Number(description="households that stand as drafts of this import")


class ImportView(ImportSummaryView):
    """``faults`` are the first of ``faults_total``."""

    faults_total = Number()
    faults = List(_TableFaultView)
