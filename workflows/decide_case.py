"""The decision on a case as a pure function: what the rules say, what is granted, which path it takes.

The same function decides at the counter, answers a self-check, tries a draft edition on past cases
and makes an old decision again: there is no second arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflows.benefit import Award, award
from workflows.caps import CapRoom
from workflows.condition import asked, holds
from workflows.condition_words import in_words
from workflows.errors import NotEligible, Verdict
from workflows.policy.edition import Condition, ProgrammeEdition, ladder
from workflows.programme import CaseFacts, Programme, verdicts
from workflows.stage import Stage

__all__ = ["Decided", "conditions", "decide_case", "decide_once_more", "sentences_of"]

AWARDS_BEFORE: Final = "awards_before"
"""The one answer of a case that another case changes: how often the person was granted before."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What one look at a case found; the path is that of the award with what the household had."""

    verdicts: tuple[Verdict, ...]
    award: Award
    path: tuple[Stage, ...]


def decide_case(
    programme: Programme,
    edition: ProgrammeEdition,
    facts: CaseFacts,
    living_line_fen: int,
    room: CapRoom,
    household_before_fen: int,
) -> Decided:
    """``household_before_fen`` is what this programme granted the household this year besides."""
    told = facts.told(living_line_fen)
    granted = award(
        edition.benefit,
        told,
        room,
        programme.ceiling(facts.answers),
        edition.minimum_base_fen,
        programme.asked,
    )
    return Decided(
        verdicts=(*verdicts(programme, facts), *conditions(programme, edition, told)),
        award=granted,
        path=ladder(edition, granted.award_fen + household_before_fen),
    )


def conditions(
    programme: Programme, edition: ProgrammeEdition, told: Mapping[str, Any]
) -> Iterator[Verdict]:
    """The union's own conditions and exclusions, each a refusal with its own code and sentence."""
    for one in edition.conditions:
        said = sentences_of(programme, one)
        yield Verdict(
            NotEligible,
            holds(one.node, told) is not one.excludes,
            {name: told.get(name) for name in dict.fromkeys(asked(one.node))},
            one.code,
            said["zh"],
            said["en"],
        )


def decide_once_more(
    programme: Programme,
    edition: ProgrammeEdition,
    kept: Mapping[str, Any],
    room: CapRoom,
    awards_before: int,
) -> tuple[tuple[Verdict, ...], int | None]:
    """What a vote must know of awards granted since the case was assessed: conditions that ask for
    their number, and the most that may be granted.

    ``kept`` is what the assessment rests on. Of two cases entered side by side the second is not the
    first award any more, whatever it was when it was submitted.
    """
    told = {**kept, AWARDS_BEFORE: awards_before}
    asking = tuple(
        one for one in conditions(programme, edition, told) if AWARDS_BEFORE in one.values
    )
    if kept.get(AWARDS_BEFORE, awards_before) == awards_before:
        return asking, room.room_fen()
    ceiling = programme.ceiling(told)
    least, asked_of = edition.minimum_base_fen, programme.asked
    return asking, award(edition.benefit, told, room, ceiling, least, asked_of).award_fen


def sentences_of(programme: Programme, condition: Condition) -> dict[str, str]:
    """What a condition asks, as the union wrote it; without its own words, the node in English."""
    english = condition.en or in_words(condition.node, programme.asked, "en")
    return {"zh": condition.zh, "en": english}
