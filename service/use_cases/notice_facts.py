"""Where a case stands on public notice: its line's last day, and the objections still undecided.

Nobody who asks needs to load the notice. Every deed that changes a line's fate (an objection, its
decision, the closing) concerns the application, which whoever decides on it has loaded; so an
objection to one line makes the votes on that line look again, and those on no other.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TypeAlias

from sqlalchemy import func, select

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.notice import NoticeLine, Objection
from service.store.regularisation import Regularisation
from service.unit_of_work import UnitOfWork
from workflows.facts import NoticeFacts
from workflows.objection import UNDECIDED

__all__ = ["Listed", "concerned", "listed_as", "look_at_notices", "notice_facts", "open_objections"]

NOTICES = "notices"

Listed: TypeAlias = Application | HardshipFile | Regularisation
"""What can stand on a notice; of an emergency award the public reads what it reads of any other."""


def listed_as(case: Listed) -> str:
    """The id by which its line names a case: a regularisation stands there as its application."""
    return case.application_id if isinstance(case, Regularisation) else case.id


def concerned(case: Listed) -> tuple[str, ...]:
    """Whom a deed on its line concerns: the case itself, and the application that it is about."""
    return tuple(dict.fromkeys((case.id, listed_as(case))))


def notice_facts(uow: UnitOfWork, case: Listed) -> NoticeFacts:
    """The facts of the line of an application or a file, without a last day where nothing was
    published.

    Objections count wherever they were raised: one to an earlier notice of a case that was returned
    since still asks for an answer.
    """
    key = listed_as(case)
    uow.watch(*concerned(case))
    ahead: dict[str, NoticeFacts] = uow.memory.get(NOTICES, {})
    if case.id in ahead:
        return ahead[case.id]
    named = "file_id" if isinstance(case, HardshipFile) else "application_id"
    waiting = select(func.count()).where(
        getattr(Objection, named) == key, Objection.state.in_(UNDECIDED)
    )
    ends_on, category = (
        select(column).where(
            NoticeLine.notice_id == case.notice_id, getattr(NoticeLine, named) == key
        )
        for column in (NoticeLine.ends_on, NoticeLine.category)
    )
    asked = (ends_on, waiting, category)
    row = uow.session.execute(select(*(one.scalar_subquery() for one in asked))).one()
    return NoticeFacts(*row)


def look_at_notices(uow: UnitOfWork, applications: Collection[Application]) -> None:
    """The same for many applications at once, kept for the run."""
    last_days: dict[str, date] = {}
    wanted = {one.notice_id for one in applications if one.notice_id is not None}
    if wanted:
        rows = uow.session.execute(
            select(NoticeLine.application_id, NoticeLine.notice_id, NoticeLine.ends_on).where(
                NoticeLine.notice_id.in_(wanted), NoticeLine.application_id.is_not(None)
            )
        )
        now = {one.id: one.notice_id for one in applications}
        last_days = {str(case): day for case, notice, day in rows if now.get(str(case)) == notice}
    objections = open_objections(uow, [one.id for one in applications])
    uow.memory[NOTICES] = {
        one.id: NoticeFacts(last_days.get(one.id), objections.get(one.id, 0))
        for one in applications
    }


def open_objections(
    uow: UnitOfWork, ids: Collection[str], of: type[Application | HardshipFile] = Application
) -> dict[str, int]:
    """How many objections each application, or file, has undecided; those with none are left out."""
    uow.watch(*ids)
    named = Objection.file_id if of is HardshipFile else Objection.application_id
    rows = uow.session.execute(
        select(named, func.count())
        .where(named.in_(ids), Objection.state.in_(UNDECIDED))
        .group_by(named)
    )
    return {str(case_id): count for case_id, count in rows}
