"""事事有人管，件件有回音: why something that waits is answered for by nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from service.store.application import Application
from service.store.people import Appointed
from service.store.things import whole
from service.unit_of_work import UnitOfWork
from service.use_cases.ahead import look_at_duties
from service.use_cases.application_facts import file_of, files_of
from service.use_cases.matter import Matter
from service.use_cases.standing_facts import ROLES
from service.use_cases.who_can_act import who_can_act

__all__ = ["NOBODY_FREE", "nobody_free", "reasons_in_rows"]

NOBODY_FREE: Final = "nobody_free"


def reasons_in_rows(
    uow: UnitOfWork, found: Any, kinds: Mapping[str, Matter], late: ColumnElement[bool]
) -> dict[str, ColumnElement[bool]]:
    """The reasons (code list `unowned`) that the rows themselves tell, each as a condition: no term was
    set, nobody holds the post, nobody is in charge, or its day is over without a reply."""
    nobody = [
        and_(
            found.c.kind == kind, found.c.waits == work, ~_held(uow, found, roles),
            *(() if state is None else (found.c.state == state,)),
        )
        for kind, matter in kinds.items()
        for (state, work), roles in matter.roles.items()
    ]  # fmt: skip
    brought = found.c.kind.in_([kind for kind, matter in kinds.items() if matter.reply])
    return {
        "no_term": found.c.within.is_(None),
        "no_post": or_(false(), *nobody),
        "no_owner": and_(brought, found.c.owner_id.is_(None)),
        "no_reply": and_(brought, late),
    }


def nobody_free(uow: UnitOfWork, rows: Sequence[Any]) -> frozenset[str]:
    """The ids of the applications among these that wait for a post whose every holder something stands
    against: another duty, kin, a vote, or that somebody else owns it. Asked of the guards of the vote;
    duties and files of all of them are fetched at once, the officers once for every union."""
    ids = [row.id for row in rows if row.kind == Application.KIND and row.waits in ROLES]
    cases = uow.session.scalars(
        select(Application).where(Application.id.in_(ids)).options(*whole(Application))
    ).all()
    look_at_duties(uow, cases)
    files_of(uow, cases)
    return frozenset(
        one.id
        for one in cases
        if not any(hand.can for hand in who_can_act(uow, one, file_of(uow, one)))
    )


def _held(uow: UnitOfWork, found: Any, roles: frozenset[str]) -> ColumnElement[bool]:
    today = uow.today
    return exists().where(
        Appointed.role.in_(sorted(roles)),
        found.c.owing_path.startswith(Appointed.union_path),
        or_(found.c.level.is_(None), Appointed.level == found.c.level),
        Appointed.starts_on <= today,
        or_(Appointed.ends_on.is_(None), Appointed.ends_on >= today),
    )
