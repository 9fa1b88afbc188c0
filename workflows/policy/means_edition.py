"""The edition of a means test as a value: what a sound document says, ready to decide by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflows.exclusion_rule import ExclusionRule
from workflows.means_rule import MONTHS, MeansRule
from workflows.policy.edition import stages
from workflows.stage import Stage

__all__ = ["MeansEdition", "parse_means"]


@dataclass(frozen=True, slots=True)
class MeansEdition:
    """The means test of one union from one day on, and the terms and path of its hardship files.

    The defaults are the safe ones of domain.md §9.1; None for a list of items is the standard list.
    """

    union: str
    in_force_from: date
    living_line_fen: int
    multiples: Mapping[str, str]
    accident_cost_ratio: str
    path: tuple[Stage, ...]
    bounds: Mapping[str, str] = field(default_factory=dict)
    accident_net_multiple: str | None = None
    income_months: int = MONTHS
    income_counted: tuple[str, ...] | None = None
    expenditure_recognised: tuple[str, ...] | None = None
    exclusions: tuple[ExclusionRule, ...] = ()
    evidence: tuple[str, ...] = ()
    evidence_by_cause: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reverification_months: int = 12
    exit_months: int = 6
    archive_years: int = 10
    sample_rate: str = "0.30"
    resemblances_decided: bool = False

    def rule(self) -> MeansRule:
        """The figures as the means test takes them."""
        return MeansRule.of(
            self.living_line_fen,
            self.multiples,
            self.accident_cost_ratio,
            bounds=self.bounds,
            accident_net_multiple=self.accident_net_multiple,
            income_months=self.income_months,
            income_counted=self.income_counted,
            expenditure_recognised=self.expenditure_recognised,
        )


_PLAIN = (
    "living_line_fen multiples accident_cost_ratio bounds accident_net_multiple income_months"
    " reverification_months exit_months archive_years sample_rate resemblances_decided"
).split()
_LISTS = ("income_counted", "expenditure_recognised", "evidence")


def parse_means(document: Mapping[str, Any]) -> MeansEdition:
    """From a document in which `problems` has found nothing wrong."""
    by_cause: Mapping[str, list[str]] = document.get("evidence_by_cause", {})
    said: dict[str, Any] = {name: document[name] for name in _PLAIN if name in document}
    said |= {name: tuple(document[name]) for name in _LISTS if name in document}
    return MeansEdition(
        union=document["union"],
        in_force_from=date.fromisoformat(document["in_force_from"]),
        path=stages(document["path"]),
        exclusions=tuple(map(ExclusionRule.from_dict, document.get("exclusions", ()))),
        evidence_by_cause={cause: tuple(kinds) for cause, kinds in by_cause.items()},
        **said,
    )
