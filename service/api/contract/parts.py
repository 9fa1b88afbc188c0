"""What operations share: headers, parameters, refusals, the catalogue of problems."""

from __future__ import annotations

from typing import Any

from service.api.contract.words import REFUSALS
from service.api.problems import UNEXPECTED
from workflows.errors import CATALOGUE

__all__ = ["HEADERS", "PARAMETERS", "SECURITY", "catalogue", "header", "headers", "ref", "refusals"]

_KEY = r"[!#-\[\]-~]"
_QUOTED = r"(?:[!#-\[\]-~]|\\[\"\\])"

SECURITY: dict[str, Any] = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "访问令牌 An access token (RFC 9068), valid for ten minutes.",
    },
    "basic": {
        "type": "http",
        "scheme": "basic",
        "description": "接入系统的编号与密钥 A machine's id and secret, only where tokens are made.",
    },
}

HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {
        "description": "审计编号即版本号 The audit number that is this version, to be sent as If-Match.",
        "schema": {"type": "string", "pattern": '^"[1-9][0-9]{0,17}"$'},
    },
    "Location": {
        "description": "新建事物的地址 Where the new thing is.",
        "schema": {"type": "string", "pattern": "^/"},
    },
    "Link": {
        "description": '下一页 The next page, as rel="next", when there is one.',
        "schema": {"type": "string", "pattern": '^</[^>]*>; rel="next"$'},
    },
    "X-Next-After": {
        "description": "下一页的 after The cursor of the next page, when there is one.",
        "schema": {"type": "string", "pattern": "^[0-9]{1,16}$"},
    },
    "Idempotent-Replayed": {
        "description": "此为先前答复 Present when this is the answer given before under the same key.",
        "schema": {"type": "string", "enum": ["true"]},
    },
    "Retry-After": {
        "description": "请于若干秒后重试 Seconds after which to try again.",
        "schema": {"type": "string", "pattern": "^[0-9]{1,5}$"},
    },
    "WWW-Authenticate": {
        "description": "Bearer (RFC 6750).",
        "schema": {"type": "string"},
    },
    "X-Request-Id": {
        "description": "请求编号 The id under which our logs know this request.",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{8,64}$"},
    },
}

PARAMETERS: dict[str, dict[str, Any]] = {
    "AcceptLanguage": {
        "name": "Accept-Language",
        "in": "header",
        "description": "中文，除非要求英文 Chinese, unless English is asked for before it.",
        "schema": {"type": "string", "default": "zh-CN", "examples": ["zh-CN", "en"]},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "所见版本的 ETag The ETag you saw: absent 428, stale 412.",
        "schema": {"type": "string", "pattern": r'^"[!#-~]{0,64}"$', "examples": ['"1042"']},
    },
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "幂等键，可加引号 A key of your own, bare or quoted: the same key and input get "
        "the first answer again.",
        "schema": {"type": "string", "pattern": f'^(?:{_KEY}{{1,255}}|"{_QUOTED}{{1,255}}")$'},
    },
}
PARAMETERS["IdempotencyKeyRequired"] = {**PARAMETERS["IdempotencyKey"], "required": True}

# What a refusal of each status tells in its headers, and whether it always does.
_TOLD: dict[int, dict[str, bool]] = {
    401: {"WWW-Authenticate": True},
    409: {"Retry-After": False},
    412: {"ETag": False},
    428: {"ETag": True},
    429: {"Retry-After": True},
    503: {"Retry-After": True},
}


def ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def header(name: str, *, always: bool) -> dict[str, str]:
    """A reference to a header of ours: the one that is always there, or the one that may be."""
    return ref("headers", name if always else f"{name}-if-any")


def headers() -> dict[str, dict[str, Any]]:
    """Each header in both ways."""
    there = {name: {**told, "required": True} for name, told in HEADERS.items()}
    return {**there, **{f"{name}-if-any": told for name, told in HEADERS.items()}}


def refusals() -> dict[str, dict[str, Any]]:
    """One response for each status a refusal can have, naming the problems of that status."""
    return {name: _refusal(status, zh, en) for status, (name, zh, en) in REFUSALS.items()}


def _refusal(status: int, zh: str, en: str) -> dict[str, Any]:
    slugs = sorted(entry["slug"] for entry in catalogue() if entry["status"] == status)
    told = {"X-Request-Id": True, **_TOLD.get(status, {})}
    return {
        "description": f"{zh} {en}: {', '.join(slugs)}",
        "headers": {name: header(name, always=always) for name, always in told.items()},
        "content": {"application/problem+json": {"schema": ref("schemas", "Problem")}},
    }


def catalogue() -> list[dict[str, Any]]:
    """Every problem by its slug: status, and title and next step in both languages."""
    found = [
        {
            "slug": kind.slug(),
            "status": kind.status,
            "title": {"zh": kind.zh, "en": kind.en},
            "next": {"zh": kind.next_zh, "en": kind.next_en},
        }
        for kind in CATALOGUE
    ]
    return sorted((UNEXPECTED, *found), key=lambda entry: str(entry["slug"]))
