"""What stands in the head of every answer, of every route and of every way to go wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from service.api import nouns
from service.api.contract import path_of
from service.api.endpoint import declared
from service.api.http import BODY_LIMIT
from tests.contract import published
from tests.county import County

nouns.load()
ALWAYS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}
STRICT = "default-src 'none'; frame-ancestors 'none'"
METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "HEAD", "QUERY")
SOME = {"id": "01980123-4567-7890-8123-123456789abc", "slug": "not-found", "year": "2026"}
RULES = sorted({endpoint.rule for endpoint in declared()})
METHODS_OF = {
    rule: {endpoint.method for endpoint in declared() if endpoint.rule == rule} for rule in RULES
}


def path(rule: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: SOME.get(found[1], "1"), rule)


def check(answer: TestResponse) -> None:
    """The headers that protect whoever reads the answer, and none that opens a door."""
    for name, value in ALWAYS.items():
        assert answer.headers.get_all(name) == [value], name
    assert re.fullmatch(r"[A-Za-z0-9._-]{8,64}", answer.headers["X-Request-Id"])
    assert "Accept-Language" in answer.headers["Vary"]
    (policy,) = answer.headers.get_all("Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    if not answer.request.path.startswith(("/docs", "/openapi.yaml")):
        assert policy == STRICT
        assert answer.headers.get_all("Cache-Control") == ["no-store"]
    names = {name.lower() for name, _ in answer.headers}
    assert not [name for name in names if name.startswith(("access-control-", "set-cookie"))]
    assert not names & {"server", "x-powered-by", "via"}


@pytest.mark.parametrize("rule", RULES)
def test_every_route_answers_every_method_with_the_same_protection(
    sqlite_county: County, rule: str
) -> None:
    for method in METHODS:
        check(sqlite_county.client.open(path(rule), method=method))


@pytest.mark.parametrize("rule", RULES)
def test_a_method_that_is_not_declared_is_refused_by_name(sqlite_county: County, rule: str) -> None:
    adapter = sqlite_county.app.url_map.bind("localhost")
    taken = set(adapter.allowed_methods(path(rule)))
    assert METHODS_OF[rule] <= taken
    for method in set(METHODS) - taken:
        answer = sqlite_county.client.open(path(rule), method=method)
        published().hold(sqlite_county.app, answer)
        assert answer.status_code == 405, method
        assert {name.strip() for name in answer.headers["Allow"].split(",")} == taken


@pytest.mark.parametrize("rule", [rule for rule in RULES if "GET" in METHODS_OF[rule]])
def test_head_tells_what_get_would_without_its_body(sqlite_county: County, rule: str) -> None:
    token = {"Authorization": f"Bearer {sqlite_county.token('auditor-1')}"}
    told = sqlite_county.client.get(path(rule), headers=token)
    asked = sqlite_county.client.head(path(rule), headers=token)
    assert asked.status_code == told.status_code
    assert asked.get_data() == b""
    changing = {"X-Request-Id", "Content-Length"}
    assert {(n, v) for n, v in asked.headers if n not in changing} == {
        (n, v) for n, v in told.headers if n not in changing
    }


def _huge(county: County) -> TestResponse:
    body = b'{"a": "' + b"x" * BODY_LIMIT + b'"}'
    return county.client.post(
        "/v1/hardship-files", data=body, content_type="application/json", headers=clerk(county)
    )


def _broken(county: County, error: Exception) -> TestResponse:
    def fail(**_args: Any) -> Any:
        raise error

    county.app.view_functions["get_health"] = fail
    return county.client.get("/healthz")


def clerk(county: County) -> dict[str, str]:
    return {"Authorization": f"Bearer {county.token('clerk-1')}"}


SECRET = "password=kept-from-callers"
WRONG: Mapping[int, Callable[[County], TestResponse]] = {
    400: lambda c: c.client.get("/v1/hardship-files?a=1&a=2", headers=clerk(c)),
    401: lambda c: c.client.get("/v1/hardship-files"),
    403: lambda c: c.client.post("/v1/officers", json={}, headers=clerk(c)),
    404: lambda c: c.client.get("/wp-login.php"),
    405: lambda c: c.client.put("/v1/hardship-files"),
    413: _huge,
    415: lambda c: c.client.post("/v1/hardship-files", data="a=1", headers=clerk(c)),
    422: lambda c: c.client.post("/v1/hardship-files", json={}, headers=clerk(c)),
    500: lambda c: _broken(c, RuntimeError(SECRET)),
    503: lambda c: _broken(c, OperationalError(SECRET, {}, Exception(SECRET))),
}


@pytest.mark.parametrize("status", WRONG)
def test_whatever_goes_wrong_the_answer_is_a_protected_problem(
    sqlite_county: County, status: int
) -> None:
    answer = WRONG[status](sqlite_county)
    assert answer.status_code == status
    check(answer)
    published().hold(sqlite_county.app, answer)
    assert answer.content_type == "application/problem+json"
    body = answer.get_json(force=True)
    assert body["status"] == status
    assert body["request_id"] == answer.headers["X-Request-Id"]


@pytest.mark.parametrize("status", [500, 503])
def test_a_fault_of_ours_tells_callers_nothing_of_its_cause(
    sqlite_county: County, status: int
) -> None:
    answer = WRONG[status](sqlite_county)
    assert SECRET not in answer.get_data(as_text=True) + str(answer.headers)
    assert "Traceback" not in answer.get_data(as_text=True)


def test_a_request_keeps_the_id_it_came_with_if_that_is_one(sqlite_county: County) -> None:
    def told(offered: str) -> str:
        answer = sqlite_county.client.get("/healthz", headers={"X-Request-Id": offered})
        return answer.headers["X-Request-Id"]

    assert told("trace-0123456789.abc_DEF") == "trace-0123456789.abc_DEF"
    trace, uuid = "4bf92f3577b34da6a3ce929d0e0e4736", "01a00000-0000-7000-8000-000000000000"
    assert (told(trace), told(uuid)) == (trace, uuid)
    for number in ("13800000000", "li-360722198503120026", "tel.13800000000.x"):
        assert told(number) != number
    for hostile in ("short", "a" * 65, "a b c d e f g", "１２３４５６７８", '"><script>', ""):
        assert told(hostile) != hostile


def test_no_header_changes_the_method_the_path_or_the_caller(sqlite_county: County) -> None:
    tricks = {
        "X-HTTP-Method-Override": "DELETE",
        "X-HTTP-Method": "POST",
        "X-Method-Override": "PUT",
        "X-Original-URL": "/v1/officers",
        "X-Rewrite-URL": "/v1/officers",
        "X-Forwarded-Prefix": "/v1",
        "X-Forwarded-User": "security-1",
        "X-Remote-User": "security-1",
        "Remote-User": "security-1",
        "Forwarded": "for=127.0.0.1;host=evil.example",
        "X-Forwarded-Host": "evil.example",
        "X-Script-Name": "/v1",
    }
    path = "/v1/hardship-files"
    plain = sqlite_county.get("clerk-1", path)
    tricked = sqlite_county.get("clerk-1", path, headers=tricks)
    assert (tricked.status, tricked.body) == (plain.status, plain.body)
    assert sqlite_county.get(None, path, headers=tricks).status == 401


def test_a_page_links_to_the_next_by_path_alone(sqlite_county: County) -> None:
    for _ in range(2):
        sqlite_county.draft_file()
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    answer = sqlite_county.client.get(
        "/v1/hardship-files?limit=1", headers={**clerk(sqlite_county)}, base_url="http://localhost"
    )
    assert re.fullmatch(
        r'</v1/hardship-files\?limit=1&after=[0-9]+>; rel="next"', answer.headers["Link"]
    )
    refused = sqlite_county.client.get(
        "/v1/hardship-files", headers={**clerk(sqlite_county), **evil}
    )
    assert refused.status_code == 400
    check(refused)


HOSTS = {
    "localhost": 200,
    "127.0.0.1": 200,
    "127.0.0.1:8000": 200,
    "evil.example": 400,
    "localhost.evil.example": 400,
    "localhost@evil.example": 400,
    "localhost, evil.example": 400,
    "localhost/../evil": 400,
    "": 400,
    "本地": 400,
    "a" * 300: 400,
    "127.0.0.1:99999999": 400,
    "localhost#": 400,
    "[::1]:8000": 400,
    "[::ffff:1.2.3.4]": 400,
}


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: repr(host)[:30])
def test_only_the_hosts_that_are_trusted_are_answered(sqlite_county: County, host: str) -> None:
    environ = {"HTTP_HOST": host.encode().decode("latin-1")}
    answer = sqlite_county.client.get("/healthz", environ_overrides=environ)
    assert answer.status_code == HOSTS[host]
    check(answer)


def test_every_route_of_the_contract_is_looked_at() -> None:
    assert {path_of(rule) for rule in RULES} == {path for _, path in published().operations}
    assert Path(__file__).name == "test_headers.py"
