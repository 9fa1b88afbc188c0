"""Closing a notice: lines without an open objection pass, the others stay held.

A person may close it once every period has ended, the worker does so by itself; early, nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.store.hardship_file import HardshipFile
from service.store.notice import Notice, NoticeLine
from service.unit_of_work import UnitOfWork
from service.use_cases.notice_facts import open_objections
from service.use_cases.noticed_case import Case, find_cases, move_case, place_in_table
from workflows.actor import SYSTEM
from workflows.engine import fire
from workflows.facts import Facts, NoticeFacts
from workflows.notice import LINE, NOTICE, STANDING

__all__ = ["close_due_notice", "close_notice", "closing_facts", "pass_case"]


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


def pass_case(uow: UnitOfWork, case: Case, line: NoticeLine, objections: int) -> None:
    """The case goes on behind its notice: to its next stage, or approved when it was the last."""
    facts = Facts(actor=uow.actor, today=uow.today, notice=NoticeFacts(line.ends_on, objections))
    table, state = place_in_table(case)
    move_case(uow, case, fire(table, state, "pass_notice", facts))


def _standing(notice: Notice) -> list[NoticeLine]:
    return [line for line in notice.lines if line.state in STANDING]


def _settle(uow: UnitOfWork, lines: Sequence[NoticeLine]) -> bool:
    """Pass every line that nobody objects to; a case no longer on this list is taken off it."""
    unheld = [line for line in lines if line.state == "open"]
    applications = [line.application_id for line in unheld if line.application_id]
    files = [line.file_id for line in unheld if line.file_id]
    cases = find_cases(uow, applications, files)
    objections = {
        **(open_objections(uow, applications) if applications else {}),
        **(open_objections(uow, files, HardshipFile) if files else {}),
    }
    for line in unheld:
        case = cases[line.case_id]
        waiting = objections.get(line.case_id, 0)
        table, state = place_in_table(case)
        here = case.notice_id == line.notice_id and bool(table.rows_for(state, "pass_notice"))
        facts = Facts(actor=uow.actor, today=uow.today, notice=NoticeFacts(line.ends_on, waiting))
        line.state = fire(LINE, line.state, "pass" if here else "withdraw", facts).target
        if here:
            pass_case(uow, case, line, waiting)
    return bool(unheld)
