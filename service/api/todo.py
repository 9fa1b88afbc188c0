"""/v1/todo: what waits for the caller."""

from __future__ import annotations

from schemas.supervision import TodoCountsView, TodoPage, TodoQuery
from service.api.endpoint import Call, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE
from service.use_cases.todo import Key, counts_of, page_of_todo

__all__ = ["place_of"]


def place_of(cursor: str | None) -> Key:
    """The place behind which a page begins; the first of all without a cursor."""
    due, since, thing = (cursor or "__").split("_", 2)
    return due, since, thing


@endpoint("GET", "/v1/todo", roles=CASEWORK, query=TodoQuery, gives=TodoPage)
def list_todo(call: Call) -> Result:
    """待办 What waits for the caller, the first due first, and what stands against them in each case."""
    after = place_of(call.query.get("after"))
    told = page_of_todo(call.uow, after, call.query.get("limit", PAGE))
    return Result(lambda: told)


@endpoint("GET", "/v1/todo/counts", roles=CASEWORK, gives=TodoCountsView)
def count_todo(call: Call) -> Result:
    """待办统计 How many of each kind wait for the caller, and how many are late."""
    told = counts_of(call.uow)
    return Result(lambda: told)
