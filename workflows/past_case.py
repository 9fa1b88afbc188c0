"""A case that was decided before, as it was kept with its assessment, and what it can be asked.

A draft edition is tried on what was known then, never on today's file. What was not asked then was
not answered; what was asked and left open was decided as open and is so again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.case import CAMPAIGN, SELF, Beneficiary, CaseFacts, HouseholdFacts
from workflows.policy.asks import asks
from workflows.policy.edition import ProgrammeEdition
from workflows.programme import Programme
from workflows.question import CASE_QUESTIONS, LIVING_LINE
from workflows.received import Grant

__all__ = ["PastCase", "PastGrant", "facts_of", "line_of", "unanswered"]

_OF_THE_CASE = frozenset(one.name for one in CASE_QUESTIONS)


@dataclass(frozen=True, slots=True)
class PastGrant:
    """An award that stands; ``decided`` is the audit number that set its money aside, ``households``
    are the files on which it counts."""

    id: str
    decided: int
    grant: Grant
    households: frozenset[str]


@dataclass(frozen=True, slots=True)
class PastCase:
    """One application that was granted, or rejected by people: then ``aid_year`` is None.

    ``inputs`` is what the assessment rests on, None where it was erased; ``sound`` whether the rules
    of then all held; ``levels`` how many stages of its path stood at a level of the unions.
    """

    id: str
    decided: int
    union: str
    person_id: str
    file_id: str
    households: frozenset[str]
    award_fen: int
    aid_year: int | None
    assessed_on: date
    inputs: Mapping[str, Any] | None
    sound: bool
    levels: int
    edition: ProgrammeEdition

    @property
    def granted_fen(self) -> int:
        """What was really granted, in fen."""
        return self.award_fen if self.aid_year is not None else 0

    @property
    def category(self) -> str | None:
        """The category of then."""
        return (self.inputs or {}).get("category")

    @property
    def years(self) -> tuple[int, ...]:
        """The years whose caps it must keep: that of its decision, then that of its assessment."""
        assessed = self.assessed_on.year
        return tuple(dict.fromkeys((self.aid_year or assessed, assessed)))

    def grant(self, programme: str, award_fen: int) -> PastGrant:
        """This case as an award of so much, for what comes after it."""
        made = Grant(programme, self.years[0], self.person_id, self.file_id, award_fen)
        return PastGrant(self.id, self.decided, made, self.households)


def unanswered(programme: Programme, edition: ProgrammeEdition, case: PastCase) -> tuple[str, ...]:
    """What the edition asks and the case does not answer; guessing at it would decide it.

    An optional question that the edition of then asked too may stay open: it was decided so then.
    Of the facts of the case itself nothing is open that was kept: no category is an answer.
    """
    inputs, asked = case.inputs or {}, asks(edition)
    required = {one.name for one in programme.questions if one.required}
    facts = (asked & _OF_THE_CASE) | _of_programme(programme)
    wanted = required | (asked - asks(case.edition) - _OF_THE_CASE) | (asked & {LIVING_LINE.name})
    known = {**inputs, LIVING_LINE.name: line_of(edition, case)}
    if all(known.get(name) is not None for name in required):
        known |= programme.derive(_answers(programme, inputs))
    silent = {name for name in wanted if known.get(name) is None}
    return tuple(sorted(silent | {name for name in facts if name not in inputs}))


def line_of(edition: ProgrammeEdition, case: PastCase) -> int | None:
    """The edition's own living line in fen, otherwise that of then: unless the edition of then had a
    line of its own, which says nothing of the line of the means test."""
    if edition.living_line_fen is not None:
        return edition.living_line_fen
    if case.edition.living_line_fen is not None:
        return None
    return (case.inputs or {}).get(LIVING_LINE.name)


def facts_of(
    programme: Programme, edition: ProgrammeEdition, case: PastCase, awards_before: int
) -> CaseFacts:
    """The case of then as the rules see it, on the day of its assessment."""
    inputs = case.inputs or {}
    answers, relation = _answers(programme, inputs), inputs.get("relation")
    return CaseFacts(
        answers=answers,
        today=case.assessed_on,
        derived=programme.derive(answers),
        category=inputs.get("category"),
        filed=bool(inputs.get("filed")),
        beneficiary=Beneficiary(
            relation=None if relation == SELF else relation,
            student=bool(inputs.get("student")),
            minor=bool(inputs.get("minor")),
            awards_before=awards_before,
        ),
        minimum_base_fen=edition.minimum_base_fen,
        household=HouseholdFacts(
            employment=inputs.get("employment"),
            union_member=inputs.get("union_member"),
            main_cause=inputs.get("main_cause"),
            size=inputs.get("household_size"),
        ),
        campaign=inputs.get(CAMPAIGN),
    )


def _answers(programme: Programme, inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {one.name: inputs[one.name] for one in programme.questions if one.name in inputs}


def _of_programme(programme: Programme) -> set[str]:
    """What the programme's own rules ask of who is to receive."""
    who = {"relation"} if programme.beneficiary != "any" else set()
    return who | ({"student"} if programme.needs_student else set())
