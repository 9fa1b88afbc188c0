"""/v1/work-lists: files that wait for something, list by list."""

from __future__ import annotations

from datetime import date
from typing import Any

from schemas.views import page_of
from schemas.work_list import WaitingFileView, WorkListQuery, WorkListsQuery, WorkListsView
from service.api.endpoint import Call, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE
from service.use_cases.find_waiting import DAYS, counted, page_of_list
from service.use_cases.work_lists import WORK_LISTS, Waiting, WorkList
from workflows.errors import NotFound
from workflows.vocabulary import label

__all__: list[str] = []


@endpoint("GET", "/v1/work-lists", roles=CASEWORK, query=WorkListsQuery, gives=WorkListsView)
def list_work_lists(call: Call) -> Result:
    """工作清单 Each list, with how many files of the caller's unions are on it."""
    word = "en" if call.language == "en" else "zh"
    counts = counted(call.uow, call.query.get("days", DAYS), call.query.get("union"))
    items = [
        {"name": name, "title": label("work_list", name, word), "count": count}
        for name, count in counts.items()
    ]
    return Result(lambda: {"items": items})


@endpoint(
    "GET", "/v1/work-lists/<name>", roles=CASEWORK, query=WorkListQuery,
    gives=page_of(WaitingFileView),
)  # fmt: skip
def get_work_list(call: Call) -> Result:
    """待办档案 The files on one list, and why each is there."""
    asked, name = call.query, call.args["name"]
    if name not in WORK_LISTS:
        raise NotFound
    page, more = page_of_list(
        call.uow, name, asked.get("days", DAYS), asked.get("union"), asked.get("after", 0),
        asked.get("limit", PAGE),
    )  # fmt: skip
    items = [_item(WORK_LISTS[name], one, call.uow.today, call.language) for one in page]
    cursor = page[-1].number if page else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})


def _item(of: WorkList, file: Waiting, today: date, language: str) -> dict[str, Any]:
    day = of.day(file)
    return {
        "id": file.id,
        "number": file.serial,
        "worker_name": file.worker_name.value,
        "union": file.union,
        "state": file.state,
        "category": file.category,
        "reverify_by": _told(file.reverify_by),
        "changed_on": _told(file.changed_on),
        "why": (of.en if language == "en" else of.zh).format(day=_told(day) or "—"),
        "day": _told(day),
        "days_left": (day - today).days if day and of.term else None,
        "audit_number": file.number,
    }


def _told(day: date | None) -> str | None:
    return day.isoformat() if day else None
