"""A past decision made again from what was kept with it, under the edition pinned to it.

The function is the one that decided, `decide_case`, for the award, its conditions and its path: there
is no second arithmetic that could err in a way of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.case import CAMPAIGN, SELF, Beneficiary, CaseFacts, HouseholdFacts
from workflows.decide_case import Decided, decide_case
from workflows.decision_record import (
    CONDITIONS,
    GRANTS,
    Before,
    figures,
    figures_kept,
    grants_kept,
    outcomes,
)
from workflows.difference import Difference, amounts, codes, differing, everything
from workflows.emergency import way_of
from workflows.policy import ProgrammeEdition, parse_programme
from workflows.programme import Programme
from workflows.replayed import Replayed, total
from workflows.stage import BECAUSE

__all__ = ["KeptCase", "replay_case"]


@dataclass(frozen=True, slots=True)
class KeptCase:
    """What stands written of one decision on an application; ``award_fen`` is what is paid by."""

    programme: Programme
    document: Mapping[str, Any]
    edition_id: str
    answers: Mapping[str, Any]
    record: Mapping[str, Any]
    award_fen: int
    path: Sequence[Mapping[str, Any]]
    emergency: bool = False


def replay_case(kept: KeptCase) -> Replayed:
    """Inputs, award, steps, conditions and path once more; total for whatever stands written."""
    return total(lambda: _case(kept))


def _case(kept: KeptCase) -> Replayed:
    record, edition = kept.record, parse_programme(kept.document)
    day = date.fromisoformat(record["assessed_on"])
    before = _before(kept, edition, day.year)
    facts = _facts(kept, edition, before, day)
    line = edition.living_line_fen
    line = record["inputs"]["living_line_fen"] if line is None else line
    decided = decide_case(kept.programme, edition, facts, line, before.room, before.household_fen)
    unkept = () if _grants(record) is not None else (GRANTS,)
    if CONDITIONS not in record:
        unkept = (CONDITIONS, *unkept)
    return Replayed(tuple(_parting(kept, decided, before, facts.told(line))), unkept)


def _grants(record: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    found: list[Mapping[str, Any]] | None = (record.get("received") or {}).get(GRANTS)
    return found


def _before(kept: KeptCase, edition: ProgrammeEdition, year: int) -> Before:
    grants = _grants(kept.record)
    if grants is None:
        return figures_kept(kept.record, edition.caps, kept.programme.code, year)
    return grants_kept(grants, edition.caps, kept.programme.code, year)


def _facts(kept: KeptCase, edition: ProgrammeEdition, before: Before, day: date) -> CaseFacts:
    """Answers as they stand, derived amounts anew; what the file said that day is in the inputs."""
    told = kept.record["inputs"]
    relation = told.get("relation", SELF)
    awards = told.get("awards_before", 0) if before.awards is None else before.awards
    return CaseFacts(
        answers=kept.answers,
        today=day,
        derived=kept.programme.derive(kept.answers),
        category=told["category"],
        filed=told["filed"],
        beneficiary=Beneficiary(
            None if relation == SELF else relation, told["student"], told["minor"], awards
        ),
        minimum_base_fen=edition.minimum_base_fen,
        household=HouseholdFacts(
            told.get("employment"), told.get("union_member"), told.get("main_cause"),
            told.get("household_size"),
        ),
        campaign=told.get(CAMPAIGN),
    )  # fmt: skip


def _parting(
    kept: KeptCase, decided: Decided, before: Before, told: Mapping[str, Any]
) -> Iterator[Difference]:
    record, award = kept.record, decided.award
    yield from differing("edition_id", record["edition_id"], kept.edition_id, everything)
    yield from differing("award_fen", kept.award_fen, award.award_fen)
    yield from differing("assessment.award_fen", record["award_fen"], award.award_fen)
    yield from differing("inputs", record["inputs"], _as_far(kept, told))
    if "received" in record:
        sums = {name: fen for name, fen in record["received"].items() if name != GRANTS}
        yield from differing("received", sums, figures(before), _amounts_of_caps)
    again = [step.to_dict() for step in award.steps]
    yield from differing("steps", *_comparable(record, again), codes)
    if CONDITIONS in record:
        yield from differing(CONDITIONS, record[CONDITIONS], outcomes(decided), everything)
    pinned = [stage for stage in kept.path if BECAUSE not in stage]
    way = way_of(parse_programme(kept.document), decided.path, emergency=kept.emergency)
    yield from differing("path", pinned, [one.to_dict() for one in way.path], everything)


def _amounts_of_caps(field: str) -> bool:
    """Under ``caps`` each field is a cap's code and each value in fen."""
    return amounts(field) or ".caps." in field


def _as_far(kept: KeptCase, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """0.1.0 kept fewer facts of the file; its answers and derived amounts are there all the same."""
    if CONDITIONS in kept.record:
        return told
    own = {*kept.record["inputs"], *kept.answers, *kept.programme.derive(kept.answers)}
    return {name: value for name, value in told.items() if name in own}


def _comparable(
    record: Mapping[str, Any], again: list[dict[str, Any]]
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Without grants nobody can say again of what a sum consisted: its figures are compared alone."""
    kept: list[Mapping[str, Any]] = list(record["steps"])
    if _grants(record) is not None:
        return kept, list(again)
    summed = {
        place for place, step in enumerate(again)
        if step["code"].endswith("_cap") and step["values"]["received_fen"]
    }  # fmt: skip
    return _unworded(kept, summed), _unworded(again, summed)


def _unworded(steps: Sequence[Mapping[str, Any]], places: set[int]) -> list[Mapping[str, Any]]:
    return [
        {name: value for name, value in step.items() if name not in ("zh", "en")}
        if place in places else step
        for place, step in enumerate(steps)
    ]  # fmt: skip
