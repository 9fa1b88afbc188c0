"""What was granted before, as caps count it: everything committed or paid in a calendar year.

A year is that of the approval in Shanghai's time. What is on its way to the account counts as
received, so that two approvals on one day cannot pass one cap together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["NOTHING", "Grant", "Received"]


@dataclass(frozen=True, slots=True)
class Grant:
    """One award that was committed or paid; ``month`` is that of its approval, where it is known."""

    programme: str
    year: int
    person_id: str
    file_id: str
    award_fen: int
    month: int | None = None

    @property
    def when(self) -> str:
        """``2026-01``, or the year alone."""
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)


@dataclass(frozen=True, slots=True)
class Received:
    """What a person and a household were granted, this award left out."""

    grants: tuple[Grant, ...] = ()

    def of_person(
        self, person_id: str, year: int, programme: str | None = None
    ) -> tuple[Grant, ...]:
        """By this person in the year, of one programme or of all."""
        return self._some(
            year, programme, (one for one in self.grants if one.person_id == person_id)
        )

    def of_household(
        self, file_id: str, year: int, programme: str | None = None
    ) -> tuple[Grant, ...]:
        """By anybody on this file in the year, of one programme or of all."""
        return self._some(year, programme, (one for one in self.grants if one.file_id == file_id))

    def programmes(self, file_id: str, year: int) -> tuple[str, ...]:
        """The programmes the household has drawn in the year, each once."""
        return tuple(dict.fromkeys(one.programme for one in self.of_household(file_id, year)))

    def awards_before(self, person_id: str, programme: str) -> int:
        """How often this person was granted this programme, in any year."""
        return sum(one.person_id == person_id and one.programme == programme for one in self.grants)

    def _some(self, year: int, programme: str | None, among: Iterable[Grant]) -> tuple[Grant, ...]:
        return tuple(
            one for one in among if one.year == year and programme in (None, one.programme)
        )


NOTHING: Final = Received()
