"""One body for each call of supervision that takes one."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["OF_SUPERVISION"]

_URGED: Final = {"opinion": "已等待三个工作日，请尽快办理。"}

OF_SUPERVISION: Final[dict[str, dict[str, Any]]] = {
    "remind_of_case": _URGED,
    "remind_of_file": _URGED,
    "add_follow_up": {
        "visited_on": "2026-03-25",
        "method": "visit",
        "received_fen": 300_000,
        "satisfaction": "satisfied",
        "with": "李梅",
        "new_need": "子女秋季入学，拟申请金秋助学",
    },
}
