"""How long a case was at each stage, from the steps that the log tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from service.audit.moves import Move
from service.unit_of_work import SHANGHAI
from workflows.calendar import Calendar
from workflows.errors import CalendarUnknown
from workflows.figures import Span
from workflows.path import position_of
from workflows.stage import Stage
from workflows.supervision import SupervisionRule
from workflows.table import plain
from workflows.term import due_on, worked_between
from workflows.waiting import FOLLOW_UP, PAYMENT, waits_for

__all__ = ["NOTICE_PERIOD", "day_of", "stage_spans"]

NOTICE_PERIOD: Final = "notice_period"


def stage_spans(
    calendar: Calendar, path: Sequence[Stage], terms: SupervisionRule, steps: Sequence[Move]
) -> Iterator[Span]:
    """From each step to the next; payment runs from the approval on while a batch is made anew.

    What is still waited for is no span yet, nor what runs through a year without a calendar.
    """
    begun: date | None = None
    for step, then in pairwise(steps):
        kind, begun = _kind(step, path), begun or day_of(step)
        if kind is None or kind == FOLLOW_UP:
            begun = None
        elif kind != PAYMENT or _kind(then, path) != PAYMENT:
            yield from _span(calendar, kind, terms.term(kind), begun, day_of(then))
            begun = None


def _span(
    calendar: Calendar, kind: str, term: str | None, begun: date, ended: date
) -> Iterator[Span]:
    try:
        days = worked_between(calendar, begun, ended)
    except CalendarUnknown:
        return
    due = due_on(calendar, begun, term)
    yield Span(kind, days, None if due is None else ended <= due)


def _kind(step: Move, path: Sequence[Stage]) -> str | None:
    """What a case waits for after the step, or that its notice runs."""
    state = plain(step.target)
    if state == "on_notice":
        return NOTICE_PERIOD
    return waits_for(state, position_of(step.target) or 0, path)[0]


def day_of(step: Move) -> date:
    """The business day of a step."""
    return step.at.astimezone(SHANGHAI).date()
