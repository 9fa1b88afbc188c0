"""What an edition asks of a case: the names its benefit and its conditions look at.

Whoever tries an edition on a case that was decided before must know which of its questions that case
never answered; `condition` itself is total and would take silence for a no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflows.benefit import MADE_OF
from workflows.benefit.lump import CATEGORY
from workflows.condition import asked
from workflows.policy.edition import ProgrammeEdition

__all__ = ["asks"]


def asks(edition: ProgrammeEdition) -> frozenset[str]:
    """Questions, derived amounts and facts of the case, by name."""
    conditions = (name for one in edition.conditions for name in asked(one.node))
    return frozenset((*_of_benefit(edition.benefit), *conditions))


def _of_benefit(benefit: Mapping[str, Any]) -> Iterator[str]:
    """A benefit made of others asks what they ask, and what says whether each applies."""
    form = benefit["form"]
    if form in MADE_OF:
        for part in benefit["of"]:
            yield from asked(part.get("when") or {})
            yield from _of_benefit(part)
    elif form == "flat":
        yield from benefit["by"]
    elif form == "multiple":
        yield benefit["of"]
        yield benefit.get("by", CATEGORY)
    else:
        yield benefit["base"]
