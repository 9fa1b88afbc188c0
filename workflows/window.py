"""When a programme takes applications: between two dates, or between two days of every year.

Windows are a union's own (domain.md §3.3: half-yearly, yearly, or the whole year). A window of every
year may run over its turn: 12-22 to 02-12.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

__all__ = ["Window", "windows_of"]


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day, both within; ``2026-07-01`` or, of every year, ``07-01``."""

    first: str
    last: str

    @property
    def yearly(self) -> bool:
        return len(self.first) == len("07-01")

    def holds(self, today: date) -> bool:
        """Whether it is open on this day."""
        said = f"{today:%m-%d}" if self.yearly else today.isoformat()
        if self.first <= self.last:
            return self.first <= said <= self.last
        return said >= self.first or said <= self.last

    def to_dict(self) -> dict[str, str]:
        """The wire form."""
        return {"from": self.first, "to": self.last}


def windows_of(
    document: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None,
) -> tuple[Window, ...]:
    """The windows of a sound edition; none means always."""
    if document is None:
        return ()
    told = [document] if isinstance(document, Mapping) else document
    return tuple(Window(one["from"], one["to"]) for one in told)
