"""/v1/code-lists: every closed list a caller may meet, with its labels in both languages."""

from __future__ import annotations

from schemas.calendar import CodeListsView, CodeListView
from service.api.endpoint import EVERY_ROLE, Call, Result, endpoint
from workflows.errors import NotFound
from workflows.vocabulary import CODE_LISTS

__all__: list[str] = []


@endpoint("GET", "/v1/code-lists", roles=EVERY_ROLE, gives=CodeListsView)
def list_code_lists(_call: Call) -> Result:
    """代码表目录 The names of all code lists."""
    items = [{"name": name, "size": len(words)} for name, words in sorted(CODE_LISTS.items())]
    return Result(lambda: {"items": items})


@endpoint("GET", "/v1/code-lists/<name>", roles=EVERY_ROLE, gives=CodeListView)
def get_code_list(call: Call) -> Result:
    """代码表 One code list, in the order people read it."""
    name = call.args["name"]
    if name not in CODE_LISTS:
        raise NotFound
    items = [{"code": word.code, "zh": word.zh, "en": word.en} for word in CODE_LISTS[name]]
    return Result(lambda: {"name": name, "items": items})
