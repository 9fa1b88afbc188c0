"""/v1/calendars: the years that come with the service, and those that are imported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.import_calendar import import_calendar
from service.use_cases.working_calendar import calendar_for
from tests.audit_trail import last_entry
from tests.county import County, Reply
from workflows.actor import SYSTEM
from workflows.errors import CalendarInUse, CalendarUnknown

FORM: dict[str, Any] = {
    "year": 2027,
    "days_off": ["2027-01-01", "2027-02-05", "2027-02-08"],
    "days_worked": ["2027-02-13"],
    "source": "国务院办公厅关于2027年部分节假日安排的通知",
}


def bring(county: County, **more: Any) -> Reply:
    return county.post("system-1", "/v1/calendars", {**FORM, **more})


def working(county: County, day: date) -> bool:
    return bool(county.house.transactions.read(lambda uow: calendar_for(uow).is_working(day)))


def test_a_year_of_the_library_is_there_without_import(county: County) -> None:
    shown = county.get("clerk-1", "/v1/calendars/2026")
    assert shown["imported"] is False
    assert "2026-02-17" in shown["days_off"]
    assert "2026-02-14" in shown["days_worked"]


def test_an_imported_year_is_counted_by_from_then_on(county: County) -> None:
    assert county.get("clerk-1", "/v1/calendars/2027").status == 404
    with pytest.raises(CalendarUnknown):
        working(county, date(2027, 2, 5))
    made = bring(county)
    assert (made.status, made.headers["Location"]) == (201, "/v1/calendars/2027")
    assert last_entry(county)["act"] == "calendar.import"
    assert county.get("clerk-1", "/v1/calendars/2027").body == {**FORM, "imported": True}
    assert not working(county, date(2027, 2, 5))
    assert working(county, date(2027, 2, 13))
    assert not working(county, date(2027, 2, 14))
    assert working(county, date(2027, 2, 4))


def test_an_import_takes_the_place_of_the_librarys_year(county: County) -> None:
    assert bring(county, year=2026, days_off=["2026-11-23"], days_worked=[]).status == 201
    assert not working(county, date(2026, 11, 23))
    assert working(county, date(2026, 2, 17))


def test_a_year_is_imported_once(county: County) -> None:
    assert bring(county).status == 201
    refused = bring(county, days_off=["2027-05-01"])
    assert (refused.status, refused["type"]) == (409, "/problems/already-exists")
    assert county.get("clerk-1", "/v1/calendars/2027")["days_off"] == FORM["days_off"]


def test_a_year_that_notices_were_counted_by_is_not_changed(county: County) -> None:
    path = county.reviewed_application()
    opened = county.post(
        "reviewer-1", "/v1/notices", {"application_ids": [path.rpartition("/")[2]], "place": "公告栏"},
        key=county.new_key(),
    )  # fmt: skip
    assert opened.status == 201
    refused = bring(county, year=2026, days_off=["2026-03-04"], days_worked=[])
    assert (refused.status, refused["type"]) == (409, "/problems/calendar-in-use")
    assert bring(county).status == 201


def test_a_notice_opened_while_the_year_is_imported_is_counted(postgres_county: County) -> None:
    county = postgres_county
    path = county.reviewed_application()
    form = {"year": 2026, "days_off": [date(2026, 3, 4)], "days_worked": [], "source": "国办"}
    opened: list[Reply] = []

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = SYSTEM
        import_calendar(uow, form)
        if not opened:
            opened.append(county.on_notice(path))
        return lambda: Answer(201, {})

    with pytest.raises(CalendarInUse):
        county.house.transactions.write(work)
    assert opened[0].status == 201
    assert county.get("clerk-1", "/v1/calendars/2026")["imported"] is False


@pytest.mark.parametrize(
    ("change", "values"),
    [
        ({"days_off": ["2026-12-31"]}, {"outside": ["2026-12-31"], "both": []}),
        ({"days_worked": ["2028-01-01"]}, {"outside": ["2028-01-01"], "both": []}),
        ({"days_worked": ["2027-02-05"]}, {"outside": [], "both": ["2027-02-05"]}),
    ],
)
def test_days_lie_in_the_year_and_are_either_free_or_worked(
    county: County, change: dict[str, Any], values: dict[str, Any]
) -> None:
    refused = bring(county, **change)
    assert (refused.status, refused["type"]) == (422, "/problems/calendar-invalid")
    assert refused["values"] == {"year": 2027, **values}
    assert county.get("clerk-1", "/v1/calendars/2027").status == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("days_off", []),
        ("days_off", ["2027-01-01", "2027-01-01"]),
        ("days_off", ["2027-02-30"]),
        ("days_off", ["2027-1-1"]),
        ("days_worked", [f"2027-05-{day:02d}" for day in range(1, 22)]),
        ("year", "2027"),
        ("year", 1999),
        ("source", ""),
    ],
)
def test_a_form_that_cannot_be_is_refused(sqlite_county: County, field: str, value: Any) -> None:
    refused = bring(sqlite_county, **{field: value})
    assert refused.status == 422
    assert refused["errors"][0]["at"].startswith(f"/{field}")


@pytest.mark.parametrize("year", ["2003", "26", "2026.0", "２０２６", "%00", "x" * 300])
def test_what_is_no_known_year_is_not_found(county: County, year: str) -> None:
    assert county.get("clerk-1", f"/v1/calendars/{year}").status == 404
