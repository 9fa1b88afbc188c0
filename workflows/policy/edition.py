"""Editions of a programme as values: what a sound document says, ready to decide by.

An edition is data of a union with a day from which it is in force; it is never changed once
adopted, and what it says is pinned to the application it decides (design.md §5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from workflows.caps import Caps
from workflows.emergency_rule import EmergencyRule
from workflows.stage import Stage
from workflows.window import Window, windows_of

__all__ = [
    "HARDSHIP_FILE",
    "Condition",
    "ProgrammeEdition",
    "Threshold",
    "joining",
    "ladder",
    "parse_programme",
    "stages",
]

HARDSHIP_FILE: Final = "hardship_file"
CONDITIONS: Final = (("conditions", "holds", False), ("exclusions", "when", True))
"""The lists of conditions, the field that holds the node, and whether the node excludes."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """From this award on, these stages stand after the path."""

    from_fen: int
    append: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a union's own: what must hold, or, as an exclusion, must not."""

    code: str
    zh: str
    en: str | None
    node: Mapping[str, Any]
    excludes: bool = False


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
    conditions: tuple[Condition, ...] = ()
    windows: tuple[Window, ...] = ()
    programmes_per_year: Mapping[str, int] = field(default_factory=dict)
    notice_at_least: int = 1
    emergency: EmergencyRule | None = None


def ladder(edition: ProgrammeEdition, amount_fen: int) -> tuple[Stage, ...]:
    """The path of an award: the edition's own, then what every threshold it reaches appends.

    ``amount_fen`` is the award with everything this programme granted the household in the year, so
    that splitting a case does not avoid a level. Thresholds add up, so that a larger sum never
    passes fewer hands than a smaller one; a stage a lower threshold has appended already is not
    asked for twice. An edition may therefore list at each threshold only the level that joins
    there, or all levels from there on: both mean the same.
    """
    appended: list[Stage] = []
    for threshold in edition.thresholds:
        if threshold.from_fen <= amount_fen:
            before = tuple(appended)
            appended += [stage for stage in threshold.append if stage not in before]
    return (*edition.path, *appended)


def joining(edition: ProgrammeEdition, amount_fen: int, pinned: Sequence[Stage]) -> Iterator[Stage]:
    """What the ladder asks for at this amount beyond a path that is pinned already.

    Counted stage for stage: a threshold that asks for a second vote of a level asks for it where
    the path has a first one of the same shape, too.
    """
    there = Counter(replace(stage, raised_to=None) for stage in pinned)
    for stage in ladder(edition, amount_fen):
        if there[stage]:
            there[stage] -= 1
        else:
            yield stage


def parse_programme(document: Mapping[str, Any]) -> ProgrammeEdition:
    """From a document in which `problems` has found nothing wrong."""
    return ProgrammeEdition(
        programme=document["programme"],
        union=document["union"],
        in_force_from=date.fromisoformat(document["in_force_from"]),
        benefit=document["benefit"],
        caps=Caps.of(document["caps"]),
        minimum_base_fen=document.get("minimum_base_fen") or 0,
        fund_sources=tuple(document["fund_sources"]),
        path=stages(document["path"]),
        thresholds=tuple(
            Threshold(one["from_fen"], stages(one["append"])) for one in document["thresholds"]
        ),
        evidence=tuple(document.get("evidence") or ()),
        living_line_fen=document.get("living_line_fen"),
        conditions=tuple(_conditions(document)),
        windows=windows_of(document.get("window")),
        programmes_per_year=document.get("programmes_per_year") or {},
        notice_at_least=document.get("notice_at_least") or 1,
        emergency=EmergencyRule.of(document.get("emergency")),
    )


def _conditions(document: Mapping[str, Any]) -> Iterator[Condition]:
    for name, operator, excludes in CONDITIONS:
        for one in document.get(name) or ():
            yield Condition(one["code"], one["zh"], one.get("en"), one[operator], excludes)


def stages(documents: Sequence[Mapping[str, Any]]) -> tuple[Stage, ...]:
    """A path, from its document."""
    return tuple(Stage.from_dict(document) for document in documents)
