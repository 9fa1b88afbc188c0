"""What an import keeps of its faults: how many there are, and the first of them in words of codes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.file_table.fault import TableFault

__all__ = ["NO_FAULTS", "SHOWN_MAX", "more_faults", "told_fault"]

SHOWN_MAX: Final = 300
_BYTES_MAX: Final = 50_000  # of what a personal value may hold
NO_FAULTS: Final[Mapping[str, Any]] = {"count": 0, "shown": []}


def told_fault(fault: TableFault) -> dict[str, Any]:
    """Codes and values only: the sentence is made in the language of whoever reads it."""
    return {
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "code": fault.code,
        "values": dict(fault.values),
    }


def more_faults(
    kept: Mapping[str, Any], faults: Sequence[TableFault], count: int | None = None
) -> dict[str, Any]:
    """The kept ones and these, as far as there is room; ``count`` if these are only the first."""
    shown = list(kept["shown"])
    room = _BYTES_MAX - sum(map(_size, shown))
    for fault in faults[: max(SHOWN_MAX - len(shown), 0)]:
        told = told_fault(fault)
        room -= _size(told)
        if room < 0:
            break
        shown.append(told)
    return {"count": kept["count"] + (len(faults) if count is None else count), "shown": shown}


def _size(told: Mapping[str, Any]) -> int:
    return len(json.dumps(told, ensure_ascii=False).encode())
