"""One case as the rules of a programme see it: its answers, who is to receive, the household, the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from workflows.condition import TODAY

__all__ = ["CAMPAIGN", "SELF", "Answers", "Beneficiary", "CaseFacts", "HouseholdFacts"]

CAMPAIGN = "campaign"
SELF = "01"  # GB/T 4761: 本人
Answers: TypeAlias = Mapping[str, "int | str | bool | None"]
"""Answers by question name, in their wire form: a date is its ISO string, as it is stored."""


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Who is to receive: the worker (``relation`` None) or a member of the household.

    ``awards_before`` counts what this programme has granted this person before, in any year.
    """

    relation: str | None = None
    student: bool = False
    minor: bool = False
    awards_before: int = 0


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """What a condition may ask of the file beside its category."""

    employment: str | None = None
    union_member: bool | None = None
    main_cause: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a programme's rules may look at; everything is handed in, the day too. ``campaign`` is what
    the campaign brings in which the case stands; of a case in none an assessment does not speak."""

    answers: Answers
    today: date
    derived: Mapping[str, int] = field(default_factory=dict)
    category: str | None = None
    filed: bool = False
    beneficiary: Beneficiary = Beneficiary()
    minimum_base_fen: int = 0
    household: HouseholdFacts = HouseholdFacts()
    campaign: str | None = None

    def told(self, living_line_fen: int) -> dict[str, int | str | bool | None]:
        """What a benefit and a condition may ask: answers, derived amounts, the case's own, the day.

        An assessment keeps it whole, so that it can be made again.
        """
        who, home = self.beneficiary, self.household
        listed = {} if self.campaign is None else {CAMPAIGN: self.campaign}
        return {
            **listed,
            **self.answers,
            **self.derived,
            "living_line_fen": living_line_fen,
            "filed": self.filed,
            "category": self.category,
            "student": who.student,
            "minor": who.minor,
            "relation": who.relation or SELF,
            "employment": home.employment,
            "union_member": home.union_member,
            "main_cause": home.main_cause,
            "household_size": home.size,
            "awards_before": who.awards_before,
            TODAY: self.today.isoformat(),
        }
