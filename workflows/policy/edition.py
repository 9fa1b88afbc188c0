"""Editions as values: what a sound document says, ready to decide by.

An edition is data of a union with a day from which it is in force; it is never changed once
adopted, and what it says is pinned to the application it decides (design.md §5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from workflows.benefit import CapRoom
from workflows.means_test import MeansRule
from workflows.stage import Stage

__all__ = [
    "HARDSHIP_FILE",
    "Caps",
    "MeansEdition",
    "ProgrammeEdition",
    "Threshold",
    "ladder",
    "parse_means",
    "parse_programme",
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


@dataclass(frozen=True, slots=True)
class MeansEdition:
    """The means test of one union from one day on, and the path of its hardship files."""

    union: str
    in_force_from: date
    living_line_fen: int
    multiples: Mapping[str, str]
    accident_cost_ratio: str
    path: tuple[Stage, ...]

    def rule(self) -> MeansRule:
        """The figures as the means test takes them."""
        return MeansRule.of(self.living_line_fen, self.multiples, self.accident_cost_ratio)


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
        path=_stages(document["path"]),
        thresholds=tuple(
            Threshold(one["from_fen"], _stages(one["append"])) for one in document["thresholds"]
        ),
        evidence=tuple(document.get("evidence") or ()),
        living_line_fen=document.get("living_line_fen"),
    )


def parse_means(document: Mapping[str, Any]) -> MeansEdition:
    """From a document in which `problems` has found nothing wrong."""
    return MeansEdition(
        union=document["union"],
        in_force_from=date.fromisoformat(document["in_force_from"]),
        living_line_fen=document["living_line_fen"],
        multiples=document["multiples"],
        accident_cost_ratio=document["accident_cost_ratio"],
        path=_stages(document["path"]),
    )


def _stages(documents: list[Mapping[str, Any]]) -> tuple[Stage, ...]:
    return tuple(Stage.from_dict(document) for document in documents)
