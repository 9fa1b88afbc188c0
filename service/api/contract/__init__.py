"""The contract: OpenAPI 3.1, made of what the endpoints declare and the schemas say.

Nothing here is written twice: routes, roles, shapes and refusals come from where the service takes
them, so the contract cannot say other than what the service does.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from schemas.problem import ProblemView
from service.api import nouns
from service.api.contract.operation import operation, path_of, tag_of
from service.api.contract.parts import PARAMETERS, SECURITY, catalogue, headers, refusals
from service.api.contract.shapes import Shapes
from service.api.contract.words import ABOUT, TAGS, TITLE
from service.api.endpoint import declared

__all__ = ["VERSION", "contract", "contract_yaml", "path_of"]

VERSION = "1.0.0"


def contract() -> dict[str, Any]:
    """The whole document; the same whatever was imported before."""
    nouns.load()
    shapes = Shapes()
    paths: dict[str, dict[str, Any]] = {}
    endpoints = sorted(declared(), key=lambda e: (path_of(e.rule), e.method))
    for endpoint in endpoints:
        told = operation(endpoint, shapes)
        paths.setdefault(path_of(endpoint.rule), {})[endpoint.method.lower()] = told
    shapes.of(ProblemView)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": VERSION, "description": ABOUT},
        "servers": [{"url": "/"}],
        "tags": _tags({endpoint.noun for endpoint in endpoints}),
        "paths": paths,
        "components": {
            "schemas": shapes.components(),
            "parameters": PARAMETERS,
            "headers": _used(headers(), (paths, refusals())),
            "responses": refusals(),
            "securitySchemes": SECURITY,
        },
        "x-problems": catalogue(),
    }


def _tags(spoken_of: set[str]) -> list[dict[str, str]]:
    words = {noun: TAGS.get(noun, ("", noun)) for noun in sorted(spoken_of)}
    return [{"name": tag_of(noun), "description": f"{zh} {en}"} for noun, (zh, en) in words.items()]


def _used(parts: dict[str, Any], where: object) -> dict[str, Any]:
    """Those that something refers to."""
    text = str(where)
    return {name: part for name, part in parts.items() if f"/{name}'" in text}


class _Plain(yaml.SafeDumper):
    """Without anchors: each part is written out where it stands, and long texts line by line."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Plain, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Plain.add_representer(str, _text)


@cache
def contract_yaml() -> str:
    """The document as the text that is committed and served."""
    return yaml.dump(
        contract(), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100,
        default_flow_style=None,
    )  # fmt: skip
