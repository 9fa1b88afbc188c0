"""The files on a work list: counted, or a page at a time, within the caller's scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import and_, func, select

from service.audit.past import size_before, times_of
from service.store.hardship_file import HardshipFile, Member
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.in_scope import within
from service.use_cases.kinship import files_of_kin
from service.use_cases.work_lists import WORK_LISTS, Asked, Conditions, Waiting
from workflows.calendar import months_later

__all__ = ["DAYS", "counted", "page_of_list"]

DAYS: Final = 60
"""How far ahead `due` looks unless somebody says otherwise."""
A_YEAR: Final = 12
ONE_DAY: Final = timedelta(days=1)

_COLUMNS = (
    HardshipFile.id, HardshipFile.serial, HardshipFile.number, Member.name.label("worker_name"), HardshipFile.union,
    HardshipFile.state, HardshipFile.category, HardshipFile.reverify_by,
    HardshipFile.confirmed_on, HardshipFile.monitored_until, HardshipFile.ended_on,
)  # fmt: skip


def counted(uow: UnitOfWork, days: int, union: str | None) -> dict[str, int]:
    """How many files of the caller's unions are on each list, in one statement."""
    asked = _asked(uow, days)
    counts = [
        select(func.count())
        .select_from(HardshipFile)
        .where(*_scope(uow, union), *one.holds(asked))
        .scalar_subquery()
        for one in WORK_LISTS.values()
    ]
    row = uow.session.execute(select(*counts)).one()
    return dict(zip(WORK_LISTS, row, strict=True))


def page_of_list(
    uow: UnitOfWork, name: str, days: int, union: str | None, after: int, limit: int
) -> tuple[list[Waiting], bool]:
    """A page of one list in the order of the files' numbers, and whether more follow."""
    rows: Sequence[Any] = uow.session.execute(
        select(*_COLUMNS)
        .join(Member, and_(Member.file_id == HardshipFile.id, Member.position == 0))
        .where(
            HardshipFile.number > after,
            *_scope(uow, union),
            *WORK_LISTS[name].holds(_asked(uow, days)),
        )
        .order_by(HardshipFile.number)
        .limit(limit + 1)
    ).all()
    page = rows[:limit]
    at = times_of(uow.session.connection(), [row.number for row in page])
    found = [
        Waiting(**row._mapping, changed_on=at[row.number].astimezone(SHANGHAI).date())
        for row in page
    ]
    return found, len(rows) > limit


def _scope(uow: UnitOfWork, union: str | None) -> Conditions:
    own = within(HardshipFile.union_path, uow.actor)
    return (own,) if union is None else (own, HardshipFile.union == union)


def _asked(uow: UnitOfWork, days: int) -> Asked:
    return Asked(uow.today, days, partial(_size_a_year_ago, uow), partial(files_of_kin, uow))


def _size_a_year_ago(uow: UnitOfWork) -> int:
    """A year is over on the day after its last one (民法典 art. 201, 202)."""
    first = months_later(uow.today, -A_YEAR)
    while months_later(first, A_YEAR) < uow.today:
        first += ONE_DAY
    since = datetime.combine(first, time.min, tzinfo=SHANGHAI)
    return size_before(uow.session.connection(), since, uow.size)
