"""Every answer of every test, held against the contract that the service publishes.

An answer with a status, a media type, a header or a field that the contract does not name is a
fault of the contract or of the service: either way the test that saw it fails, loudly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask
from jsonschema import Draft202012Validator
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.test import TestResponse

from service.api.contract import contract, path_of
from service.api.contract.parts import HEADERS

__all__ = ["Breach", "Contract", "published"]

PROBLEM = "application/problem+json"


class Breach(AssertionError):
    """An answer that the contract does not allow."""


@dataclass(frozen=True, slots=True)
class _Documented:
    """One answer an operation may give."""

    media: frozenset[str]
    body: Draft202012Validator
    headers: Mapping[str, tuple[bool, Draft202012Validator]]


class Contract:
    """The answers of each operation, compiled once."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._statuses = {f"/problems/{p['slug']}": p["status"] for p in document["x-problems"]}
        self._answers = {
            (method.upper(), path): {
                int(status): self._documented(told)
                for status, told in operation["responses"].items()
            }
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
        }
        self._stray = self._documented(document["components"]["responses"]["NotFound"])

    @property
    def operations(self) -> frozenset[tuple[str, str]]:
        return frozenset(self._answers)

    def statuses(self, method: str, path: str) -> frozenset[int]:
        """What an operation may answer with."""
        return frozenset(self._answers[method, path])

    def hold(self, app: Flask, answer: TestResponse) -> None:
        """Raise ``Breach`` unless the contract allows the answer to the request it belongs to."""
        method = answer.request.method
        self.check(method, _rule_of(app, method, answer.request.path), answer)

    def check(self, method: str, rule: str | None, answer: TestResponse) -> None:
        """The same for a known rule; ``None`` is an address or a method that nothing answers to."""
        faults = list(self._faults(method, rule, answer))
        if faults:
            seen = answer.get_data(as_text=True)[:1_000]
            told = "\n  ".join(faults)
            raise Breach(f"{method} {rule} answered {answer.status_code}:\n  {told}\n{seen}")

    def _faults(self, method: str, rule: str | None, answer: TestResponse) -> Iterator[str]:
        asked = "GET" if method == "HEAD" else method
        if rule is None:
            documented: _Documented | None = self._stray
            if answer.status_code not in (400, 404, 405):
                yield "nothing is declared there"
        elif (asked, path_of(rule)) not in self._answers:
            yield "the operation is not in the contract"
            return
        else:
            documented = self._answers[asked, path_of(rule)].get(answer.status_code)
        if documented is None:
            yield "the status is not in the contract"
            return
        yield from _header_faults(documented, answer)
        media = answer.headers.get("Content-Type", "").partition(";")[0]
        if media not in documented.media:
            yield f"the media type is {media!r}, not one of {sorted(documented.media)}"
        elif method != "HEAD" and media.endswith("json"):
            yield from self._body_faults(documented, answer)

    def _body_faults(self, documented: _Documented, answer: TestResponse) -> Iterator[str]:
        body = json.loads(answer.get_data())
        for error in documented.body.iter_errors(body):
            yield f"{error.json_path}: {error.message[:300]}"
        if PROBLEM in documented.media:
            named = self._statuses.get(body.get("type"))
            if named != answer.status_code or body.get("status") != answer.status_code:
                yield f"{body.get('type')} is a problem of status {named}"

    def _documented(self, told: Mapping[str, Any]) -> _Documented:
        whole = self._plain(told)
        shapes = [content["schema"] for content in whole["content"].values()]
        if any(shape != shapes[0] for shape in shapes):
            raise Breach("one answer has one shape, whatever its media type")
        headers = {
            name: (header.get("required", False), _validator(header["schema"]))
            for name, header in whole["headers"].items()
        }
        return _Documented(frozenset(whole["content"]), _validator(shapes[0]), headers)

    def _plain(self, part: Any) -> Any:
        """The part with every reference replaced by what it refers to: nothing is looked up later."""
        if isinstance(part, list):
            return [self._plain(item) for item in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            found: Any = self._document
            for name in part["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            return self._plain(found)
        return {name: self._plain(value) for name, value in part.items()}


def _header_faults(documented: _Documented, answer: TestResponse) -> Iterator[str]:
    for name in HEADERS:
        value = answer.headers.get(name)
        required, validator = documented.headers.get(name, (False, None))
        if value is None:
            if required:
                yield f"the header {name} is missing"
        elif validator is None:
            yield f"the header {name} is not in the contract"
        elif not validator.is_valid(value):
            yield f"the header {name} is {value!r}"


def _validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _rule_of(app: Flask, method: str, path: str) -> str | None:
    try:
        rule, _ = app.url_map.bind("localhost").match(path, method, return_rule=True)
    except (NotFound, MethodNotAllowed):
        return None
    return str(rule.rule)


@cache
def published() -> Contract:
    """The contract of the house as it is declared."""
    return Contract(contract())
