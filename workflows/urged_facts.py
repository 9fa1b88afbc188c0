"""What guards are told before somebody is urged (催办)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["UrgedFacts"]


@dataclass(frozen=True, slots=True)
class UrgedFacts:
    """The stage that waits: the working days it has waited, the days on which a person urged it and how
    many such there may be (None: any number), and whether it is the asker's own turn."""

    waited: int | None
    days: tuple[date, ...] = ()
    most: int | None = None
    own: bool = False
