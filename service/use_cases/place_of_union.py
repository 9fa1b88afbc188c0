"""Where another union stands, told to somebody who may not see it: no name, only how far away."""

from __future__ import annotations

from typing import Final

from service.unit_of_work import UnitOfWork
from service.use_cases.union_levels import levels_above

__all__ = ["place_of_union"]

NEAREST_FIRST: Final = ("grassroots", "township", "county", "city", "province", "national")


def place_of_union(uow: UnitOfWork, ours: str, theirs: str) -> str:
    """``this_union``, or ``another_union_of_this_county``: by the nearest union above both."""
    if ours == theirs:
        return "this_union"
    shared = _shared(ours, theirs)
    if not shared:
        return "another_union"
    levels = levels_above(uow, ours)  # asked once, however many places are told
    nearest = shared.rstrip(".").rpartition(".")[2]
    level = next((name for name in NEAREST_FIRST if levels.get(name) == nearest), None)
    return f"another_union_of_this_{level}" if level else "another_union"


def _shared(ours: str, theirs: str) -> str:
    """The path down to the last union that stands above both, or is one of them."""
    shared = []
    for one, other in zip(ours.strip(".").split("."), theirs.strip(".").split("."), strict=False):
        if one != other:
            break
        shared.append(one)
    return ".".join(shared) + "." if shared else ""
