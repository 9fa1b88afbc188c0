"""Whose turn it is: what kind of work a case waits for, and at which level that is done.

Read off the state, so that the list of what waits and the table of what may be done cannot differ.
While a notice runs nobody's turn has come: the clock of the work stands still (peers.md part B 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workflows.stage import NOTICE, Stage

__all__ = ["CORRECTION", "PAYMENT", "waits_for"]

CORRECTION: Final = "correction"
PAYMENT: Final = "payment"
_WITHIN = frozenset({"submitted", "reviewed", "notice_passed"})
_BESIDE: Final = {"returned": CORRECTION, "approved": PAYMENT, "paying": PAYMENT}


def waits_for(state: str, position: int, path: Sequence[Stage]) -> tuple[str | None, str | None]:
    """The kind of work (code list `term_kind`) and the level of the stage; neither, where nothing
    waits for a person of the house."""
    if state in _BESIDE:
        return _BESIDE[state], None
    if state not in _WITHIN or position >= len(path):
        return None, None
    stage = path[position]
    return stage.kind, None if stage.kind == NOTICE else stage.done_at
