"""The most a person or household may be granted, and what earlier grants leave of it.

Arithmetic that a person can read: already received so much, by which programme and when; ceiling so
much; at most so much may be granted (domain.md §3.3). Amounts are whole fen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workflows.received import Grant, Received
from workflows.steps import yuan
from workflows.vocabulary import label

__all__ = ["ACROSS", "CAPS", "Cap", "CapRoom", "Caps", "granted_in_words"]

CAPS: Final = ("per_time", "person_year", "household_year", "all_person_year", "all_household_year")
"""The caps by code; the last two count every programme together."""
ACROSS: Final = frozenset({"all_person_year", "all_household_year"})
_ACROSS: Final = "all_programmes"
_NAMED_MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Cap:
    """One ceiling with the grants that count under it."""

    code: str
    cap_fen: int
    grants: tuple[Grant, ...] = ()

    @property
    def received_fen(self) -> int:
        return sum(one.award_fen for one in self.grants)

    @property
    def room_fen(self) -> int:
        return max(self.cap_fen - self.received_fen, 0)


@dataclass(frozen=True, slots=True)
class CapRoom:
    """Every cap that stands for one award; none is no cap."""

    caps: tuple[Cap, ...] = ()

    def room_fen(self) -> int | None:
        """The most that may still be granted, or None where nothing limits it."""
        return min((cap.room_fen for cap in self.caps), default=None)


@dataclass(frozen=True, slots=True)
class Caps:
    """The ceilings of an edition in fen, by the codes of `CAPS`; one that is not there is not set."""

    fen: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Caps:
        """From ``{"per_time_fen", "person_year_fen", "household_year_fen", "all_programmes": {…}}``."""
        across = document.get(_ACROSS) or {}
        told = {**document, **{f"all_{name}": value for name, value in across.items()}}
        return cls(
            {code: told[f"{code}_fen"] for code in CAPS if told.get(f"{code}_fen") is not None}
        )

    def room(
        self, received: Received, programme: str, year: int, person_id: str, file_id: str
    ) -> CapRoom:
        """The caps with what was received or promised in the year."""
        counted = {
            "per_time": (),
            "person_year": received.of_person(person_id, year, programme),
            "household_year": received.of_household(file_id, year, programme),
            "all_person_year": received.of_person(person_id, year),
            "all_household_year": received.of_household(file_id, year),
        }
        return CapRoom(
            tuple(Cap(code, self.fen[code], counted[code]) for code in CAPS if code in self.fen)
        )


def granted_in_words(grants: tuple[Grant, ...], language: str) -> str:
    """``¥3,000（送温暖 2026-01）``: the sum, and what it is made of; nothing more where it is nothing."""
    total = yuan(sum(one.award_fen for one in grants))
    if not grants:
        return total
    named = list(_named(grants, language))
    more = ("等" if language == "zh" else " …") if len(named) > _NAMED_MOST else ""
    joined = ("、" if language == "zh" else ", ").join(named[:_NAMED_MOST])
    return f"{total}（{joined}{more}）" if language == "zh" else f"{total} ({joined}{more})"


def _named(grants: tuple[Grant, ...], language: str) -> Iterator[str]:
    yield from dict.fromkeys(
        f"{label('term', one.programme, language)} {one.when}" for one in grants
    )
