"""督办统计: what was received and ended, on time or not, answered, and how long each stage took.

Times are read from the log, which nobody can change: a stage lasts from the step that led to it to
the step that led on. While a notice runs, or a case is with its clerk for correction, the clock of
the work stands still: both are told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select

from service.audit.moves import Move, moves_of
from service.audit.past import size_before
from service.store.application import Application
from service.unit_of_work import UnitOfWork
from service.use_cases.reply_rates import Wanted, replies, satisfaction, scope
from service.use_cases.stage_spans import day_of, stage_spans
from service.use_cases.working_calendar import calendar_for
from workflows.errors import ReportTooLarge
from workflows.figures import Rate, Span, spent
from workflows.path import DONE
from workflows.stage import Stage
from workflows.supervision import SupervisionRule
from workflows.table import plain

__all__ = ["MOST", "Wanted", "supervision_report"]

MOST: Final = 5_000
"""Cases looked at in one call: their steps are read from the log."""
AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class _Case:
    """One case received in the period: whether it ended in it, and its stages that did."""

    union: str
    programme: str
    ended: bool
    spans: tuple[Span, ...]


def supervision_report(uow: UnitOfWork, wanted: Wanted) -> dict[str, Any]:
    """The figures, each with what it counts. Raises ``ReportTooLarge``."""
    cases = list(_cases(uow, wanted))
    spans = [span for case in cases for span in case.spans]
    termed = [span for span in spans if span.on_time is not None]
    stages = dict.fromkeys(span.stage for span in spans)
    return {
        "received": len(cases),
        "ended": sum(case.ended for case in cases),
        "completion": _completion(cases),
        "on_time": Rate(sum(bool(span.on_time) for span in termed), len(termed)).to_dict(),
        "reply": replies(uow, wanted),
        "satisfaction": satisfaction(uow, wanted),
        "stages": [spent(one, [span for span in spans if span.stage == one]) for one in stages],
        "unions": _by(cases, lambda case: case.union),
        "programmes": _by(cases, lambda case: case.programme),
    }


def _completion(cases: Sequence[_Case]) -> dict[str, Any]:
    return Rate(sum(case.ended for case in cases), len(cases)).to_dict()


def _by(cases: Sequence[_Case], of: Callable[[_Case], str]) -> list[dict[str, Any]]:
    groups: dict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        groups[of(case)].append(case)
    told = []
    for code, group in sorted(groups.items()):
        kept = [span for case in group for span in case.spans if span.on_time is not None]
        on_time = Rate(sum(bool(span.on_time) for span in kept), len(kept)).to_dict()
        told.append({"code": code, "completion": _completion(group), "on_time": on_time})
    return told


def _cases(uow: UnitOfWork, wanted: Wanted) -> Iterator[_Case]:
    """What was received in the period has been changed since it began."""
    since = size_before(uow.session.connection(), wanted.bounds()[0], uow.size)
    given = [*scope(uow, wanted, Application), Application.number >= since]
    if wanted.programme is not None:
        given.append(Application.programme == wanted.programme)
    found = uow.session.scalar(select(func.count(Application.id)).where(*given)) or 0
    if found > MOST:
        raise ReportTooLarge(found=found, most=MOST)
    rows = uow.session.execute(
        select(
            Application.id, Application.union, Application.programme, Application.path,
            Application.terms,
        ).where(*given)
    ).all()  # fmt: skip
    for begin in range(0, len(rows), AT_ONCE):
        page = rows[begin : begin + AT_ONCE]
        steps: dict[str, list[Move]] = defaultdict(list)
        for move in moves_of(uow.session.connection(), [row.id for row in page]):
            steps[move.thing].append(move)
        for row in page:
            case = _case(uow, wanted, row, steps[row.id])
            if case is not None:
                yield case


def _case(uow: UnitOfWork, wanted: Wanted, row: Any, steps: Sequence[Move]) -> _Case | None:
    """A case received in the period: its first step out of the draft was a submission."""
    if not steps or steps[0].act != "application.submit":
        return None
    if not wanted.first <= day_of(steps[0]) <= wanted.last:
        return None
    steps = [step for step in steps if day_of(step) <= wanted.last]
    ended = any(plain(step.target) in DONE for step in steps)
    path = [Stage.from_dict(stage) for stage in row.path]
    spans = stage_spans(calendar_for(uow), path, SupervisionRule.pinned(row.terms), steps)
    return _Case(row.union, row.programme, ended, tuple(spans))
