"""/v1/notices: publish, read, close."""

from __future__ import annotations

from collections import Counter
from typing import Any

from schemas.decision import ActionsView, Decision, PageQuery
from schemas.notice import NoticeForm, NoticeSummaryView, NoticeView, SnapshotView
from schemas.views import page_of
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE
from service.api.reasons import actions_view
from service.store.notice import Notice
from service.use_cases.close_notice import close_notice, closing_facts
from service.use_cases.find_notice import find_notice, notices_after, visible_lines
from service.use_cases.notice_snapshot import agrees, shown
from service.use_cases.open_notice import open_notice
from workflows.actor import Actor
from workflows.notice import NOTICE
from workflows.objection import UNDECIDED

__all__ = ["notice_view"]

REVIEWER = frozenset({"reviewer"})
ANY_SCOPE = frozenset({"any_scope"})  # who sees a line by any role sees that line
BY_ROW = ByRow(
    doors=lambda _notice: NOTICE.doors,
    rows=lambda notice, action: NOTICE.rows_for(getattr(notice, "state", ""), action),
    roles=lambda _notice, action: NOTICE.roles_for(action),
    widest=NOTICE,
)


def summary_view(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.id,
        "number": notice.serial,
        "state": notice.state,
        "union": notice.union,
        "place": notice.place.value,
        "starts_on": notice.starts_on.isoformat(),
        "ends_on": notice.ends_on.isoformat(),
        "audit_number": notice.number,
    }


def notice_view(notice: Notice, actor: Actor) -> dict[str, Any]:
    """The notice with those of its lines that lie in the caller's subtree."""
    waiting = Counter(o.line for o in notice.objections if o.state in UNDECIDED)
    lines = [
        {
            "line": line.line,
            "application_id": line.application_id,
            "state": line.state,
            "ends_on": line.ends_on.isoformat(),
            "name": line.shown_name.value,
            "union": line.shown_union,
            "programme": line.programme,
            "amount_fen": line.award_fen,
            "open_objections": waiting[line.line],
            **(
                {"hardship_file_id": line.file_id, "category": line.category}
                if line.file_id
                else {}
            ),
        }
        for line in visible_lines(notice, actor)
    ]
    return {**summary_view(notice), "lines": lines}


@endpoint(
    "POST", "/v1/notices", roles=REVIEWER, takes=NoticeForm, gives=NoticeView, key=Key.REQUIRED,
    status=201,
)  # fmt: skip
def publish(call: Call) -> Result:
    """公示 Put reviewed applications, or files that wait for it, on public notice."""
    notice = open_notice(call.uow, call.body)
    return Result(lambda: notice_view(notice, call.actor), notice, f"/v1/notices/{notice.id}")


@endpoint("GET", "/v1/notices", roles=CASEWORK, query=PageQuery, gives=page_of(NoticeSummaryView))
def list_notices(call: Call) -> Result:
    """公示列表 The notices of the caller's unions, and those with a line of theirs."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = notices_after(call.uow, call.query, after, limit)
    cursor = rows[-1].number if rows else None
    items = [summary_view(row) for row in rows]
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})


@endpoint(
    "GET", "/v1/notices/<id>", roles=CASEWORK, gives=NoticeView, finds=find_notice,
    notes=ANY_SCOPE,
)  # fmt: skip
def get_notice(call: Call) -> Result:
    """公示 One notice with its lines."""
    return Result(lambda: notice_view(call.thing, call.actor), call.thing)


@endpoint(
    "GET", "/v1/notices/<id>/snapshot", roles=CASEWORK, gives=SnapshotView, finds=find_notice,
    notes=ANY_SCOPE,
)  # fmt: skip
def notice_snapshot(call: Call) -> Result:
    """公示留痕 The list as it was shown, also after it was taken down, and whether it still agrees."""
    notice: Notice = call.thing
    view = {
        **shown(notice, visible_lines(notice, call.actor)),
        "number": notice.serial,
        "shown_digest": notice.shown_digest,
        "agrees": agrees(notice),
        "audit_number": notice.number,
    }
    return Result(lambda: view, notice)


@endpoint(
    "GET", "/v1/notices/<id>/actions", roles=CASEWORK, gives=ActionsView, finds=find_notice,
    notes=ANY_SCOPE,
)  # fmt: skip
def notice_actions(call: Call) -> Result:
    """可办事项 Whether the notice may be closed, and if not, why not."""
    notice: Notice = call.thing
    facts = closing_facts(call.uow, notice)
    view = actions_view(NOTICE, notice.state, facts, notice.union_path, call.language)
    return Result(lambda: view, notice)


@endpoint(
    "POST", "/v1/notices/<id>/<action>", roles=REVIEWER, takes=Decision, gives=NoticeView,
    finds=find_notice, by_row=BY_ROW, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_notice(call: Call) -> Result:
    """结束公示 Close a notice whose every period has ended."""
    close_notice(call.uow, call.thing, call.body.get("opinion"))
    return Result(lambda: notice_view(call.thing, call.actor), call.thing)
