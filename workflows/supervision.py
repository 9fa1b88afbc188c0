"""督办时限: within what time each kind of work is done, how often a case may be sent back or urged.

Dated data of a union, as every period is (house rule 12): the edition ``supervision`` of the nearest
union upward. What it says is pinned to a case when it begins, so that a later edition moves no
deadline of a case under way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workflows.term import Term

__all__ = ["COUNTS", "NO_TERMS", "SUPERVISION", "SupervisionRule", "parse_supervision"]

SUPERVISION: Final = "supervision"
COUNTS: Final = ("returns_at_most", "reminders_at_most", "escalate_after", "delegation_days")
"""The counts beside the terms: how often a case may be sent back, how often somebody may be urged at
one stage, working days late after which the union above is told, days a delegation may last."""


@dataclass(frozen=True, slots=True)
class SupervisionRule:
    """The terms by kind of work (code list `term_kind`), in their short form, and the counts."""

    within: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    def term(self, kind: str) -> str | None:
        """How long this kind of work may take; None where the union has set no term."""
        return self.within.get(kind)

    def count(self, name: str) -> int | None:
        """How often; None where the union has set no limit."""
        return self.counts.get(name)

    def to_dict(self) -> dict[str, Any]:
        """As it is pinned to a case."""
        return {"within": dict(self.within), **self.counts}

    @classmethod
    def pinned(cls, document: Mapping[str, Any] | None) -> SupervisionRule:
        """From what a case has pinned; a case from before there were terms has none."""
        if not document:
            return NO_TERMS
        counts = {name: document[name] for name in COUNTS if name in document}
        return cls(document.get("within", {}), counts)


NO_TERMS: Final = SupervisionRule()


def parse_supervision(document: Mapping[str, Any]) -> SupervisionRule:
    """From the document of an edition in which `problems` has found nothing wrong."""
    within = {kind: str(Term.of(one)) for kind, one in document["within"].items()}
    counts = {name: document[name] for name in COUNTS if name in document}
    return SupervisionRule(within, counts)
