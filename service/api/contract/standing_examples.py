"""Bodies of the calls by which officers stand in for one another, as `examples` holds the others."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["STANDING_IN"]

STANDING_IN: Final[dict[str, dict[str, Any]]] = {
    "add_delegation": {
        "to": "clerk-9",
        "role": "clerk",
        "union": "360722001",
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-13",
        "reason": "外出培训",
    },
    "end_given_delegation": {"opinion": "提前返岗。"},
    "hand_cases_over": {"to": "clerk-9", "opinion": "调离本岗位。"},
    "copy_to": {"to": "clerk-9", "opinion": "请知悉。"},
}
