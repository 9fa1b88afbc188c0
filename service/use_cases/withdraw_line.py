"""A case that leaves its path while on notice is taken off the list."""

from __future__ import annotations

from service.store.notice import Notice
from service.unit_of_work import UnitOfWork
from service.use_cases.notice_facts import Listed, concerned, listed_as
from workflows.engine import fire
from workflows.facts import Facts
from workflows.notice import LINE

__all__ = ["withdraw_line"]


def withdraw_line(uow: UnitOfWork, case: Listed) -> None:
    """Called by whoever withdraws, rejects or returns the case; does nothing for others.

    A line that has passed or failed stays as it is: that is what happened. Objections to the line
    stay open, because whoever raised one is owed an answer all the same.
    """
    if case.notice_id is None:
        return
    notice = uow.session.get(Notice, case.notice_id)
    if notice is None:
        raise LookupError(f"case {case.id} has no notice")
    line = next(line for line in notice.lines if line.case_id == listed_as(case))
    if not LINE.rows_for(line.state, "withdraw"):
        return
    row = fire(LINE, line.state, "withdraw", Facts(actor=uow.actor, today=uow.today))
    line.state = row.target
    told = next((deed for deed in uow.deeds if deed.thing is notice), None)
    if told is not None:  # one call may take several lines off one list: that is one deed
        told.concerns = (*told.concerns, case.id)
        return
    uow.record(
        "notice.withdraw_line", notice, before=notice.state, after=notice.state, rule=row.key,
        concerns=concerned(case),
    )  # fmt: skip
