"""One operation of the contract, told from the declaration of one endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from service.api.contract.answers import responses
from service.api.contract.examples import EXAMPLES
from service.api.contract.parts import PARAMETERS, ref
from service.api.contract.shapes import Shapes
from service.api.endpoint import Endpoint, Key
from service.api.uploads import Upload

__all__ = ["operation", "path_of", "tag_of"]

_ARGUMENT = re.compile(r"<(?:[a-z]+(?:\([^)]*\))?:)?([a-z_]+)>", re.ASCII)

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
        told["x-actions"] = {_word(door): sorted(table.roles_for(door)) for door in table.doors}
    told["parameters"] = [*_parameters(endpoint), *_asked(endpoint, shapes)]
    if endpoint.takes is not None:
        told["requestBody"] = _body(endpoint, shapes.of(endpoint.takes))
    if endpoint.upload is not None:
        told["requestBody"] = _file(endpoint.upload)
    told["responses"] = dict(responses(endpoint, shapes))
    return told


def _body(endpoint: Endpoint, schema: dict[str, Any]) -> dict[str, Any]:
    shown = {"example": EXAMPLES[endpoint.name]} if endpoint.name in EXAMPLES else {}
    return {
        "required": "body_optional" not in endpoint.notes,
        "content": {media: {"schema": schema, **shown} for media in endpoint.accepts},
    }


def _file(upload: Upload) -> dict[str, Any]:
    """A body that is a file: bytes, and how many of them."""
    most = upload.bytes_max
    shape = {"type": "string", "format": "binary", "minLength": 1, "maxLength": most}
    return {
        "required": True,
        "description": f"文件本身，至多 {most} 字节 The file itself, at most {most} bytes.",
        "content": {media: {"schema": shape} for media in upload.media},
    }


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
        yield _key(endpoint)
    yield ref("parameters", "AcceptLanguage")


def _key(endpoint: Endpoint) -> dict[str, Any]:
    if not endpoint.key_for:
        always = endpoint.key is Key.REQUIRED
        return ref("parameters", "IdempotencyKeyRequired" if always else "IdempotencyKey")
    told = PARAMETERS["IdempotencyKey"]
    actions = ", ".join(sorted(endpoint.key_for))
    return {**told, "description": f"{told['description']} 必填 Required for: {actions}."}


def _argument(endpoint: Endpoint, collection: str, name: str) -> dict[str, Any]:
    if name == "action" and endpoint.by_row and endpoint.by_row.widest:
        return {"type": "string", "enum": [_word(door) for door in endpoint.by_row.widest.doors]}
    kind = "id" if name.endswith("_id") else name
    found = _ARGUMENTS.get((collection, kind)) or _ARGUMENTS.get(("", kind)) or _WORD
    return dict(found)


def _word(action: str) -> str:
    """An action as an address spells it."""
    return action.replace("_", "-")


def _asked(endpoint: Endpoint, shapes: Shapes) -> list[dict[str, Any]]:
    return [] if endpoint.query is None else shapes.parameters(endpoint.query)
