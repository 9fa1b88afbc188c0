"""``dev.py bench model``: for each rule taken out of the tables, the breach that follows and the shortest
way to it, step by step. Words on the command line choose among the rules by name.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.workflows.composed import walk
from tests.workflows.test_no_way_around import CONTROLS

__all__ = ["main"]


def main(arguments: Sequence[str]) -> int:
    """0 where every rule taken out opens a way that is found."""
    silent = 0
    for name, control in CONTROLS.items():
        if not all(word in name for word in arguments):
            continue
        walked = walk(control.house())
        silent += walked.breach is None
        sys.stdout.write(f"\n{name}: {walked.breach or 'no way was found'}\n")
        for place, step in enumerate(walked.trace, start=1):
            sys.stdout.write(f"  {place:2}. {step}\n")
    return 1 if silent else 0
