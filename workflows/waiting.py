"""Whose turn it is: what kind of work a case waits for, and at which level that is done.

Read off the state, so that the list of what waits and the table of what may be done cannot differ.
While a notice runs nobody's turn has come: the clock of the work stands still (peers.md part B 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workflows.file_stages import DRAFT, place_of
from workflows.stage import CONFIRM, NOTICE, Stage

__all__ = ["CORRECTION", "FOLLOW_UP", "PAPERS", "PAYMENT", "file_waits_for"]
__all__ += ["regularisation_waits_for", "waits_for"]

CORRECTION: Final = "correction"
PAYMENT: Final = "payment"
FOLLOW_UP: Final = "follow_up"
PAPERS: Final = "papers"
_WITHIN = frozenset({"submitted", "reviewed", "notice_passed"})
_BESIDE: Final = {"returned": CORRECTION, "approved": PAYMENT, "paying": PAYMENT, "paid": FOLLOW_UP}
_ENDS_WAITING: Final = frozenset({"exiting", "cancelling"})
_RUNNING: Final = ("on_notice", ".notice")
"""How a state of a file's table begins, or ends, while a notice hangs out."""


def waits_for(state: str, position: int, path: Sequence[Stage]) -> tuple[str | None, str | None]:
    """The kind of work (code list `term_kind`) and the level of the stage; neither, where nothing
    waits for a person of the house."""
    if state in _BESIDE:
        return _BESIDE[state], None
    if state not in _WITHIN or position >= len(path):
        return None, None
    stage = path[position]
    return stage.kind, None if stage.kind == NOTICE else stage.done_at


def regularisation_waits_for(
    state: str, position: int, path: Sequence[Stage]
) -> tuple[str | None, str | None]:
    """The same of what is made up for after emergency aid: first its papers, then its stages."""
    return (PAPERS, None) if state == "due" else waits_for(state, position, path)


def file_waits_for(inner: str, path: Sequence[Stage]) -> tuple[str | None, str | None]:
    """The same of a hardship file, by its state as its table knows it (``reviewed.1``).

    A form that is written again for a re-verification waits for its clerk, as one that was sent back
    does; a proposed end waits for whoever confirms files. Under an economic check the clock runs on:
    it is the answer that is waited for.
    """
    state, _, _ = inner.partition(".")
    if state == "returned" or inner == DRAFT:
        return CORRECTION, None
    if state in _ENDS_WAITING:
        return CONFIRM, path[-1].level
    position = place_of(inner)
    if position is None or inner.startswith(_RUNNING[0]) or inner.endswith(_RUNNING[1]):
        return None, None
    stage = path[position]
    return stage.kind, stage.level
