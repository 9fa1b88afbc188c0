"""/v1/calendars: the working days that periods are counted by."""

from __future__ import annotations

from typing import Any

from schemas.calendar import CalendarForm, CalendarMadeView, CalendarView
from service.api.endpoint import EVERY_ROLE, Call, Key, Result, endpoint
from service.store.edition import CalendarYear
from service.use_cases.import_calendar import import_calendar
from service.use_cases.working_calendar import library_tables, table_of_row
from workflows.calendar import YearTable
from workflows.errors import NotFound
from workflows.vocabulary import Role

__all__ = ["calendar_view"]


def calendar_view(year: int, table: YearTable, *, imported: bool) -> dict[str, Any]:
    return {
        "year": year,
        "days_off": sorted(table.off),
        "days_worked": sorted(table.work),
        "source": table.source,
        "imported": imported,
    }


@endpoint("GET", "/v1/calendars/<year>", roles=EVERY_ROLE, gives=CalendarView)
def get_calendar(call: Call) -> Result:
    """工作日历 The working days of one year, where its table is known."""
    text = call.args["year"]
    row = call.uow.session.get(CalendarYear, text)
    if row is not None:
        view = calendar_view(int(text), table_of_row(row), imported=True)
        return Result(lambda: view)
    table = {str(year): table for year, table in library_tables().items()}.get(text)
    if table is None:
        raise NotFound
    return Result(lambda: calendar_view(int(text), table, imported=False))


@endpoint(
    "POST", "/v1/calendars", roles=frozenset({Role.SYSTEM_ADMIN}), takes=CalendarForm,
    gives=CalendarMadeView, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def open_calendar(call: Call) -> Result:
    """导入工作日历 Import the State Council's notice of one year."""
    row = import_calendar(call.uow, call.body)
    view = calendar_view(int(row.id), table_of_row(row), imported=True)
    return Result(lambda: {**view, "audit_number": row.number}, row, f"/v1/calendars/{row.id}")
