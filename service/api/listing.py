"""Lists: within the caller's scope, in the order of audit numbers, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from service.api.endpoint import Call, Result
from service.store.things import Thing
from service.use_cases.in_scope import page_after, within

__all__ = ["PAGE", "listed", "page_view"]

PAGE = 100
T = TypeVar("T", bound=Thing)


def listed(
    call: Call,
    model: type[T],
    view: Callable[[T], dict[str, Any]],
    columns: Mapping[str, str],
    before: Callable[[list[T]], object] = lambda _rows: None,
) -> Result:
    """A page of ``model`` under the filters given; ``columns`` maps a filter to another column.

    ``before`` fetches at once what the views of a whole page need.
    """
    conditions = [within(model.union_path, call.actor)]  # type: ignore[attr-defined]
    for name, wanted in call.query.items():
        if name in ("after", "limit"):
            continue
        column = getattr(model, columns.get(name, name), None)
        if column is not None:
            conditions.append(column == wanted)
    limit = call.query.get("limit", PAGE)
    rows, more = page_after(call.uow, model, conditions, call.query.get("after", 0), limit)
    before(rows)
    return page_view(rows, more, view)


def page_view(rows: list[T], more: int | None, view: Callable[[T], dict[str, Any]]) -> Result:
    """Items, the cursor after the last of them, and whether more follow."""
    items = [view(row) for row in rows]
    cursor = rows[-1].number if rows else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more is not None})
