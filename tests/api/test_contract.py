"""The contract: fresh, valid, whole, and strict enough to catch an answer that strays from it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate
from werkzeug.test import EnvironBuilder, TestResponse

from service.api.contract import contract, contract_yaml, path_of
from service.api.contract.examples import EXAMPLES
from service.api.contract.words import REFUSALS, TAGS
from service.api.endpoint import Endpoint, declared
from tests.contract import Breach, Contract, published
from tests.county import BUSINESS_DAY, County
from workflows import identity_number
from workflows.errors import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = contract()
OPERATIONS = [
    (method, path, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]
TAKING = [endpoint for endpoint in declared() if endpoint.takes is not None]
NAMES = [operation["operationId"] for _, _, operation in OPERATIONS]
OPEN = (
    "/docs", "/healthz", "/oauth/token", "/openapi.yaml", "/problems/", "/public/", "/readyz",
    "/v1/self-check",
)  # fmt: skip
EACH = pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=NAMES)


def answer(status: int, body: Any, headers: dict[str, str], method: str, path: str) -> TestResponse:
    """An answer as the test client hands it over."""
    told = {"X-Request-Id": "12345678", "Content-Type": "application/json", **headers}
    request = EnvironBuilder(path=path, method=method).get_request()
    content = json.dumps(body).encode()
    return TestResponse([content], str(status), list(told.items()), request)  # type: ignore[arg-type]


def problem(slug: str, status: int) -> dict[str, Any]:
    words = dict.fromkeys(("title", "detail", "next", "request_id"), "x")
    return {"type": f"/problems/{slug}", "status": status, "refusals": [], "values": {}, **words}


def test_the_committed_contract_is_the_one_the_service_publishes() -> None:
    committed = (ROOT / "openapi.yaml").read_text("utf-8")
    assert committed == contract_yaml(), "run `python3 dev.py openapi`"


def test_the_contract_is_valid_openapi() -> None:
    validate(DOCUMENT)


def test_the_contract_does_not_depend_on_what_was_imported_before() -> None:
    code = (
        "import importlib, sys; from service.api import nouns\n"
        "for noun in reversed(nouns.NOUNS): importlib.import_module(f'service.api.{noun}')\n"
        "from service.api.contract import contract_yaml\n"
        "sys.stdout.buffer.write(contract_yaml().encode())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
    assert told.stdout.decode() == contract_yaml()


def test_every_route_is_in_the_contract_and_nothing_else(sqlite_county: County) -> None:
    routes = {
        (method, path_of(rule.rule))
        for rule in sqlite_county.app.url_map.iter_rules()
        for method in rule.methods or ()
        if method != "HEAD"
    }
    assert routes == published().operations
    assert {(e.method, path_of(e.rule)) for e in declared()} == routes


def test_every_noun_is_named_in_both_languages() -> None:
    assert {endpoint.noun for endpoint in declared()} == set(TAGS)


@EACH
def test_an_operation_says_who_may_call_it(method: str, path: str, operation: Any) -> None:
    if operation["security"] == [{"bearer": []}]:
        assert operation["x-roles"]
        assert {"401", "403"} <= operation["responses"].keys()
    else:
        assert path.startswith(OPEN)
        assert "x-roles" not in operation
        assert "403" not in operation["responses"]


@EACH
def test_an_operation_is_summed_up_in_both_languages(
    method: str, path: str, operation: Any
) -> None:
    assert re.match(r"[\u4e00-\u9fff]+.* [A-Z]", operation["summary"]), operation["summary"]
    assert re.fullmatch(r"[\u4e00-\u9fff]+ [A-Z].*", told_of(operation["tags"][0]))


@pytest.mark.parametrize("endpoint", TAKING, ids=[e.name for e in TAKING])
def test_the_example_of_a_body_is_one_that_is_taken(endpoint: Endpoint) -> None:
    assert endpoint.takes is not None
    endpoint.takes().load(EXAMPLES[endpoint.name])
    text = json.dumps(EXAMPLES[endpoint.name])
    for found in re.findall(r"(?<!\d)\d{17}[\dX](?!\d)", text):
        assert identity_number.canonical(found, BUSINESS_DAY.date()) == found


def told_of(tag: str) -> str:
    (words,) = [t["description"] for t in DOCUMENT["tags"] if t["name"] == tag]
    return str(words)


@EACH
def test_the_arguments_of_a_path_are_described(method: str, path: str, operation: Any) -> None:
    told = {p["name"]: p["schema"] for p in operation["parameters"] if p.get("in") == "path"}
    assert set(told) == set(re.findall(r"{(\w+)}", path))
    if "action" in told:
        assert told["action"]["enum"] == list(operation["x-actions"])


@pytest.mark.parametrize("name", sorted(DOCUMENT["components"]["schemas"]))
def test_an_object_is_closed_or_says_that_it_is_open(name: str) -> None:
    schema = DOCUMENT["components"]["schemas"][name]
    assert isinstance(schema["additionalProperties"], bool)


def test_every_refusal_is_in_the_catalogue_with_its_status() -> None:
    told = {p["slug"]: p["status"] for p in DOCUMENT["x-problems"]}
    assert told == {kind.slug(): kind.status for kind in CATALOGUE} | {"unexpected": 500}
    assert set(told.values()) == {*REFUSALS, 405}


def test_no_part_of_the_contract_is_left_unused() -> None:
    text = contract_yaml()
    for kind, parts in DOCUMENT["components"].items():
        if kind != "securitySchemes":
            assert [n for n in parts if f"'#/components/{kind}/{n}'" not in text] == []


FILES = "/v1/hardship-files"
FILE_ID = "01980123-4567-7890-8123-123456789abc"
PAGE: dict[str, Any] = {"items": [], "next": None, "has_more": False}
STRAY: dict[str, tuple[int, Any, dict[str, str]]] = {
    "a status that is not documented": (202, PAGE, {}),
    "a field too many": (200, {**PAGE, "total": 0}, {}),
    "a field too few": (200, {"items": [], "next": None}, {}),
    "a type that is another": (200, {**PAGE, "has_more": "no"}, {}),
    "an item that is none": (200, {**PAGE, "items": [{}]}, {}),
    "a media type that is another": (200, PAGE, {"Content-Type": "text/html"}),
    "a header that is not documented": (200, PAGE, {"ETag": '"12"'}),
    "a header that is malformed": (200, PAGE, {"Link": "next"}),
    "no request id": (200, PAGE, {"X-Request-Id": "!"}),
    "a refusal as plain JSON": (404, problem("not-found", 404), {}),
    "a refusal of another status": (
        404, problem("wrong-state", 404), {"Content-Type": "application/problem+json"},
    ),
    "a refusal nobody knows": (
        422, problem("just-because", 422), {"Content-Type": "application/problem+json"},
    ),
    "a refusal with a secret": (
        422, {**problem("invalid-input", 422), "trace": "…"},
        {"Content-Type": "application/problem+json"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STRAY)
def test_an_answer_that_strays_from_the_contract_is_caught(name: str) -> None:
    status, body, headers = STRAY[name]
    with pytest.raises(Breach):
        published().check("GET", FILES, answer(status, body, headers, "GET", FILES))


def test_an_answer_that_keeps_to_the_contract_passes() -> None:
    published().check("GET", FILES, answer(200, PAGE, {}, "GET", FILES))
    refusal = answer(
        422, problem("invalid-input", 422), {"Content-Type": "application/problem+json"}, "GET", FILES
    )  # fmt: skip
    published().check("GET", FILES, refusal)


def test_a_thing_without_its_etag_is_caught() -> None:
    document = {**DOCUMENT, "paths": {FILES: DOCUMENT["paths"][FILES]}}
    held = Contract(document)
    with pytest.raises(Breach, match="ETag is missing"):
        held.check("POST", FILES, answer(201, {}, {"Location": FILES}, "POST", FILES))


def test_an_answer_from_nowhere_is_caught() -> None:
    stray = answer(200, {}, {}, "GET", "/v2")
    with pytest.raises(Breach, match="nothing is declared there"):
        published().check("GET", None, stray)
    with pytest.raises(Breach, match="not in the contract"):
        published().check("GET", "/v2/<id>", stray)


def test_a_value_that_breaks_its_format_is_caught() -> None:
    schema = {"type": "string", "format": "date-time"}
    document = {
        **DOCUMENT,
        "paths": {
            "/when": {
                "get": {
                    "responses": {
                        "200": {"headers": {}, "content": {"application/json": {"schema": schema}}}
                    }
                }
            }
        },
    }
    held = Contract(document)

    def told(at: str) -> TestResponse:
        found = answer(200, at, {}, "GET", "/when")
        del found.headers["X-Request-Id"]
        return found

    held.check("GET", "/when", told("2026-03-02T10:00:00+08:00"))
    with pytest.raises(Breach, match="date-time"):
        held.check("GET", "/when", told("2026-03-02 10:00"))
