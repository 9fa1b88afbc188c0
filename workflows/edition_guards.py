"""Guards of what a union's edition sets beside its caps: windows, and programmes in a year."""

from __future__ import annotations

from collections.abc import Iterator

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts

__all__ = ["programme_limit", "window_closed"]


def programme_limit(facts: Facts) -> Iterator[Verdict]:
    """So many programmes a household of its category draws in a year, and no more (domain.md §3.3
    «Multi-aid», S17)."""
    drawn = facts.drawn
    ok = drawn is not None and (drawn.most is None or len(drawn.others) < drawn.most)
    values = {"drawn": list(drawn.others), "most": drawn.most} if drawn else {}
    yield Verdict(errors.ProgrammeLimit, ok, values)


def window_closed(facts: Facts) -> Iterator[Verdict]:
    """Applications are entered while a window of the edition is open; without one, always."""
    windows = facts.windows
    ok = windows is not None and (not windows or any(one.holds(facts.today) for one in windows))
    values = {
        "today": facts.today.isoformat(), "windows": [one.to_dict() for one in windows or ()],
    }  # fmt: skip
    yield Verdict(errors.WindowClosed, ok, values)
