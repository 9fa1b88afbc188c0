"""What makes two calls the same call: the digest under which an answer is kept and found again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from service.api.endpoint import Endpoint
from service.api.uploads import Uploaded

__all__ = ["fingerprint", "key_digest"]


def key_digest(key: str | None) -> str | None:
    """What of an idempotency key is kept: its digest."""
    return hashlib.sha256(key.encode()).hexdigest() if key else None


def fingerprint(
    endpoint: Endpoint,
    args: Mapping[str, str],
    query: Mapping[str, Any],
    body: Mapping[str, Any],
    upload: Uploaded | None,
) -> str:
    """Method, path and body: the same key means the same words (draft idempotency-key-header).

    Of a file its digest and what it was said to be.
    """
    told: dict[str, Any] = {
        "method": endpoint.method,
        "rule": endpoint.rule,
        "args": dict(args),
        "query": dict(query),
        "body": body,
    }
    if upload is not None:
        told["upload"] = [upload.media, upload.charset, upload.sha256]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
