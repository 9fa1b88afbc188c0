"""/public/notices: what anybody may read without a token, and how anybody objects.

Only masked name, union, programme, amount or category, and period leave this file (domain.md §7, 公示 fields).
"""

from __future__ import annotations

from typing import Any

from schemas.notice import PublicNoticeSummaryView, PublicNoticeView, PublicPageQuery
from schemas.objections import ObjectionForm, ObjectionReceipt
from schemas.views import page_of
from service.api.endpoint import ANYONE, Call, Key, Result, endpoint
from service.api.listing import PAGE
from service.store.notice import Notice, NoticeLine
from service.unit_of_work import UnitOfWork
from service.use_cases.find_notice import (
    find_published,
    published_after,
    published_lines,
    union_name,
)
from service.use_cases.object_to_line import object_to_line
from workflows.errors import NotFound
from workflows.notice import HOW_TO_OBJECT
from workflows.programme import registered
from workflows.vocabulary import label

__all__: list[str] = []


@endpoint(
    "GET", "/public/notices", roles=ANYONE, query=PublicPageQuery,
    gives=page_of(PublicNoticeSummaryView),
)  # fmt: skip
def list_published(call: Call) -> Result:
    """公示栏 The notices that hang out today."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = published_after(call.uow, call.query.get("union"), after, limit)
    items = [
        {
            "id": row.id,
            "union": row.name,
            "starts_on": row.starts_on.isoformat(),
            "ends_on": row.ends_on.isoformat(),
        }
        for row in rows
    ]
    cursor = rows[-1].number if rows else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})


@endpoint("GET", "/public/notices/<id>", roles=ANYONE, gives=PublicNoticeView, finds=find_published)
def get_published(call: Call) -> Result:
    """公示栏 One notice; taken down when its period has ended."""
    notice: Notice = call.thing
    lines = published_lines(notice, call.uow.today)
    if not lines:
        raise NotFound
    view = _page(call.uow, notice, lines, "en" if call.language == "en" else "zh")
    return Result(lambda: view, notice)


@endpoint(
    "POST", "/public/notices/<id>/objections", roles=ANYONE, takes=ObjectionForm,
    gives=ObjectionReceipt, finds=find_published, key=Key.ACCEPTED, status=201,
    notes=frozenset({"rate_limited"}),
)  # fmt: skip
def object_publicly(call: Call) -> Result:
    """异议 Object to one line, by name or anonymously."""
    notice: Notice = call.thing
    objection = object_to_line(call.uow, notice, call.body, call.address)
    return Result(
        lambda: {
            "id": objection.id,
            "notice_id": notice.id,
            "line": objection.line,
            "state": objection.state,
            "audit_number": notice.number,
        },
        notice,
        f"/v1/objections/{objection.id}",
    )


def _page(
    uow: UnitOfWork, notice: Notice, lines: list[NoticeLine], language: str
) -> dict[str, Any]:
    return {
        "id": notice.id,
        "union": union_name(uow, notice.union),
        "starts_on": notice.starts_on.isoformat(),
        "ends_on": max(line.ends_on for line in lines).isoformat(),
        "how_to_object": HOW_TO_OBJECT[language].format(
            path=f"/public/notices/{notice.id}/objections"
        ),
        "lines": [_line(notice, line, language) for line in lines],
    }


def _line(notice: Notice, line: NoticeLine, language: str) -> dict[str, Any]:
    """An application with its amount; a household file with its category in place of one."""
    told = {
        "line": line.line,
        "name": line.shown_name.value,
        "union": line.shown_union,
        "programme": _titled(line.programme, language),
        "amount_fen": line.award_fen,
        "starts_on": notice.starts_on.isoformat(),
        "ends_on": line.ends_on.isoformat(),
    }
    if line.file_id is not None:
        told["category"] = label("category", line.category, language) if line.category else None
    return told


def _titled(programme: str, language: str) -> str:
    """What people call what is published: a programme, or the filing of a household."""
    known = registered().get(programme)
    return known.title(language) if known else label("term", programme, language)
