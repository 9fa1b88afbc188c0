"""/openapi.yaml, /docs, /problems: the contract as text, as a page, and its problems one by one.

The page needs no outside host: Swagger UI is kept here under its version and licence, and the
content security policy lets it speak to this host only.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from marshmallow import Schema

from schemas.problem import ProblemKindView
from service.api.contract import contract_yaml
from service.api.contract.parts import catalogue
from service.api.contract.words import TITLE
from service.api.endpoint import ANYONE, Call, Result, endpoint
from workflows.errors import NotFound

__all__ = ["SWAGGER_UI"]

SWAGGER_UI = "swagger-ui-5.35.0"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
FOR_EVER = "public, max-age=31536000, immutable"  # its name carries its version
AN_HOUR = "public, max-age=3600"
SCRIPT = "text/javascript; charset=utf-8"
OPEN: dict[str, Any] = {"roles": ANYONE, "gives": Schema, "bare": True}
PAGE = f"""\
<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{TITLE}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/{SWAGGER_UI}.css">
<script src="docs/{SWAGGER_UI}.js"></script>
<script src="docs/docs.js"></script>
<div id="contract"><a href="openapi.yaml">openapi.yaml</a></div>
</html>
"""


@cache
def _file(name: str) -> bytes:
    return (files("service.api") / "static" / name).read_bytes()


def _raw(content: bytes | str, cached: str, **headers: str) -> Result:
    told: dict[str, Any] = {"content": content, "headers": {"Cache-Control": cached, **headers}}
    return Result(lambda: told)


@endpoint("GET", "/openapi.yaml", media="application/yaml", **OPEN)
def get_contract(_house: object) -> Result:
    """接口契约 This contract, as OpenAPI 3.1."""
    return _raw(contract_yaml(), "no-cache")


@endpoint("GET", "/docs", media="text/html; charset=utf-8", **OPEN)
def get_docs(_house: object) -> Result:
    """接口文档 The contract as a page."""
    return _raw(PAGE, AN_HOUR, **{"Content-Security-Policy": POLICY})


@endpoint("GET", "/docs/docs.js", media=SCRIPT, **OPEN)
def get_docs_script(_house: object) -> Result:
    """页面脚本 What draws the page."""
    return _raw(_file("docs.js"), AN_HOUR)


@endpoint("GET", f"/docs/{SWAGGER_UI}.js", media=SCRIPT, **OPEN)
def get_swagger_script(_house: object) -> Result:
    """页面脚本 Swagger UI, as its makers ship it."""
    return _raw(_file(f"{SWAGGER_UI}.js"), FOR_EVER)


@endpoint("GET", f"/docs/{SWAGGER_UI}.css", media="text/css; charset=utf-8", **OPEN)
def get_swagger_style(_house: object) -> Result:
    """页面样式 Its style sheet."""
    return _raw(_file(f"{SWAGGER_UI}.css"), FOR_EVER)


@endpoint("GET", "/problems/<slug>", roles=ANYONE, gives=ProblemKindView)
def get_problem(call: Call) -> Result:
    """拒绝种类 What a problem's `type` means, in both languages."""
    kind = next((kind for kind in catalogue() if kind["slug"] == call.args["slug"]), None)
    if kind is None:
        raise NotFound
    return Result(lambda: kind)
