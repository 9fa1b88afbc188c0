"""慰问活动: many households of several units, one standard, one meeting (domain.md §3.4 A).

The county drafts and publishes it with quota, standard and deadline; the units list, review and
publish their lines, each an application of its own; the county merges the lists, a meeting decides,
and at the end it is told what was done.
"""

from __future__ import annotations

from typing import Final

from workflows import campaign_guards as own
from workflows import guards
from workflows.path import APPROVER, CLERK, REVIEWER
from workflows.table import Row, Table

__all__ = ["CAMPAIGN"]

CAMPAIGN: Final = Table(
    name="campaign",
    initial="draft",
    final=frozenset({"closed", "cancelled"}),
    rows=(
        Row("draft", "publish", "published", REVIEWER),
        Row(
            "published", "list", "published", CLERK,
            (own.listing_closed, own.quota_exceeded, own.household_listed), door=False,
        ),
        Row(
            "published", "merge", "merged", REVIEWER,
            (own.campaign_empty, own.lines_unready, own.lines_doubled),
        ),
        Row(
            "merged", "hold_meeting", "decided", APPROVER, (guards.second_person, own.lines_waiting),
            door=False,
        ),
        Row(
            "merged", "hold_meeting", "merged", APPROVER, (guards.second_person, own.lines_decided),
            door=False,
        ),
        Row("decided", "report", "reported", REVIEWER, (own.lines_unfinished,)),
        Row("reported", "close", "closed", APPROVER),
        *(
            Row(
                state, "cancel", "cancelled", REVIEWER, (own.lines_live,), opinion_required=True
            )
            for state in ("draft", "published")
        ),
    ),
)  # fmt: skip
