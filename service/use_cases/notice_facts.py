"""Where a case stands on public notice: its line's last day, and the objections still undecided.

Nobody who asks needs to load the notice. Every deed that changes a line's fate (an objection, its
decision, the closing) concerns the application, which whoever decides on it has loaded; so an
objection to one line makes the votes on that line look again, and those on no other.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from service.store.application import Application
from service.store.notice import NoticeLine, Objection
from service.unit_of_work import UnitOfWork
from workflows.facts import NoticeFacts

__all__ = ["notice_facts", "open_objections"]


def notice_facts(uow: UnitOfWork, application: Application) -> NoticeFacts:
    """The facts of the application's line, without a last day where nothing was published.

    Objections count wherever they were raised: one to an earlier notice of a case that was returned
    since still asks for an answer.
    """
    uow.watch(application.id)
    waiting = select(func.count()).where(
        Objection.application_id == application.id, Objection.state == "open"
    )
    ends_on = select(NoticeLine.ends_on).where(
        NoticeLine.notice_id == application.notice_id,
        NoticeLine.application_id == application.id,
    )
    row = uow.session.execute(select(ends_on.scalar_subquery(), waiting.scalar_subquery())).one()
    return NoticeFacts(row[0], row[1])


def open_objections(uow: UnitOfWork, application_ids: Collection[str]) -> dict[str, int]:
    """How many objections each application has undecided; those with none are left out."""
    uow.watch(*application_ids)
    rows = uow.session.execute(
        select(Objection.application_id, func.count())
        .where(Objection.application_id.in_(application_ids), Objection.state == "open")
        .group_by(Objection.application_id)
    )
    return {application_id: count for application_id, count in rows}  # noqa: C416 - Row objects
