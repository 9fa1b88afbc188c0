"""What an operation may answer: the thing done, and every refusal the pipeline can give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from service.api.contract.parts import header, ref
from service.api.contract.shapes import Shapes
from service.api.contract.words import REFUSALS
from service.api.endpoint import JSON, Endpoint, Key

__all__ = ["responses"]

_WORDS: Final = {200: "完成 Done.", 201: "已建立 Made.", 202: "已受理 Accepted.", 204: "完成 Done."}


def responses(endpoint: Endpoint, shapes: Shapes) -> Iterator[tuple[str, dict[str, Any]]]:
    media = [one.partition(";")[0] for one in (endpoint.media, *endpoint.also)]
    gives = shapes.of(endpoint.gives) if media == [JSON] else {"type": "string"}
    if endpoint.tries is not None:
        yield (
            "200",
            _answer("试算，未写入 Tried; nothing written.", shapes.of(endpoint.tries), {}, [JSON]),
        )
    yield str(endpoint.status), _answer(_WORDS[endpoint.status], gives, _told(endpoint), media)
    for status, applies in _APPLIES.items():
        if applies(endpoint):
            yield str(status), ref("responses", REFUSALS[status][0])


def _answer(
    words: str, gives: Mapping[str, Any], told: Mapping[str, bool], media: Sequence[str]
) -> dict[str, Any]:
    always_there = {"X-Request-Id": True, **told}
    return {
        "description": words,
        "headers": {name: header(name, always=always) for name, always in always_there.items()},
        "content": {one: {"schema": gives} for one in media},
    }


def _told(endpoint: Endpoint) -> dict[str, bool]:
    """The headers of the answer, and whether they are always there."""
    fields = endpoint.gives._declared_fields
    told = {}
    if "audit_number" in fields or endpoint.finds is not None:
        told["ETag"] = "audit_number" in fields
    if endpoint.status == HTTPStatus.CREATED:
        told["Location"] = True
    if "has_more" in fields or "paged" in endpoint.notes:
        told["Link"] = False
    if "paged" in endpoint.notes:
        told["X-Next-After"] = False
    if endpoint.key is not Key.NONE:
        told["Idempotent-Replayed"] = False
    return told


# Every status the pipeline can refuse with (wire.md, order of checks), and when.
_APPLIES: Final[Mapping[int, Any]] = {
    400: lambda e: not e.bare,
    401: lambda e: not e.public or "credentials" in e.notes,
    403: lambda e: not e.public,
    404: lambda e: "<" in e.rule or e.has_body,  # a body may name what is not seen
    409: lambda e: e.writes,
    412: lambda e: e.versioned,
    413: lambda e: e.has_body,
    415: lambda e: e.has_body,
    422: lambda e: not e.bare,
    428: lambda e: e.versioned,
    429: lambda e: "rate_limited" in e.notes,
    500: lambda e: True,
    503: lambda e: True,
}
