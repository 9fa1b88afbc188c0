"""``dev.py bench model``: for each rule taken out of the tables, the breach that follows and the shortest
way to it, step by step. Words on the command line choose among the rules by name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from tests.workflows import test_two_cases_share_a_fund as two_cases
from tests.workflows.composed import walk
from tests.workflows.test_no_way_around import CONTROLS

__all__ = ["main"]

Found = tuple[str, str | None, tuple[str, ...]]


def main(arguments: Sequence[str]) -> int:
    """0 where every rule taken out opens a way that is found."""
    silent = 0
    for name, breach, trace in _found(arguments):
        silent += breach is None
        sys.stdout.write(f"\n{name}: {breach or 'no way was found'}\n")
        for place, step in enumerate(trace, start=1):
            sys.stdout.write(f"  {place:2}. {step}\n")
    return 1 if silent else 0


def _found(words: Sequence[str]) -> Iterator[Found]:
    for name, control in CONTROLS.items():
        if all(word in name for word in words):
            walked = walk(control.house())
            yield name, walked.breach, walked.trace
    for name, (_, house) in two_cases.CONTROLS.items():
        if all(word in name for word in words):
            breach, trace, _ = two_cases.walk(house, 1)
            yield name, breach, trace
