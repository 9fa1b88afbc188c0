"""异议: anybody objects to one line of a notice, by name or without; it holds that line only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from service.store.notice import Notice, NoticeLine, Objection
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.begin_waiting import terms_in_force
from service.use_cases.count_call import Limit, caller, count_call
from service.use_cases.notice_facts import concerned
from service.use_cases.noticed_case import Case, case_of, place_in_table
from workflows.engine import fire
from workflows.errors import LineUnknown, ObjectionClosed
from workflows.facts import Facts
from workflows.notice import LINE

__all__ = ["PER_ADDRESS", "PER_NOTICE", "line_of", "object_to_line"]

TEN_MINUTES: Final = 600
PER_ADDRESS: Final = Limit(calls=10, seconds=TEN_MINUTES)
PER_NOTICE: Final = Limit(calls=100, seconds=TEN_MINUTES)


def object_to_line(
    uow: UnitOfWork, notice: Notice, form: Mapping[str, Any], address: str
) -> Objection:
    """Taken from the opening of the notice until the line's case is decided. The terms that hold now
    run from today.

    The case is loaded and the deed concerns it, so that an approval at the same instant and
    this objection never both succeed. Raises ``ObjectionClosed`` once the case is decided.
    """
    count_call(uow, f"{notice.id}:{caller(uow, address)}", PER_ADDRESS)
    count_call(uow, notice.id, PER_NOTICE)
    line = line_of(notice, form["line"])
    case = case_of(uow, line)
    if not _undecided(case, line):
        raise ObjectionClosed(line=line.line)
    row = fire(LINE, line.state, "object", Facts(actor=uow.actor, today=uow.today))
    line.state = row.target
    terms = terms_in_force(uow, case.union_path)
    objection = Objection(
        id=uow.new_id(), notice_id=notice.id, line=line.line, application_id=line.application_id,
        file_id=line.file_id, union=case.union, union_path=case.union_path, state="open",
        reason=Personal.of(form["reason"]), received_at=uow.now,
        name=Personal.of(form["name"]) if form.get("name") else None, since=uow.today,
        within=terms.term("objection"), triage_within=terms.term("triage"),
    )  # fmt: skip
    notice.objections.append(objection)
    deed = uow.record(
        "notice.object", notice, before=notice.state, after=notice.state, rule=row.key,
        concerns=concerned(case),
    )  # fmt: skip
    uow.attach(objection, deed)
    return objection


def line_of(notice: Notice, number: int) -> NoticeLine:
    """The line of that number; raises ``LineUnknown`` with how many there are."""
    for line in notice.lines:
        if line.line == number:
            return line
    raise LineUnknown(line=number, lines=len(notice.lines))


def _undecided(case: Case, line: NoticeLine) -> bool:
    """Whether the case still stands on this list and its table still lets an objection end it."""
    table, state = place_in_table(case)
    return bool(table.rows_for(state, "uphold")) and case.notice_id == line.notice_id
