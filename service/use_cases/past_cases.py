"""The decided applications of a programme with what was kept of each, for an edition to be tried on.

Read by pages of columns, never as things: an assessment is opened once, what the simulation needs is
taken from it, and the rest is let go. The number of statements grows with the pages alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select

from service.audit.past import size_before, times_of
from service.store.application import Application
from service.store.edition import Edition
from service.store.hardship_file import HardshipFile
from service.store.personal import Personal
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.in_scope import within
from service.use_cases.past_grants import OF_A_GRANT, PAGE, decided, households
from workflows.errors import SimulationTooLarge
from workflows.past_case import PastCase
from workflows.policy import ProgrammeEdition, parse_programme

__all__ = ["MOST", "Period", "past_cases"]

MOST: Final = 20_000
"""Applications looked at in one call: some seconds of arithmetic."""
_OF_A_CASE = (
    *OF_A_GRANT, Application.union, Application.edition_id, Application.path,
    Application.assessment_kept,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of assessment, both within."""

    first: date
    last: date


def past_cases(uow: UnitOfWork, edition: Edition, period: Period) -> list[PastCase]:
    """The applications of the edition's programme and unions, as far as the caller sees them, that
    were granted or rejected by an assessment of the period. Raises ``SimulationTooLarge``."""
    conditions = _conditions(uow, edition, period)
    found = uow.session.scalar(select(func.count(Application.id)).where(*conditions)) or 0
    if found > MOST:
        raise SimulationTooLarge(found=found, most=MOST)
    rules: dict[str, ProgrammeEdition] = {}
    return [
        case
        for page in _pages(uow, conditions)
        for case in _cases(page, _rules(uow, rules, page), _erased_on(uow, page))
        if period.first <= case.assessed_on <= period.last
    ]


def _conditions(uow: UnitOfWork, edition: Edition, period: Period) -> list[ColumnElement[bool]]:
    """An assessment says its day only to who may open it; but whatever was decided by an assessment
    of the period has been changed since the period began."""
    begins = datetime.combine(period.first, time.min, SHANGHAI)
    since = size_before(uow.session.connection(), begins, uow.size)
    return [
        Application.programme == edition.programme,
        Application.union_path.startswith(edition.union_path, autoescape=True),
        within(Application.union_path, uow.actor),
        Application.number >= since,
        or_(Application.aid_year.is_not(None), Application.state == "rejected"),
    ]


def _pages(uow: UnitOfWork, conditions: list[ColumnElement[bool]]) -> Iterator[Sequence[Any]]:
    """By id, which no change moves: nothing comes twice and nothing is passed over."""
    after = ""
    while True:
        page = uow.session.execute(
            select(*_OF_A_CASE)
            .join(HardshipFile, HardshipFile.id == Application.file_id)
            .where(*conditions, Application.id > after)
            .order_by(Application.id)
            .limit(PAGE)
        ).all()
        yield page
        if len(page) < PAGE:
            return
        after = page[-1].id


def _rules(
    uow: UnitOfWork, known: dict[str, ProgrammeEdition], page: Sequence[Any]
) -> Mapping[str, ProgrammeEdition]:
    """The editions that decided, each read once however many cases it decided."""
    wanted = {row.edition_id for row in page} - known.keys()
    if wanted:
        rows = uow.session.execute(
            select(Edition.id, Edition.document).where(Edition.id.in_(wanted))
        )
        known |= {row.id: parse_programme(row.document) for row in rows}
    return known


def _erased_on(uow: UnitOfWork, page: Sequence[Any]) -> Mapping[str, date]:
    """Of an assessment that was erased the day is gone too: that of the decision stands for it."""
    erased = {row.id: decided(row) for row in page if row.assessment_kept.erased}
    if not erased:
        return {}
    at = times_of(uow.session.connection(), set(erased.values()))
    return {one: at[number].astimezone(SHANGHAI).date() for one, number in erased.items()}


def _cases(
    page: Sequence[Any], rules: Mapping[str, ProgrammeEdition], erased: Mapping[str, date]
) -> Iterator[PastCase]:
    for row in page:
        kept = _opened(row.assessment_kept)
        day = erased.get(row.id) or date.fromisoformat(kept["assessed_on"])
        yield PastCase(
            id=row.id, decided=decided(row), union=row.union, person_id=row.person_id,
            file_id=row.file_id, households=households(row), award_fen=row.award_fen,
            aid_year=row.aid_year, assessed_on=day, inputs=kept.get("inputs"),
            sound=all(one["ok"] for one in kept.get("conditions", ())),
            levels=sum(stage.get("level") is not None for stage in row.path),
            edition=rules[row.edition_id],
        )  # fmt: skip


def _opened(kept: Personal) -> dict[str, Any]:
    found: dict[str, Any] = {} if kept.erased else json.loads(kept.value)
    return found
