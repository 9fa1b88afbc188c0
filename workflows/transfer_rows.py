"""The rows by which an application goes along with its file to another union."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from workflows import guards
from workflows.stage import NOTICE, Stage
from workflows.table import Guard, Row
from workflows.transfer_guards import vote_unfinished

__all__ = ["moved"]

_CLERK = frozenset({"clerk"})
_PERSON: tuple[Guard, ...] = (guards.separation_of_duties, guards.recusal)
_MOVED: tuple[Guard, ...] = (*_PERSON, guards.level_missing, vote_unfinished)


def moved(
    path: tuple[Stage, ...], last: int, waiting_at: Callable[[Sequence[Stage], int], str]
) -> Iterator[Row]:
    """Until the ``last`` approval sets money aside (ADR 0018)."""
    for state in ("draft", "returned"):
        yield Row(state, "transfer", state, _CLERK, _PERSON, duty="intake", door=False)
    for position, stage in enumerate(path[: last + 1]):
        shown = (f"on_notice.{position}",) if stage.kind == NOTICE else ()
        for state in (waiting_at(path, position), *shown):
            yield Row(state, "transfer", state, _CLERK, _MOVED, duty="intake", door=False)
