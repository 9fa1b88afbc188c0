"""One operation of the contract, told from the declaration of one endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from service.api.contract.parts import header, ref
from service.api.contract.shapes import Shapes
from service.api.contract.words import REFUSALS
from service.api.endpoint import JSON, Endpoint, Key

__all__ = ["operation", "path_of", "tag_of"]

_ARGUMENT = re.compile(r"<(?:[a-z]+(?:\([^)]*\))?:)?([a-z_]+)>", re.ASCII)
_WORDS: Final = {200: "完成 Done.", 201: "已建立 Made.", 202: "已受理 Accepted.", 204: "完成 Done."}

_UUID: Final = {
    "type": "string",
    "format": "uuid",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
}
_HANDLE: Final = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"}
_NUMBER: Final = {"type": "integer", "minimum": 0, "maximum": 2**53 - 1}
_WORD: Final = {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,63}$"}
# What stands in a path, by its name and the collection before it; an id is a UUIDv7 unless said.
_ARGUMENTS: Final[Mapping[tuple[str, str], Mapping[str, Any]]] = {
    ("unions", "id"): {"type": "string", "pattern": "^[0-9]{2,32}$"},
    ("officers", "id"): _HANDLE,
    ("clients", "id"): _HANDLE,
    ("", "id"): _UUID,
    ("", "number"): _NUMBER,
    ("", "year"): {"type": "string", "pattern": "^[0-9]{4}$"},
}


def path_of(rule: str) -> str:
    """``/v1/funds/<id>`` as the contract writes it."""
    return _ARGUMENT.sub(r"{\1}", rule)


def tag_of(noun: str) -> str:
    return noun.replace("_", "-")


def operation(endpoint: Endpoint, shapes: Shapes) -> dict[str, Any]:
    """Everything a caller must know of the endpoint, in the order people read it."""
    told: dict[str, Any] = {
        "operationId": endpoint.name,
        "tags": [tag_of(endpoint.noun)],
        "summary": endpoint.summary,
        "security": _security(endpoint),
    }
    if not endpoint.public:
        told["x-roles"] = sorted(endpoint.roles)
    if endpoint.by_row and endpoint.by_row.widest:
        table = endpoint.by_row.widest
        told["x-actions"] = {door: sorted(table.roles_for(door)) for door in table.doors}
    told["parameters"] = [*_parameters(endpoint), *_asked(endpoint, shapes)]
    if endpoint.takes is not None:
        told["requestBody"] = {
            "required": "body_optional" not in endpoint.notes,
            "content": {media: {"schema": shapes.of(endpoint.takes)} for media in endpoint.accepts},
        }
    told["responses"] = {
        **_tried(endpoint, shapes),
        str(endpoint.status): _answer(endpoint, shapes),
        **{str(status): ref("responses", REFUSALS[status][0]) for status in _statuses(endpoint)},
    }
    return told


def _security(endpoint: Endpoint) -> list[dict[str, list[str]]]:
    """A token; where tokens are made, the machine's own secret, in the body or by Basic."""
    if "credentials" in endpoint.notes:
        return [{}, {"basic": []}]
    return [] if endpoint.public else [{"bearer": []}]


def _parameters(endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    for found in _ARGUMENT.finditer(endpoint.rule):
        collection = endpoint.rule[: found.start()].rstrip("/").rpartition("/")[2]
        yield {
            "name": found[1],
            "in": "path",
            "required": True,
            "schema": _argument(endpoint, collection, found[1]),
        }
    if endpoint.versioned:
        yield ref("parameters", "IfMatch")
    if endpoint.key is not Key.NONE:
        always = endpoint.key is Key.REQUIRED
        yield ref("parameters", "IdempotencyKeyRequired" if always else "IdempotencyKey")
    yield ref("parameters", "AcceptLanguage")


def _argument(endpoint: Endpoint, collection: str, name: str) -> dict[str, Any]:
    if name == "action" and endpoint.by_row and endpoint.by_row.widest:
        return {"type": "string", "enum": list(endpoint.by_row.widest.doors)}
    kind = "id" if name.endswith("_id") else name
    found = _ARGUMENTS.get((collection, kind)) or _ARGUMENTS.get(("", kind)) or _WORD
    return dict(found)


def _asked(endpoint: Endpoint, shapes: Shapes) -> list[dict[str, Any]]:
    return [] if endpoint.query is None else shapes.parameters(endpoint.query)


def _answer(endpoint: Endpoint, shapes: Shapes) -> dict[str, Any]:
    media = endpoint.media.partition(";")[0]
    plain = {"type": "string"}
    return {
        "description": _WORDS[endpoint.status],
        "headers": {name: header(name, always=always) for name, always in _told(endpoint).items()},
        "content": {media: {"schema": shapes.of(endpoint.gives) if media == JSON else plain}},
    }


def _tried(endpoint: Endpoint, shapes: Shapes) -> dict[str, Any]:
    """The answer of a dry run: what the call would have made."""
    if endpoint.tries is None:
        return {}
    return {
        "200": {
            "description": "试算，未写入 A dry run: nothing was written.",
            "headers": {"X-Request-Id": header("X-Request-Id", always=True)},
            "content": {JSON: {"schema": shapes.of(endpoint.tries)}},
        }
    }


def _told(endpoint: Endpoint) -> dict[str, bool]:
    """The headers of the answer, and whether they are always there."""
    fields = endpoint.gives._declared_fields
    told = {"X-Request-Id": True}
    if "audit_number" in fields or endpoint.finds is not None:
        told["ETag"] = "audit_number" in fields
    if endpoint.status == HTTPStatus.CREATED:
        told["Location"] = True
    if "has_more" in fields:
        told["Link"] = False
    if endpoint.key is not Key.NONE:
        told["Idempotent-Replayed"] = False
    return told


def _statuses(endpoint: Endpoint) -> list[int]:
    """Every status the pipeline can refuse with (wire.md, order of checks)."""
    return [status for status, applies in _APPLIES.items() if applies(endpoint)]


_APPLIES: Final[Mapping[int, Any]] = {
    400: lambda e: not e.bare,
    401: lambda e: not e.public or "credentials" in e.notes,
    403: lambda e: not e.public,
    404: lambda e: "<" in e.rule or e.takes is not None,  # a body may name what is not seen
    409: lambda e: e.writes,
    412: lambda e: e.versioned,
    413: lambda e: e.takes is not None,
    415: lambda e: e.takes is not None,
    422: lambda e: not e.bare,
    428: lambda e: e.versioned,
    429: lambda e: "rate_limited" in e.notes,
    500: lambda e: True,
    503: lambda e: True,
}
