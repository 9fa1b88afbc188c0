"""异议: taken from anybody, looked into and decided with reasons by the reviewer of a union above.

Whoever put the case forward does not judge the complaint about it: the unit above the one objected
to looks into it (domain.md §3.1, row F4x). What is plain is decided at once; what is not is first
taken up (triage), and then answered by what was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workflows.matter import answers, taken_up
from workflows.matter_guards import findings_missing, own_union
from workflows.path import PERSON, REVIEWER
from workflows.table import Table

__all__ = ["CORRECT", "OBJECTION", "REJECT", "REMEDIES", "UNDECIDED", "union_above"]

UNDECIDED: Final = frozenset({"open", "investigating"})
"""An objection in one of these holds its line."""
REJECT: Final = "reject"
CORRECT: Final = "correct"
REMEDIES: Final[Mapping[str, str]] = {REJECT: "uphold", CORRECT: "uphold_correct"}
"""What becomes of the case when an objection is upheld, and the action of the case's own table."""
_FROM_ABOVE = (*PERSON, own_union)

OBJECTION = Table(
    name="objection",
    initial="open",
    final=frozenset({"upheld", "dismissed"}),
    rows=(
        *answers(
            (("open", _FROM_ABOVE), ("investigating", (*_FROM_ABOVE, findings_missing))),
            {"uphold": "upheld", "dismiss": "dismissed"},
            REVIEWER,
        ),
        taken_up("open", "triage", "investigating", REVIEWER, _FROM_ABOVE),
    ),
)


def union_above(path: str) -> str:
    """The path of the union next above; the root has none above it and answers for itself."""
    head, _, _ = path.rstrip(".").rpartition(".")
    return f"{head}." if head else path
