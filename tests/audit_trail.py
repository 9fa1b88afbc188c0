"""What the log says happened last, read as an auditor reads it."""

from __future__ import annotations

from typing import Any

from tests.county import County

__all__ = ["entries_since", "last_entry", "log_size"]


def log_size(county: County) -> int:
    return int(county.get("auditor-1", "/v1/audit/checkpoint")["size"])


def entries_since(county: County, size: int) -> list[dict[str, Any]]:
    """The entries written since the log had that size."""
    page = county.get("auditor-1", f"/v1/audit/entries?after={size - 1}&limit=1000")
    return [item["entry"] for item in page["items"]]


def last_entry(county: County) -> dict[str, Any]:
    return entries_since(county, log_size(county) - 1)[0]
