"""A value beside its limit, as an exclusion rule found it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

__all__ = ["Measured"]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found beside the limit; the rule applies above it. None is what was not stated, and
    of a flag one is yes."""

    found: Fraction | int | None
    limit: Fraction | int
    zh: str
    en: str
    values: Mapping[str, int | str | bool | None] = field(default_factory=dict)

    @property
    def applies(self) -> bool:
        """Exactly; a silence is no way around a rule."""
        return self.found is None or self.found > self.limit

    @property
    def whole(self) -> int | None:
        """The value as it is stored and exempted: of a fraction of a fen, the whole one above."""
        return None if self.found is None else ceil(self.found)
