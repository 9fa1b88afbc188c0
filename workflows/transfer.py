"""转移: a worker changes unit or place, and the household's file goes along to the union there.

The union that keeps the file offers it, the other one takes it or not: 建档工会 → 新建档工会 (domain.md
§3.1, F13). Nobody takes what they offered themselves, so that a file changes hands by two persons.
"""

from __future__ import annotations

from typing import Final

from workflows import guards
from workflows.path import CLERK, DONE, PERSON
from workflows.table import Row, Table
from workflows.transfer_guards import receiver_unfit, transfer_open

__all__ = ["AT_RECEIVER", "OFFERED", "TRANSFER", "goes_along"]

OFFERED = Row(
    "active", "offer", "active", CLERK, (*PERSON, receiver_unfit, transfer_open), duty="intake",
    door=False,
)  # fmt: skip
"""What an offer must satisfy, beside a file that may be transferred at all; it leads nowhere, so it
stands in no table."""

TRANSFER = Table(
    name="transfer",
    initial="offered",
    final=frozenset({"accepted", "declined", "withdrawn"}),
    rows=(
        Row(
            "offered", "accept", "accepted", CLERK,
            (*PERSON, guards.second_person, guards.lines_fit), duty="intake",
        ),
        Row("offered", "decline", "declined", CLERK, PERSON, opinion_required=True, duty="intake"),
        Row("offered", "withdraw", "withdrawn", CLERK, PERSON, duty="intake"),
    ),
)  # fmt: skip
"""The lines of an acceptance are the file and every application that goes along, each by its own
table."""

AT_RECEIVER: Final = frozenset({"accept", "decline"})
"""What is done at the union that receives; everything else is the sending union's."""


def goes_along(state: str, aid_year: int | None) -> bool:
    """Whether an application follows its file: it is open, and no money is set aside for it."""
    return aid_year is None and state not in DONE
