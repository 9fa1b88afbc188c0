"""What comes of making a past decision again; it comes of whatever stands written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from workflows.difference import Difference

__all__ = ["Replayed", "total"]

_UNMAKEABLE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""Whatever a rule makes of a record that says what the service never wrote."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came out otherwise, and what the record is too old to say."""

    differences: tuple[Difference, ...] = ()
    unkept: tuple[str, ...] = ()


def total(made: Callable[[], Replayed]) -> Replayed:
    """What ``made`` makes; of a record that makes no sense, that it does not."""
    try:
        return made()
    except _UNMAKEABLE:
        return Replayed((Difference("assessment", "made", "cannot_be_made"),))
