"""Editions of a programme as values: what a sound document says, ready to decide by.

An edition is data of a union with a day from which it is in force; it is never changed once
adopted, and what it says is pinned to the application it decides (design.md §5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from workflows.benefit import CapRoom
from workflows.stage import Stage

__all__ = [
    "HARDSHIP_FILE",
    "Caps",
    "ProgrammeEdition",
    "Threshold",
    "ladder",
    "parse_programme",
    "stages",
]

HARDSHIP_FILE: Final = "hardship_file"


@dataclass(frozen=True, slots=True)
class Caps:
    """The most a person or household may be granted; None where the edition sets no cap."""

    per_time_fen: int | None = None
    person_year_fen: int | None = None
    household_year_fen: int | None = None

    def room(self, person_received_fen: int, household_received_fen: int) -> CapRoom:
        """The caps with what has been received or promised in the year."""
        return CapRoom(
            per_time_fen=self.per_time_fen,
            person_year_fen=self.person_year_fen,
            person_received_fen=person_received_fen,
            household_year_fen=self.household_year_fen,
            household_received_fen=household_received_fen,
        )


@dataclass(frozen=True, slots=True)
class Threshold:
    """From this award on, these stages stand after the path."""

    from_fen: int
    append: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeEdition:
    """The policy of one programme in one union from one day on."""

    programme: str
    union: str
    in_force_from: date
    benefit: Mapping[str, Any]
    caps: Caps
    minimum_base_fen: int
    fund_sources: tuple[str, ...]
    path: tuple[Stage, ...]
    thresholds: tuple[Threshold, ...]
    evidence: tuple[str, ...]
    living_line_fen: int | None


def ladder(edition: ProgrammeEdition, amount_fen: int) -> tuple[Stage, ...]:
    """The path of an award: the edition's own, then what every threshold it reaches appends.

    Thresholds add up, so that a larger award never passes fewer hands than a smaller one; a stage
    a lower threshold has appended already is not asked for twice. An edition may therefore list at
    each threshold only the level that joins there, or all levels from there on: both mean the same.
    """
    appended: list[Stage] = []
    for threshold in edition.thresholds:
        if threshold.from_fen <= amount_fen:
            before = tuple(appended)
            appended += [stage for stage in threshold.append if stage not in before]
    return (*edition.path, *appended)


def parse_programme(document: Mapping[str, Any]) -> ProgrammeEdition:
    """From a document in which `problems` has found nothing wrong."""
    return ProgrammeEdition(
        programme=document["programme"],
        union=document["union"],
        in_force_from=date.fromisoformat(document["in_force_from"]),
        benefit=document["benefit"],
        caps=Caps(**document["caps"]),
        minimum_base_fen=document.get("minimum_base_fen") or 0,
        fund_sources=tuple(document["fund_sources"]),
        path=stages(document["path"]),
        thresholds=tuple(
            Threshold(one["from_fen"], stages(one["append"])) for one in document["thresholds"]
        ),
        evidence=tuple(document.get("evidence") or ()),
        living_line_fen=document.get("living_line_fen"),
    )


def stages(documents: Sequence[Mapping[str, Any]]) -> tuple[Stage, ...]:
    """A path, from its document."""
    return tuple(Stage.from_dict(document) for document in documents)
