"""Closing a notice: lines without an open objection pass, the others stay held.

A person may close it once every period has ended, the worker does so by itself; early, nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from service.store.application import Application
from service.store.notice import Notice, NoticeLine
from service.unit_of_work import UnitOfWork
from service.use_cases.act_on_application import move
from service.use_cases.application_facts import inner_state, table_for
from service.use_cases.notice_facts import open_objections
from workflows.actor import SYSTEM
from workflows.engine import fire
from workflows.facts import Facts, NoticeFacts
from workflows.notice import LINE, NOTICE, STANDING
from workflows.path import plain

__all__ = ["close_due_notice", "close_notice", "closing_facts", "pass_application"]


def close_notice(uow: UnitOfWork, notice: Notice, opinion: str | None = None) -> None:
    """Raises ``NoticeRunning`` with both dates while the period of any line runs."""
    row = fire(NOTICE, notice.state, "close", closing_facts(uow, notice))
    _settle(uow, _standing(notice))
    before, notice.state = notice.state, row.target
    uow.record(
        "notice.close", notice, before=before, after=row.target, rule=row.key,
        said={"opinion": opinion} if opinion else {},
    )  # fmt: skip


def close_due_notice(uow: UnitOfWork, notice_id: str) -> None:
    """The worker's: pass the lines whose period has ended, and close when that is all of them.

    Running it again, or after a person has closed the notice, changes nothing.
    """
    uow.actor = SYSTEM
    notice = uow.session.get(Notice, notice_id)
    if notice is None or notice.state != "open":
        return
    standing = _standing(notice)
    due = [line for line in standing if line.ends_on < uow.today]
    if due == standing:
        close_notice(uow, notice)
    elif _settle(uow, due):
        uow.record("notice.pass_lines", notice, before=notice.state, after=notice.state)


def closing_facts(uow: UnitOfWork, notice: Notice) -> Facts:
    """The last day of those still on the list; of an empty list the opening day is the last."""
    last = max((line.ends_on for line in _standing(notice)), default=notice.starts_on)
    return Facts(actor=uow.actor, today=uow.today, notice=NoticeFacts(last, 0))


def pass_application(
    uow: UnitOfWork, application: Application, line: NoticeLine, objections: int
) -> None:
    """The case goes on behind its notice: to its next stage, or approved when it was the last."""
    facts = Facts(actor=uow.actor, today=uow.today, notice=NoticeFacts(line.ends_on, objections))
    row = fire(table_for(application), inner_state(application), "pass_notice", facts)
    deed = uow.record(
        "application.pass_notice", application, before=plain(row.source), after=plain(row.target),
        rule=row.key, edition=application.edition_id,
    )  # fmt: skip
    move(uow, application, row, deed)


def _standing(notice: Notice) -> list[NoticeLine]:
    return [line for line in notice.lines if line.state in STANDING]


def _settle(uow: UnitOfWork, lines: Sequence[NoticeLine]) -> bool:
    """Pass every line that nobody objects to; a case no longer on this list is taken off it."""
    unheld = [line for line in lines if line.state == "open"]
    ids = [line.application_id for line in unheld]
    found = uow.session.scalars(select(Application).where(Application.id.in_(ids)))
    applications = {application.id: application for application in found}
    objections = open_objections(uow, ids)
    for line in unheld:
        application = applications[line.application_id]
        waiting = objections.get(application.id, 0)
        here = application.state == "on_notice" and application.notice_id == line.notice_id
        facts = Facts(actor=uow.actor, today=uow.today, notice=NoticeFacts(line.ends_on, waiting))
        line.state = fire(LINE, line.state, "pass" if here else "withdraw", facts).target
        if here:
            pass_application(uow, application, line, waiting)
    return bool(unheld)
