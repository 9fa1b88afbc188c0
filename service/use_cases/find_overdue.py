"""督办台账: what is late, what the union above was told of, and what nobody can do, within the scope."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, literal, or_, select, tuple_, union_all

from service.store.application import Application
from service.unit_of_work import UnitOfWork
from service.use_cases.find_unowned import NOBODY_FREE, nobody_free, reasons_in_rows
from service.use_cases.in_scope import within
from service.use_cases.late import late_by_terms
from service.use_cases.matters import MATTERS
from service.use_cases.standing_facts import ROLES
from service.use_cases.tell_matters import tell_matter, unions_of
from service.use_cases.urge import worked_since
from service.use_cases.working_calendar import calendar_for
from workflows.term import due_on

__all__ = ["LOOKED_AT", "Asked", "page_of", "page_of_unowned"]

LOOKED_AT: Final = 100
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
    conditions = [*_LISTS[asked.name](uow, found), *_behind(asked, found)]
    rows = uow.session.execute(
        select(found).where(*conditions).order_by(found.c.since, found.c.id).limit(asked.limit + 1)
    ).all()
    page = rows[: asked.limit]
    items = tell_late(uow, page, {})
    return {"items": items, "next": cursor_of(page), "has_more": len(rows) > asked.limit}


def page_of_unowned(uow: UnitOfWork, asked: Asked) -> dict[str, Any]:
    """A page of what nobody answers for, each with the reasons (code list `unowned`).

    Whether something stands against everybody who holds the post is asked case by case, so a page
    looks at `LOOKED_AT` matters at most: it may hold few or none and still say that there are more.
    """
    found = _waiting(uow)
    why = reasons_in_rows(uow, found, TIMED, _late(uow, found))
    asked_of = and_(found.c.kind == Application.KIND, found.c.waits.in_(sorted(ROLES)))
    rows = uow.session.execute(
        select(found, *(reason.label(name) for name, reason in why.items()))
        .where(
            within(found.c.union_path, uow.actor), or_(asked_of, *why.values()),
            *_behind(asked, found),
        )
        .order_by(found.c.since, found.c.id)
        .limit(LOOKED_AT + 1)
    ).all()  # fmt: skip
    barred = nobody_free(uow, rows[:LOOKED_AT])
    reasons: dict[str, list[str]] = {}
    seen: list[Any] = []
    for row in rows[:LOOKED_AT]:
        told = [name for name in why if row._mapping[name]]
        if row.id in barred and not told:
            told = [NOBODY_FREE]
        if told and len(reasons) == asked.limit:
            break
        seen.append(row)
        if told:
            reasons[row.id] = told
    page = [row for row in seen if row.id in reasons]
    return {
        "items": tell_late(uow, page, reasons),
        "next": cursor_of(seen),
        "has_more": len(rows) > len(seen),
    }


def cursor_of(page: Sequence[Any]) -> str | None:
    """The place of the last row of a page."""
    return f"{page[-1].since.isoformat()}_{page[-1].id}" if page else None


def _waiting(uow: UnitOfWork) -> Any:
    """Everything with a clock that waits."""
    return union_all(
        *(matter.asked(kind, *matter.waiting(uow.today)) for kind, matter in TIMED.items())
    ).subquery()


def _behind(asked: Asked, found: Any) -> list[ColumnElement[bool]]:
    """What has a clock, of what was asked for, behind the place of the page before."""
    given: list[ColumnElement[bool]] = [found.c.since.is_not(None), found.c.waits.is_not(None)]
    since, thing = asked.after
    if since:
        place = tuple_(literal(date.fromisoformat(since)), literal(thing))
        given.append(tuple_(found.c.since, found.c.id) > place)
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


def _late(uow: UnitOfWork, found: Any) -> ColumnElement[bool]:
    mine = within(found.c.union_path, uow.actor)
    terms = uow.session.scalars(select(found.c.within).where(mine).distinct())
    return late_by_terms(uow, terms, found.c.within, found.c.since)


def _overdue(uow: UnitOfWork, found: Any) -> list[ColumnElement[bool]]:
    return [within(found.c.union_path, uow.actor), _late(uow, found)]


def _escalated(uow: UnitOfWork, found: Any) -> list[ColumnElement[bool]]:
    """Told to a union of the caller's: whoever stands below it was the one that was late."""
    return [within(found.c.escalated_to, uow.actor)]


_LISTS: Final[Mapping[str, Callable[[UnitOfWork, Any], list[ColumnElement[bool]]]]] = {
    "overdue": _overdue,
    "escalated": _escalated,
}


def tell_late(
    uow: UnitOfWork, page: Sequence[Any], reasons: Mapping[str, list[str]]
) -> list[dict[str, Any]]:
    """Matters as these lists tell them, with how late they are and who may do them."""
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
                "why": reasons.get(row.id, []),
            }
        )
    return told
