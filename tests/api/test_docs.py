"""The page of the contract: drawn from files of this host, and from no other."""

from __future__ import annotations

import hashlib
import re
import tomllib
from fnmatch import fnmatch
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from service.api.contract import contract
from tests.county import County
from workflows.errors import CATALOGUE

VENDORED = {
    "swagger-ui-5.35.0.css": "5ed08757e53da3e026d6cbecc61fe5d43585c9560b302d534ad56692519a273d",
    "swagger-ui-5.35.0.js": "e6a898692f2d768e807c3ba4626068a69a2c5dd960dd6c76f3e4d3a3de180af2",
}
ROOT = Path(__file__).resolve().parents[2]
STATIC = files("service.api") / "static"


def test_the_contract_is_served_as_it_is_committed(sqlite_county: County) -> None:
    told = sqlite_county.get(None, "/openapi.yaml")
    assert told.status == 200
    assert told.headers["Content-Type"] == "application/yaml"
    assert yaml.safe_load(told.body) == contract()


def test_the_page_asks_this_host_for_everything(sqlite_county: County) -> None:
    page = sqlite_county.get(None, "/docs")
    asked = re.findall(r'(?:href|src)="([^"]+)"', page.body)
    assert len(asked) == 5
    for address in asked:
        assert re.fullmatch(r"data:,|docs/[a-z0-9.-]+|openapi\.yaml", address)
        if not address.startswith("data:"):
            assert sqlite_county.get(None, f"/{address}").status == 200
    assert "//" not in page.body


def test_the_page_may_run_its_own_scripts_and_no_other(sqlite_county: County) -> None:
    page = sqlite_county.get(None, "/docs")
    policy = dict(
        part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert not re.search(r"<script[^>]*>[^<]+</script>|\son[a-z]+=|style=", page.body)


def test_no_validator_elsewhere_is_told_of_the_contract() -> None:
    assert "validatorUrl: null" in (STATIC / "docs.js").read_text("utf-8")


@pytest.mark.parametrize("name", VENDORED)
def test_what_others_made_is_kept_as_they_made_it_with_their_licence(name: str) -> None:
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == VENDORED[name]
    assert "Apache License" in (STATIC / "swagger-ui-5.35.0.LICENSE.txt").read_text("utf-8")
    assert "SmartBear" in (STATIC / "swagger-ui-5.35.0.NOTICE.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("/docs", "text/html; charset=utf-8", "public, max-age=3600"),
        ("/docs/docs.js", "text/javascript; charset=utf-8", "public, max-age=3600"),
        ("/docs/swagger-ui-5.35.0.js", "text/javascript; charset=utf-8", "immutable"),
        ("/docs/swagger-ui-5.35.0.css", "text/css; charset=utf-8", "immutable"),
        ("/openapi.yaml", "application/yaml", "no-cache"),
    ],
)
def test_each_file_says_what_it_is_and_how_long_it_may_be_kept(
    sqlite_county: County, path: str, kind: str, kept: str
) -> None:
    told = sqlite_county.get(None, path)
    assert told.headers["Content-Type"] == kind
    assert kept in told.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/docs/", "/docs/nothing.js", "/docs/..%2fdocs.py", "/docs/%2e%2e"]
)
def test_no_other_file_is_served(sqlite_county: County, path: str) -> None:
    assert sqlite_county.get(None, path).status == 404


@pytest.mark.parametrize("slug", [*(kind.slug() for kind in CATALOGUE), "unexpected"])
def test_the_type_of_every_problem_can_be_read_in_both_languages(
    sqlite_county: County, slug: str
) -> None:
    told = sqlite_county.get(None, f"/problems/{slug}")
    assert told.status == 200
    assert told["slug"] == slug
    assert re.search(r"[\u4e00-\u9fff]", told["title"]["zh"] + told["next"]["zh"])
    assert re.fullmatch(r"[ -~]+", told["title"]["en"] + told["next"]["en"])


def test_a_problem_that_is_none_is_not_found(sqlite_county: County) -> None:
    assert sqlite_county.get(None, "/problems/no-such-problem").status == 404


def test_an_installed_service_has_the_files_of_the_page() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = told["tool"]["setuptools"]["package-data"]["*"]
    for path in (ROOT / "service" / "api" / "static").iterdir():
        assert any(fnmatch(f"static/{path.name}", pattern) for pattern in patterns), path
