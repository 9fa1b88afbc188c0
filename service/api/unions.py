"""/v1/unions: the tree of unions, as far as the caller sees it."""

from __future__ import annotations

from typing import Any

from schemas.people import UnionQuery, UnionView
from schemas.views import page_of
from service.api.endpoint import EVERY_ROLE, Call, Key, Result, endpoint
from service.api.listing import PAGE, page_view
from service.api.people_forms import FORMS
from service.store.people import Union
from service.use_cases.create_union import create_union
from service.use_cases.in_scope import page_after, within
from service.use_cases.named_union import find_union
from workflows.vocabulary import Role

__all__ = ["union_view"]


def union_view(union: Union) -> dict[str, Any]:
    return {
        "id": union.id,
        "name": union.name,
        "level": union.level,
        "parent": union.parent,
        "audit_number": union.number,
    }


@endpoint("GET", "/v1/unions", roles=EVERY_ROLE, query=UnionQuery, gives=page_of(UnionView))
def list_unions(call: Call) -> Result:
    """工会列表 The unions of the caller's subtree."""
    conditions = [within(Union.path, call.actor)]
    if "parent" in call.query:
        conditions.append(Union.parent == call.query["parent"])
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = page_after(call.uow, Union, conditions, after, limit)
    return page_view(rows, more, union_view)


@endpoint("GET", "/v1/unions/<id>", roles=EVERY_ROLE, gives=UnionView, finds=find_union)
def get_union(call: Call) -> Result:
    """工会 One union."""
    return Result(lambda: union_view(call.thing), call.thing)


@endpoint(
    "POST", "/v1/unions", roles=frozenset({Role.SYSTEM_ADMIN}), takes=FORMS.union,
    gives=UnionView, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def open_union(call: Call) -> Result:
    """新建工会 Add a union below one of the caller's subtree."""
    union = create_union(call.uow, call.body)
    return Result(lambda: union_view(union), union, f"/v1/unions/{union.id}")
