"""抄送: a case is brought to an officer's notice; it gives them nothing to see that they did not see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select

from service.store.application import Application
from service.store.personal import Personal
from service.store.standing import CaseCopy
from service.unit_of_work import UnitOfWork
from service.use_cases.identify import officer_of
from workflows.actor import Actor
from workflows.appointment import BUSINESS
from workflows.errors import CopiedAlready, CopyUnfit, NotAuthenticated, NotFound, WrongState
from workflows.vocabulary import Role

__all__ = ["copy_case", "find_own_copy", "read_copy"]


_READERS: Final = BUSINESS | {Role.AUDITOR}
"""Those who read cases: to any other a copy would be one that they cannot open."""


def copy_case(uow: UnitOfWork, application: Application, form: Mapping[str, Any]) -> CaseCopy:
    """Raises ``CopyUnfit`` for anybody whose own posts do not cover the case, known or not, and
    ``CopiedAlready``: once for each officer and case."""
    uow.watch(form["to"])
    try:
        officer = officer_of(uow, form["to"])
    except NotAuthenticated:
        raise CopyUnfit(to=form["to"]) from None
    own = (post for post in officer.appointments if post.giver is None and post.role in _READERS)
    if not any(application.union_path.startswith(post.path) for post in own):
        raise CopyUnfit(to=form["to"])
    once = select(CaseCopy.id).where(
        CaseCopy.application_id == application.id, CaseCopy.officer_id == officer.subject
    )
    if uow.session.scalar(once) is not None:
        raise CopiedAlready(to=form["to"])
    opinion = form.get("opinion")
    made = uow.add(
        CaseCopy(
            id=uow.new_id(), union=application.union, union_path=application.union_path,
            application_id=application.id, officer_id=officer.subject,
            sent_by=uow.actor.subject, sent_on=uow.today,
            opinion=Personal.of(opinion) if opinion else None,
        )
    )  # fmt: skip
    uow.record("case_copy.send", made, after="sent", said={"opinion": opinion} if opinion else {})
    return made


def find_own_copy(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> CaseCopy:
    """What was copied to the caller's own account; anybody else's does not exist."""
    found = uow.find(CaseCopy, args["id"])
    if found is None:
        raise NotFound
    if found.officer_id != actor.subject or not actor.sees(found.union_path):
        raise NotFound(hidden=found.id)
    return found


def read_copy(uow: UnitOfWork, copy: CaseCopy) -> None:
    """Marked as read, once."""
    if copy.read_on is not None:
        raise WrongState(state="read", action="read", allowed=[])
    copy.read_on = uow.today
    uow.record("case_copy.read", copy, before="sent", after="read")
