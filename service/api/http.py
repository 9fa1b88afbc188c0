"""Flask's side of an endpoint: bytes in, bytes out. The only file that reads the request."""

from __future__ import annotations

import json
import secrets
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from service import logs
from service.api import pipeline, problems
from service.api.endpoint import Endpoint, Key, declared
from service.api.fingerprint import key_digest
from service.api.headers import read_request_id
from service.api.reading import (
    BODY_BYTES_MAX as BODY_LIMIT,
)
from service.api.reading import (
    read_content_encoding,
    read_etag,
    read_idempotency_key,
    read_json,
    read_language,
    read_transfer_encoding,
)
from service.api.refusals import note_refusal
from service.api.routes import routes
from service.api.unreadable import unreadable
from service.api.uploads import Upload, Uploaded, read_upload
from service.tokens import Claims, TokenRefused, Tokens
from service.unit_of_work import Answer, CallInfo, Transactions
from workflows import errors
from workflows.errors import DomainError

__all__ = ["BODY_LIMIT", "mount"]

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}


def mount(app: Flask, transactions: Transactions, tokens: Tokens) -> None:
    """Give every declared endpoint its route, and every answer its headers."""
    app.url_map = routes(declared())
    for endpoint in declared():
        app.view_functions[endpoint.name] = _view(endpoint, transactions, tokens)
    app.before_request(_begin)
    app.after_request(_finish)
    app.register_error_handler(DomainError, _refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(Exception, _fail)


def _begin() -> None:
    g.request_id = read_request_id(request.headers) or str(uuid.UUID(bytes=secrets.token_bytes(16)))
    g.language = read_language(request.headers.get("Accept-Language"))
    g.started = time.monotonic()
    logs.request_id.set(g.request_id)


def _finish(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = g.request_id
    response.headers.add("Vary", "Accept-Language")
    logs.access(
        method=request.method,
        route=str(request.url_rule) if request.url_rule else "-",
        status=response.status_code,
        ms=round((time.monotonic() - g.started) * 1000, 1),
    )
    return response


def _view(
    endpoint: Endpoint, transactions: Transactions, tokens: Tokens
) -> Callable[..., Response]:
    def view(**args: str) -> Response:
        if endpoint.bare:
            return _respond(pipeline.answer_bare(endpoint, transactions), endpoint)
        asked = _asked(endpoint, args, tokens)
        call = CallInfo(g.request_id, endpoint.method, endpoint.rule, key_digest(asked.key))
        try:
            if endpoint.looks is not None:
                asked = replace(asked, looked=transactions.look(pipeline.answer_look(asked), call))
            if endpoint.writes:
                answer = transactions.write(pipeline.answer_write(asked), call)
            else:
                answer = transactions.read(pipeline.answer_read(asked), call)
        except DomainError as error:
            note_refusal(transactions, asked, call, error)
            raise
        return _respond(answer, endpoint)

    return view


def _asked(endpoint: Endpoint, args: Mapping[str, str], tokens: Tokens) -> pipeline.Asked:
    claims = None if endpoint.public else _claims(tokens)
    if endpoint.has_body:
        read_content_encoding(request.headers.get("Content-Encoding"))
        read_transfer_encoding(request.headers.get("Transfer-Encoding"))
    return pipeline.Asked(
        endpoint=endpoint,
        args=args,
        claims=claims,
        payload={} if endpoint.takes is None else _payload(endpoint),
        query=_query(),
        etag=read_etag(request.headers.get("If-Match")) if endpoint.versioned else None,
        key=None
        if endpoint.key is Key.NONE
        else read_idempotency_key(request.headers.get("Idempotency-Key")),
        language=g.language,
        address=request.remote_addr or "",
        issue=tokens.issue,
        upload=None if endpoint.upload is None else _uploaded(endpoint.upload),
    )


def _uploaded(upload: Upload) -> Uploaded:
    content_type = request.headers.get("Content-Type")
    return read_upload(_raw_body(upload.bytes_max), content_type, upload)


def _payload(endpoint: Endpoint) -> Mapping[str, Any]:
    content_type = request.headers.get("Content-Type")
    if endpoint.reads is not None:
        return endpoint.reads(
            _raw_body(BODY_LIMIT), content_type, request.headers.get("Authorization")
        )
    return read_json(
        _raw_body(BODY_LIMIT), content_type, BODY_LIMIT,
        empty_is_object="body_optional" in endpoint.notes,
    )  # fmt: skip


def _raw_body(limit: int) -> bytes:
    """The body, whole or not at all: one sent in chunks would be cut off at the limit unsaid."""
    request.max_content_length = limit + 1
    announced = request.content_length or 0
    raw = request.get_data(cache=False) if announced <= limit else b""
    if max(announced, len(raw)) > limit:
        raise unreadable("body_too_large", limit=limit)
    return raw


def _query() -> dict[str, str]:
    """One value per name: a parameter given twice is refused, not guessed at."""
    found: dict[str, str] = {}
    for name, values in request.args.lists():
        if len(values) != 1:
            raise errors.Unreadable(
                zh="查询参数重复", en="A query parameter is given twice", parameter=name[:40]
            )
        found[name] = values[0]
    return found


def _claims(tokens: Tokens) -> Claims:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise errors.NotAuthenticated
    try:
        return tokens.check(token.strip())
    except TokenRefused as error:
        raise errors.NotAuthenticated(reason=error.reason) from None


def _respond(answer: Answer, endpoint: Endpoint) -> Response:
    if endpoint.media != "application/json":
        response = Response(
            answer.body["content"], answer.status, answer.body.get("headers"),
            content_type=answer.body.get("media", endpoint.media),
        )  # fmt: skip
    else:
        response = _json(answer.body, answer.status, "application/json")
    if answer.etag is not None:
        response.headers["ETag"] = f'"{answer.etag}"'
    if answer.location:
        response.headers["Location"] = answer.location
    if answer.replayed:
        response.headers["Idempotent-Replayed"] = "true"
    if answer.body.get("has_more"):
        response.headers["Link"] = f'<{_next_page(answer.body["next"])}>; rel="next"'
    return response


def _next_page(after: object) -> str:
    query = {**_query(), "after": str(after)}
    pairs = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{request.path}?{pairs}"


def _json(body: Mapping[str, Any], status: int, media: str) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode("utf-8"), status, content_type=media)


def _problem(body: Mapping[str, Any]) -> Response:
    response = _json(body, int(body["status"]), "application/problem+json")
    if body["status"] == errors.NotAuthenticated.status:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _refuse(error: DomainError) -> Response:
    response = _problem(problems.problem_of(error, g.language, g.request_id))
    etag = error.values.get("etag")
    if isinstance(etag, int):
        response.headers["ETag"] = f'"{etag}"'
    retry = error.values.get("retry_after", 1 if error.status in (409, 429) else None)
    if isinstance(error, errors.InvalidClient):
        response.headers["WWW-Authenticate"] = 'Basic realm="oauth", charset="UTF-8"'
    if isinstance(error, errors.InProgress | errors.TooManyRequests | errors.Unavailable):
        response.headers["Retry-After"] = str(retry)
    return response


_HTTP: dict[int, type[DomainError]] = {
    404: errors.NotFound,
    405: errors.MethodNotAllowed,
    413: errors.TooLarge,
    415: errors.UnsupportedMediaType,
}


def _refuse_http(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        return _refuse(unreadable("body_too_large", limit=(request.max_content_length or 1) - 1))
    response = _refuse(_HTTP.get(error.code or 400, errors.Unreadable)())
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _fail(error: Exception) -> Response:
    """A fault of ours: logged by type and place, never with what the caller sent.

    A database that cannot be reached, or has no connection left, is not for ever: 503.
    """
    logs.fault(error)
    if isinstance(error, OperationalError | InterfaceError | NoConnectionLeft):
        return _refuse(errors.Unavailable(retry_after=5))
    return _problem(problems.unexpected(g.language, g.request_id))
