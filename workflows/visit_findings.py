"""What visitors counted in a household against what it states: the figures that are too high."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["exceeding"]


def exceeding(found: Mapping[str, Any], stated: Mapping[str, int]) -> tuple[dict[str, object], ...]:
    """Each finding above the figure of its name; what was not looked at says nothing."""
    return tuple(
        {"finding": name, "found": found[name], "stated": figure}
        for name, figure in stated.items()
        if (found.get(name) or 0) > figure
    )
