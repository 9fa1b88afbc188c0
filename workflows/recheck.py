"""复查: what the level above found when it looked at a file once more (domain.md §7, §8; S05, S107).

Who re-checks does nothing else in the case. What was found never decides by itself: a re-check that
does not agree has the file verified again (`hardship_file.CALLED`), and a person decides then.
"""

from __future__ import annotations

from typing import Final

from workflows import guards
from workflows.file_standing import STANDING
from workflows.hardship_file import ENDED
from workflows.path import APPROVER, CLERK, PERSON, REVIEWER, SYSTEM
from workflows.table import Row, Table

__all__ = [
    "ASKED",
    "CALLED_FROM",
    "ENDING",
    "HANDED_UP",
    "KINSHIP",
    "OVER",
    "RECHECK",
    "SAMPLE",
    "UNFILED",
]

SAMPLE: Final = "sample"
KINSHIP: Final = "kinship"
OVER: Final = ENDED | {"exited"}
"""States of a file in which there is nothing left that a re-check could be about."""
ENDING: Final = frozenset({"exiting", "cancelling"})
"""States in which an end is proposed; the file's reason is that of the end."""
CALLED_FROM: Final = STANDING | ENDING
"""States in which aid rests on what was confirmed, or would again once an end is not agreed to."""
UNFILED: Final = frozenset({"draft"})
"""States of a file that has been put before nobody yet."""

ASKED = Row("open", "open", "open", REVIEWER, (guards.recusal,), door=False)
"""Asking for a re-check where kinship was declared after the file was submitted. Like the next one it
leads nowhere, so it stands in no table."""
HANDED_UP = Row("open", "hand_up", "open", CLERK | REVIEWER, (guards.recusal,), door=False)
"""An open re-check goes to a union higher up, once somebody concerned has a post above it, or once that
union has drawn the file too."""

RECHECK = Table(
    name="recheck",
    initial="open",
    final=frozenset({"consistent", "inconsistent", "withdrawn"}),
    rows=(
        Row("open", "find_consistent", "consistent", REVIEWER, PERSON, duty="recheck"),
        Row(
            "open", "find_inconsistent", "inconsistent", REVIEWER, PERSON, opinion_required=True,
            duty="recheck",
        ),
        Row(
            "open", "withdraw", "withdrawn", CLERK | REVIEWER | APPROVER | SYSTEM, (), door=False
        ),
    ),
)  # fmt: skip
