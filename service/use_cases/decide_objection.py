"""An objection is upheld or dismissed, with reasons, by the reviewer of a union above."""

from __future__ import annotations

from service.store.application import Application
from service.store.notice import Notice, NoticeLine, Objection
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.act_on_application import move
from service.use_cases.application_facts import base_facts, file_of, inner_state, table_for
from service.use_cases.close_notice import pass_application
from service.use_cases.notice_facts import open_objections
from service.use_cases.object_to_line import line_of
from workflows.engine import fire
from workflows.errors import WrongState
from workflows.facts import Facts, NoticeFacts
from workflows.notice import LINE
from workflows.objection import OBJECTION
from workflows.path import DONE, plain

__all__ = ["decide_objection", "facts_for_objection"]


def decide_objection(
    uow: UnitOfWork, notice: Notice, objection: Objection, action: str, opinion: str | None
) -> None:
    """Fire ``action``: upheld, the case is refused; dismissed, its line goes on.

    The duty counts in this one case, which the deed names; not in the others on the list.
    """
    facts = facts_for_objection(uow, objection, opinion)
    application = _application(uow, objection)
    row = fire(OBJECTION, objection.state, action, facts)
    objection.state = row.target
    objection.answer = Personal.of(facts.opinion or "")
    line = line_of(notice, objection.line)
    _CONSEQUENCES[row.target](uow, application, line, facts)
    deed = uow.record(
        f"notice.{action}", notice, before=notice.state, after=notice.state, rule=row.key,
        duty=row.duty, said={"opinion": facts.opinion or ""}, concerns=(application.id,),
        compared=facts.compared,
    )  # fmt: skip
    uow.attach(objection, deed)


def facts_for_objection(uow: UnitOfWork, objection: Objection, opinion: str | None = None) -> Facts:
    """Who acts, what they did in the case before, and who lives in the household."""
    application = _application(uow, objection)
    return Facts(**base_facts(uow, application, file_of(uow, application), opinion))


def _application(uow: UnitOfWork, objection: Objection) -> Application:
    application = uow.session.get(Application, objection.application_id)
    if application is None:
        raise LookupError(f"objection {objection.id} has no application")
    return application


def _uphold(uow: UnitOfWork, application: Application, line: NoticeLine, facts: Facts) -> None:
    """The line fails and the case with it; of a case that has ended only the answer is kept.

    A case that was sent back in the meantime is refused by whoever has it now, or waits.
    """
    if LINE.rows_for(line.state, "fail"):
        line.state = fire(LINE, line.state, "fail", facts).target
    if application.state in DONE:
        return
    table, state = table_for(application), inner_state(application)
    if not table.rows_for(state, "uphold"):
        raise WrongState(state=application.state, action="uphold", allowed=["dismiss"])
    row = fire(table, state, "uphold", facts)
    deed = uow.record(
        "application.uphold", application, before=plain(row.source), after=plain(row.target),
        rule=row.key, duty=row.duty, edition=application.edition_id,
        said={"opinion": facts.opinion or ""},
    )  # fmt: skip
    move(uow, application, row, deed)


def _dismiss(uow: UnitOfWork, application: Application, line: NoticeLine, facts: Facts) -> None:
    """Without another objection the line is free: on notice while its period runs, else passed."""
    others = open_objections(uow, (application.id,))[application.id] - 1
    if others or line.state != "held":
        return
    known = NoticeFacts(line.ends_on, others)
    freed = Facts(actor=facts.actor, today=facts.today, notice=known)
    line.state = fire(LINE, line.state, "release", freed).target
    if line.state == "passed" and application.state == "on_notice":
        pass_application(uow, application, line, others)


_CONSEQUENCES = {"upheld": _uphold, "dismissed": _dismiss}
