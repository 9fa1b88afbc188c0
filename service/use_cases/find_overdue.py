"""督办台账: what is late, what the union above was told of, and what nobody can do, within the scope."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    and_,
    exists,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from service.store.people import Appointed
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import within
from service.use_cases.late import late_by_terms
from service.use_cases.matters import MATTERS
from service.use_cases.tell_matters import tell_matter, unions_of
from service.use_cases.urge import worked_since
from service.use_cases.working_calendar import calendar_for
from workflows.owed import roles_owing
from workflows.term import due_on

__all__ = ["Asked", "page_of"]

TIMED: Final = {kind: matter for kind, matter in MATTERS.items() if matter.timed}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list, of which unions, programme and kind of work, behind which place, how many."""

    name: str
    union: str | None
    programme: str | None
    kind: str | None
    after: tuple[str, str]
    limit: int


def page_of(uow: UnitOfWork, asked: Asked) -> dict[str, Any]:
    """A page of one list: what has waited longest first."""
    found = _waiting(uow)
    conditions = [*_LISTS[asked.name](uow, found), *_filters(asked, found)]
    since, thing = asked.after
    if since:
        place = tuple_(literal(date.fromisoformat(since)), literal(thing))
        conditions.append(tuple_(found.c.since, found.c.id) > place)
    rows = uow.session.execute(
        select(found).where(*conditions).order_by(found.c.since, found.c.id).limit(asked.limit + 1)
    ).all()
    page = rows[: asked.limit]
    cursor = f"{page[-1].since.isoformat()}_{page[-1].id}" if page else None
    return {"items": _told(uow, page), "next": cursor, "has_more": len(rows) > asked.limit}


def _waiting(uow: UnitOfWork) -> Any:
    """Everything with a clock that waits."""
    return union_all(
        *(matter.asked(kind, *matter.waiting(uow.today)) for kind, matter in TIMED.items())
    ).subquery()


def _filters(asked: Asked, found: Any) -> list[ColumnElement[bool]]:
    given: list[ColumnElement[bool]] = [found.c.since.is_not(None)]
    if asked.union is not None:
        code = f"{asked.union}."
        path = found.c.union_path
        given.append(
            or_(path.startswith(code, autoescape=True), path.contains(f".{code}", autoescape=True))
        )
    if asked.programme is not None:
        given.append(found.c.programme == asked.programme)
    if asked.kind is not None:
        given.append(found.c.waits == asked.kind)
    return given


def _overdue(uow: UnitOfWork, found: Any) -> list[ColumnElement[bool]]:
    mine = within(found.c.union_path, uow.actor)
    terms = uow.session.scalars(select(found.c.within).where(mine).distinct())
    return [mine, late_by_terms(uow, terms, found.c.within, found.c.since)]


def _escalated(uow: UnitOfWork, found: Any) -> list[ColumnElement[bool]]:
    """Told to a union of the caller's: whoever stands below it was the one that was late."""
    return [within(found.c.escalated_to, uow.actor)]


def _unowned(uow: UnitOfWork, found: Any) -> list[ColumnElement[bool]]:
    """Without a term, or nobody holds a post today by which it could be done (事事有人管)."""
    nobody = [
        and_(found.c.kind == kind, found.c.waits == work, ~_held(uow, found, roles))
        for kind in TIMED
        for work, roles in roles_owing(kind).items()
    ]
    return [within(found.c.union_path, uow.actor), or_(found.c.within.is_(None), *nobody)]


def _held(uow: UnitOfWork, found: Any, roles: frozenset[str]) -> ColumnElement[bool]:
    today = uow.today
    return exists().where(
        Appointed.role.in_(sorted(roles)),
        found.c.union_path.startswith(Appointed.union_path),
        or_(found.c.level.is_(None), Appointed.level == found.c.level),
        Appointed.starts_on <= today,
        or_(Appointed.ends_on.is_(None), Appointed.ends_on >= today),
    )


_LISTS: Final[Mapping[str, Callable[[UnitOfWork, Any], list[ColumnElement[bool]]]]] = {
    "overdue": _overdue,
    "escalated": _escalated,
    "unowned": _unowned,
}


def _told(uow: UnitOfWork, page: Sequence[Any]) -> list[dict[str, Any]]:
    unions, calendar = unions_of(uow, page), calendar_for(uow)
    told = []
    for row in page:
        due = due_on(calendar, row.since, row.within)
        rows = MATTERS[row.kind].rows(row.state, row.waits)
        late = worked_since(uow, due) if due is not None and due < uow.today else 0
        told.append(
            {
                **tell_matter(row, unions),
                "due_on": due.isoformat() if due else None,
                "overdue": due is not None and due < uow.today,
                "days_late": late,
                "roles": sorted(frozenset().union(*(one.roles for one in rows))),
                "escalated_on": row.escalated_on.isoformat() if row.escalated_on else None,
            }
        )
    return told
