"""An objection is taken up, then upheld or dismissed, with reasons, by the reviewer of a union above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.notice import Notice, NoticeLine, Objection
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.close_notice import pass_case
from service.use_cases.matter_facts import in_charge, posts_there
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
from workflows.errors import InvalidInput, WrongState
from workflows.facts import Facts, NoticeFacts
from workflows.matter_facts import MatterFacts
from workflows.notice import LINE
from workflows.objection import CORRECT, OBJECTION, REJECT, REMEDIES, union_above
from workflows.table import Row

__all__ = ["decide_objection", "facts_for_objection"]

_SAYS: Final[Mapping[str, frozenset[str]]] = {
    "triage": frozenset({"opinion", "owner"}),
    "uphold": frozenset({"opinion", "findings", "remedy"}),
    "dismiss": frozenset({"opinion", "findings"}),
}
"""What each action takes: a remedy that goes with a dismissal would be a decision nobody made."""


def decide_objection(
    uow: UnitOfWork, notice: Notice, objection: Objection, action: str, body: Mapping[str, Any]
) -> None:
    """Fire ``action``: taken up, it has somebody in charge; upheld, the case is refused or goes back
    for correction; dismissed, its line goes on.

    The duty counts in this one case, which the deed names; not in the others on the list.
    """
    unasked = body.keys() - _SAYS[action]
    if unasked:
        raise InvalidInput(field=min(unasked), action=action)
    facts = facts_for_objection(uow, objection, body)
    row = fire(OBJECTION, objection.state, action, facts)
    case = case_of(uow, objection)
    objection.state = row.target
    if action == "triage":
        above, about = union_above(objection.union_path), objection.union_path
        objection.owner_id = in_charge(uow, body.get("owner"), row, facts, above, about)
    else:
        _answer(uow, notice, objection, row, facts, body)
    deed = uow.record(
        f"notice.{action}", notice, before=notice.state, after=notice.state, rule=row.key,
        duty=row.duty, said={"opinion": facts.opinion or ""}, concerns=concerned(case),
        compared=facts.compared,
    )  # fmt: skip
    uow.attach(objection, deed)


def facts_for_objection(
    uow: UnitOfWork, objection: Objection, body: Mapping[str, Any] | None = None
) -> Facts:
    """Who acts, what they did in the case before, who lives in the household, who has a post at the
    union objected to, and what was found."""
    said = body or {}
    facts = case_facts(uow, case_of(uow, objection), said.get("opinion"))
    there = posts_there(uow, uow.actor, objection.union_path)
    return replace(facts, matter=MatterFacts(posts_there=there, findings=said.get("findings")))


def _answer(
    uow: UnitOfWork, notice: Notice, objection: Objection, row: Row, facts: Facts,
    body: Mapping[str, Any],
) -> None:  # fmt: skip
    """What was found stays with the objection: it may tell who spoke, and is said nowhere else."""
    objection.answer = Personal.of(facts.opinion or "")
    objection.findings = Personal.of(body["findings"]) if body.get("findings") else None
    objection.answered_on = uow.today
    case, line = case_of(uow, objection), line_of(notice, objection.line)
    if row.target == "upheld":
        objection.remedy = body.get("remedy") or REJECT
        _uphold(uow, case, line, facts, objection.remedy)
    else:
        _dismiss(uow, case, line, facts)


def _uphold(uow: UnitOfWork, case: Case, line: NoticeLine, facts: Facts, remedy: str) -> None:
    """The line fails and the case with it, or is taken off while its case is corrected; of a case that
    has ended only the answer is kept.

    A case that was sent back in the meantime is refused by whoever has it now, or waits. The other
    lines of the list are not touched: their periods run on, and the corrected case gets a new one.
    """
    off = "withdraw" if remedy == CORRECT else "fail"
    if LINE.rows_for(line.state, off):
        line.state = fire(LINE, line.state, off, facts).target
    if has_ended(case):
        return
    table, state = place_in_table(case)
    if not table.rows_for(state, REMEDIES[remedy]):
        raise WrongState(state=case.state, action="uphold", allowed=["dismiss"])
    row = fire(table, state, REMEDIES[remedy], facts)
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
