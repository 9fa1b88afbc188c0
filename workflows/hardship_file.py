"""The table of the hardship file: submit → review → confirm, and the ways aside.

The household file is the root of all aid: 先建档、后帮扶、依档帮扶 (domain.md §3.1, in its basic form).
"""

from __future__ import annotations

from workflows import guards
from workflows.path import APPROVER, CLERK, PERSON, REVIEWER
from workflows.table import Row, Table

__all__ = ["AMENDED", "ENDED", "HARDSHIP_FILE"]

_FILED = (*PERSON, guards.person_on_file)
_CONFIRMED = (*_FILED, guards.no_category)

AMENDED = Row("draft", "amend", "draft", CLERK, PERSON, duty="intake", door=False)
"""What correcting a file must satisfy; it leads nowhere, so it stands in no table."""

ENDED = frozenset({"rejected", "withdrawn"})


def _refusals(here: str, roles: frozenset[str], duty: str, level: str) -> tuple[Row, ...]:
    return tuple(
        Row(here, action, target, roles, PERSON, opinion_required=True, duty=duty, level=level)
        for action, target in (("return", "returned"), ("reject", "rejected"))
    )


HARDSHIP_FILE = Table(
    name="hardship_file",
    initial="draft",
    final=ENDED | {"active"},
    rows=(
        Row("draft", "submit", "submitted", CLERK, _FILED, duty="intake"),
        Row("returned", "resubmit", "submitted", CLERK, _FILED, duty="intake"),
        Row("submitted", "review", "reviewed", REVIEWER, PERSON, duty="review", level="grassroots"),
        Row("reviewed", "confirm", "active", APPROVER, _CONFIRMED, duty="approve", level="county"),
        *_refusals("submitted", REVIEWER, "review", "grassroots"),
        *_refusals("reviewed", APPROVER, "approve", "county"),
        *(
            Row(state, "withdraw", "withdrawn", CLERK, PERSON, duty="intake")
            for state in ("draft", "returned", "submitted", "reviewed")
        ),
    ),
)
