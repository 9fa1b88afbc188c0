"""异议: taken from anybody, decided with reasons by the reviewer of a union above.

Whoever put the case forward does not judge the complaint about it: the unit above the one objected
to looks into it (domain.md §3.1, row F4x).
"""

from __future__ import annotations

from workflows.path import PERSON, REVIEWER
from workflows.table import Row, Table

__all__ = ["OBJECTION", "union_above"]

OBJECTION = Table(
    name="objection",
    initial="open",
    final=frozenset({"upheld", "dismissed"}),
    rows=tuple(
        Row("open", action, target, REVIEWER, PERSON, opinion_required=True, duty="review")
        for action, target in (("uphold", "upheld"), ("dismiss", "dismissed"))
    ),
)


def union_above(path: str) -> str:
    """The path of the union next above; the root has none above it and answers for itself."""
    head, _, _ = path.rstrip(".").rpartition(".")
    return f"{head}." if head else path
