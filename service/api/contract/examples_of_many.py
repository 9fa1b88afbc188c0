"""The bodies of calls that decide on many at once: batch decisions and campaigns."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["OF_MANY"]

_ID: Final = "01980123-4567-7890-8123-123456789abc"
_MEETING: Final = {"opinion": "会议研究同意。", "meeting_number": "2026-3", "mode": "good_ones"}

OF_MANY: Final[dict[str, dict[str, Any]]] = {
    "decide_on_cases": {"action": "approve", "application_ids": [_ID], **_MEETING},
}
