"""The guards of what people bring forward: who looks into it, and what an answer rests on."""

from __future__ import annotations

from collections.abc import Iterator

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts

__all__ = ["findings_missing", "own_union"]


def own_union(facts: Facts) -> Iterator[Verdict]:
    """The unit above the one objected to looks into it, by somebody without a post below (domain.md
    §3.1, row F4x)."""
    there = facts.matter.posts_there if facts.matter else None
    yield Verdict(errors.OwnUnion, there == (), {"unions": list(there or ())})


def findings_missing(facts: Facts) -> Iterator[Verdict]:
    """What was looked into is answered by what was found."""
    found = facts.matter.findings if facts.matter else None
    yield Verdict(errors.FindingsMissing, bool((found or "").strip()), {})
