"""公示: the tables of a notice and of one line on it, and what the public is told about objecting.

A notice is closed by the clock, early by nobody; each line passes after its own last day, held only
by an objection to itself (peers.md part B 6; domain.md §3.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from workflows import guards
from workflows.errors import Verdict
from workflows.facts import Facts
from workflows.path import APPROVER, CLERK, REVIEWER, SYSTEM
from workflows.table import Row, Table

__all__ = ["HOW_TO_OBJECT", "LINE", "LISTED", "NOTICE", "STANDING", "notice_over"]

ANYBODY = frozenset({"public"})
STANDING = frozenset({"open", "held"})
"""Lines that are still to be decided; the others are settled."""


def notice_over(facts: Facts) -> Iterator[Verdict]:
    """The counterpart of ``notice_running``: the period has not ended yet."""
    told = facts.notice is not None
    for verdict in guards.notice_running(facts):
        yield replace(verdict, ok=told and not verdict.ok, code="notice_over", chooses=told)


LISTED = Row("open", "list", "open", REVIEWER, (guards.objection_open,), door=False)
"""What a case must satisfy to be put on a list: no objection to an earlier notice undecided.

It leads nowhere, so it stands in no table."""

NOTICE = Table(
    name="notice",
    initial="open",
    final=frozenset({"closed"}),
    rows=(Row("open", "close", "closed", REVIEWER | SYSTEM, (guards.notice_running,)),),
)

_PASSED = (guards.notice_running, guards.objection_open)
_RUNNING = (notice_over, guards.objection_open)

LINE = Table(
    name="notice_line",
    initial="open",
    final=frozenset({"failed", "withdrawn"}),
    rows=(
        Row("open", "object", "held", ANYBODY, door=False),
        Row("held", "object", "held", ANYBODY, door=False),
        Row("passed", "object", "held", ANYBODY, door=False),
        Row("open", "pass", "passed", REVIEWER | SYSTEM, _PASSED, door=False),
        Row("held", "release", "passed", REVIEWER, _PASSED, door=False),
        Row("held", "release", "open", REVIEWER, _RUNNING, door=False),
        Row("held", "fail", "failed", REVIEWER, door=False),
        *(
            Row(state, "withdraw", "withdrawn", CLERK | REVIEWER | APPROVER | SYSTEM, door=False)
            for state in ("open", "held")
        ),
    ),
)

HOW_TO_OBJECT: Final[Mapping[str, str]] = {
    "zh": (
        "对名单有异议的，自公示之日起至该行审定前，可在本页按行号具名或匿名提出（POST {path}），"
        "或拨打 12351 职工服务热线。具名异议予以答复，并对异议人信息保密。"
    ),
    "en": (
        "Objections to a line are taken from the opening of this notice until the line is decided: "
        "here, by line number, with or without a name (POST {path}), or by telephone 12351. Whoever "
        "gives a name is answered, and the name is kept confidential."
    ),
}
"""The channel for objections is part of the notice itself (domain.md §7, 公示 fields)."""
