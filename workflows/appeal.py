"""申诉: against a refusal, decided once and by other people, a level above those who refused.

Who refused does not hear the complaint about it (domain.md §3.1, row F4x, as for objections); at the
root, above which there is nobody, somebody who had no hand in the case does.
"""

from __future__ import annotations

from typing import Final

from workflows import guards
from workflows.matter import answers
from workflows.matter_guards import appeal_open, appealed_already, decided_before, own_union
from workflows.path import APPROVER, CLERK, PERSON, REVIEWER
from workflows.table import Row, Table

__all__ = ["APPEAL", "BY_CLERK", "DECIDERS", "FILED", "REFUSED", "UNDECIDED"]

DECIDERS: Final = REVIEWER | APPROVER
UNDECIDED: Final = frozenset({"open"})
REFUSED: Final = frozenset({"rejected", "lapsed"})
"""States of an application against which there is an appeal; lapsed only where the clock did it."""
BY_CLERK: Final = frozenset({"withdraw"})
"""Actions of the union that brought it, for the worker; the others are of the union that decides."""
_OTHERS = (own_union, decided_before)

FILED = Row(
    "rejected", "appeal", "rejected", CLERK, (*PERSON, appeal_open, appealed_already),
    duty="intake", door=False,
)  # fmt: skip
"""Bringing one, on behalf of the worker; it leads nowhere, so it stands in no table."""

APPEAL = Table(
    name="appeal",
    initial="open",
    final=frozenset({"upheld", "dismissed", "withdrawn"}),
    rows=(
        *answers(
            (("open", (*PERSON, *_OTHERS)),), {"uphold": "upheld", "dismiss": "dismissed"}, DECIDERS
        ),
        Row("open", "assign", "open", DECIDERS, (guards.recusal, *_OTHERS)),
        Row("open", "withdraw", "withdrawn", CLERK, PERSON, duty="intake"),
    ),
)
