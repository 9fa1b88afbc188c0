"""An objection is upheld or dismissed, with reasons, by the reviewer of a union above."""

from __future__ import annotations

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.notice import Notice, NoticeLine, Objection
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.close_notice import pass_case
from service.use_cases.notice_facts import concerned, listed_as, open_objections
from service.use_cases.noticed_case import (
    Case,
    case_facts,
    case_of,
    has_ended,
    move_case,
    place_in_table,
)
from service.use_cases.object_to_line import line_of
from workflows.engine import fire
from workflows.errors import WrongState
from workflows.facts import Facts, NoticeFacts
from workflows.notice import LINE
from workflows.objection import OBJECTION

__all__ = ["decide_objection", "facts_for_objection"]


def decide_objection(
    uow: UnitOfWork, notice: Notice, objection: Objection, action: str, opinion: str | None
) -> None:
    """Fire ``action``: upheld, the case is refused; dismissed, its line goes on.

    The duty counts in this one case, which the deed names; not in the others on the list.
    """
    facts = facts_for_objection(uow, objection, opinion)
    case = case_of(uow, objection)
    row = fire(OBJECTION, objection.state, action, facts)
    objection.state = row.target
    objection.answer = Personal.of(facts.opinion or "")
    line = line_of(notice, objection.line)
    _CONSEQUENCES[row.target](uow, case, line, facts)
    deed = uow.record(
        f"notice.{action}", notice, before=notice.state, after=notice.state, rule=row.key,
        duty=row.duty, said={"opinion": facts.opinion or ""}, concerns=concerned(case),
        compared=facts.compared,
    )  # fmt: skip
    uow.attach(objection, deed)


def facts_for_objection(uow: UnitOfWork, objection: Objection, opinion: str | None = None) -> Facts:
    """Who acts, what they did in the case before, and who lives in the household."""
    return case_facts(uow, case_of(uow, objection), opinion)


def _uphold(uow: UnitOfWork, case: Case, line: NoticeLine, facts: Facts) -> None:
    """The line fails and the case with it; of a case that has ended only the answer is kept.

    A case that was sent back in the meantime is refused by whoever has it now, or waits.
    """
    if LINE.rows_for(line.state, "fail"):
        line.state = fire(LINE, line.state, "fail", facts).target
    if has_ended(case):
        return
    table, state = place_in_table(case)
    if not table.rows_for(state, "uphold"):
        raise WrongState(state=case.state, action="uphold", allowed=["dismiss"])
    row = fire(table, state, "uphold", facts)
    move_case(uow, case, row, {"opinion": facts.opinion or ""})


def _dismiss(uow: UnitOfWork, case: Case, line: NoticeLine, facts: Facts) -> None:
    """Without another objection the line is free: on notice while its period runs, else passed."""
    of = HardshipFile if isinstance(case, HardshipFile) else Application
    others = open_objections(uow, (listed_as(case),), of)[listed_as(case)] - 1
    if others or line.state != "held":
        return
    known = NoticeFacts(line.ends_on, others)
    freed = Facts(actor=facts.actor, today=facts.today, notice=known)
    line.state = fire(LINE, line.state, "release", freed).target
    table, state = place_in_table(case)
    if line.state == "passed" and table.rows_for(state, "pass_notice"):
        pass_case(uow, case, line, others)


_CONSEQUENCES = {"upheld": _uphold, "dismissed": _dismiss}
