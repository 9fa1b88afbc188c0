"""What people bring forward, as it waits: objections, petitions and appeals, each owed an answer by a day.

Whoever stands where it was decided does not judge it: those with a post there, or below, are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Date, String, and_, case, cast, func, literal, null, or_, select

from service.store.application import Application
from service.store.matters import Appeal, Petition
from service.store.notice import Objection
from service.use_cases.matter import Condition, Matter, owners, stated
from workflows.actor import Actor
from workflows.appeal import APPEAL
from workflows.objection import OBJECTION
from workflows.petition import AGAINST, PETITION, UNANSWERED

__all__ = ["APPEALS", "OBJECTIONS", "PETITIONS", "programme_of"]


def _of_case(column: Any, case_id: Any) -> Any:
    """Something the application tells that the matter is about; null where it is about none."""
    return (
        select(column)
        .where(Application.id == case_id)
        .correlate_except(Application)
        .scalar_subquery()
    )


def programme_of(case_id: Any) -> Any:
    """The programme of the application that a matter is about."""
    return _of_case(Application.programme, case_id)


def _mine(owner: Any, about: Any = None, root: Any = None) -> Callable[[Actor], Condition]:
    """Theirs who are in charge, or anybody's while nobody is; not theirs who hold a post at the union
    it is ``about``, unless that is the root, above which there is nobody."""

    def mine(actor: Actor) -> Condition:
        free = or_(owner.is_(None), owner.in_(owners(actor)))
        if about is None:
            return free
        own = [literal(one.path).startswith(about, autoescape=False) for one in actor.appointments]
        return and_(free, or_(root, ~or_(False, *own)))

    return mine


_ABOVE: Final = func.substr(
    Objection.union_path,
    1,
    func.length(Objection.union_path) - func.length(Objection.union) - 1,
)
"""The path of the union next above; nothing at the root, which answers for itself."""
_OPEN: Final = Objection.state == "open"

OBJECTIONS: Final[Matter] = stated(
    Objection, OBJECTION, {"open": ("triage", "dismiss", "uphold"), "investigating": ("dismiss", "uphold")},
    mine=_mine(Objection.owner_id, Objection.union_path, _ABOVE == ""),
    work={"open": "triage", "investigating": "objection"}, reply=True,
    owing_path=case((_ABOVE == "", Objection.union_path), else_=_ABOVE),
    case_id=func.coalesce(Objection.application_id, Objection.file_id),
    file_id=func.coalesce(Objection.file_id, _of_case(Application.file_id, Objection.application_id)),
    programme=programme_of(Objection.application_id),
    waits=case((_OPEN, "triage"), else_="objection"), since=Objection.since,
    within=case(
        (_OPEN, func.coalesce(Objection.triage_within, Objection.within)), else_=Objection.within
    ),
    owner_id=Objection.owner_id,
)  # fmt: skip
"""First looked at within the term of `triage`, answered within that of `objection`; both from receipt."""

_UNANSWERED: Final = Petition.state.in_(sorted(UNANSWERED))

PETITIONS: Final[Matter] = stated(
    Petition, PETITION,
    {
        "registered": ("check",), "checked": ("handle",), "handled": ("reply",),
        "replied": ("close",),
    },
    mine=_mine(Petition.owner_id),
    work=dict.fromkeys(sorted(UNANSWERED), "petition"), reply=True,
    number=Petition.serial, case_id=func.coalesce(Petition.application_id, Petition.file_id),
    file_id=func.coalesce(Petition.file_id, _of_case(Application.file_id, Petition.application_id)),
    programme=programme_of(Petition.application_id),
    waits=case((_UNANSWERED, "petition"), else_=cast(null(), String)),
    since=case((_UNANSWERED, Petition.since), else_=cast(null(), Date)),
    within=case((_UNANSWERED, Petition.within), else_=cast(null(), String)),
    owner_id=Petition.owner_id, against=Petition.kind.in_(sorted(AGAINST)),
)  # fmt: skip
"""One that was answered waits to be closed, without a clock: the answer was what was owed."""

APPEALS: Final[Matter] = stated(
    Appeal, APPEAL, {"open": ("uphold", "dismiss", "assign")},
    mine=_mine(Appeal.owner_id, Appeal.about_path, Appeal.about_path == Appeal.to_path),
    work={"open": "appeal"}, reply=True, number=Appeal.serial, owing_path=Appeal.to_path,
    case_id=Appeal.application_id, file_id=_of_case(Application.file_id, Appeal.application_id),
    programme=programme_of(Appeal.application_id), waits=cast(literal("appeal"), String),
    since=Appeal.since, within=Appeal.within, owner_id=Appeal.owner_id,
)  # fmt: skip
