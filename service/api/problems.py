"""Refusals as RFC 9457 problems, in the caller's language, with every failed guard."""

from __future__ import annotations

from typing import Any

from workflows.errors import DomainError

__all__ = ["UNEXPECTED", "problem_of", "unexpected"]

UNEXPECTED: dict[str, Any] = {
    "slug": "unexpected",
    "status": 500,
    "title": {"zh": "系统内部错误", "en": "Something went wrong on our side"},
    "next": {"zh": "请稍后以同一幂等键重试。", "en": "Try again later with the same key."},
}
"""A fault of ours: the one problem that is no refusal, so it stands in no table of rules."""
_TOLD = frozenset({"error", "errors", "zh", "en", "retry_after"})
_JOINS = {"en": "; ", "zh-CN": "；"}


def problem_of(error: DomainError, language: str, request_id: str) -> dict[str, Any]:
    """Type, title, status, detail, refusals with their values, and what to do next."""
    english = language == "en"
    refusals = [
        {"code": v.name, "title": v.title(language), "values": dict(v.values)}
        for v in error.refusals
    ]
    problem: dict[str, Any] = {
        "type": f"/problems/{error.slug()}",
        "title": error.en if english else error.zh,
        "status": error.status,
        "detail": _detail(error, language, [str(r["title"]) for r in refusals]),
        "refusals": refusals,
        "next": error.next_en if english else error.next_zh,
        "values": {name: value for name, value in error.values.items() if name not in _TOLD},
        "request_id": request_id,
    }
    for name in ("error", "errors"):  # the first is RFC 6749's word, at the token endpoint alone
        if name in error.values:
            problem[name] = error.values[name]
    return problem


def _detail(error: DomainError, language: str, titles: list[str]) -> str:
    reason = error.values.get("zh" if language != "en" else "en")
    if isinstance(reason, str):
        return reason
    if titles:
        return _JOINS.get(language, "；").join(dict.fromkeys(titles))
    return error.en if language == "en" else error.zh


def unexpected(language: str, request_id: str) -> dict[str, Any]:
    """What a fault of ours says: nothing but where to ask."""
    english = language == "en"
    word = "en" if english else "zh"
    return {
        "type": f"/problems/{UNEXPECTED['slug']}",
        "title": UNEXPECTED["title"][word],
        "status": UNEXPECTED["status"],
        "detail": "Quote the request id when you ask." if english else "请凭请求编号联系管理员。",
        "refusals": [],
        "next": UNEXPECTED["next"][word],
        "values": {},
        "request_id": request_id,
    }
