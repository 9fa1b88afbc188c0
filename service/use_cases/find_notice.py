"""Which notices and objections a caller sees: what lies in their subtree, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, not_, or_, select
from sqlalchemy.orm import raiseload

from service.store.notice import Notice, NoticeLine, Objection
from service.store.people import Union
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import within
from service.use_cases.late import late
from workflows.actor import Actor
from workflows.errors import NotFound
from workflows.notice import STANDING
from workflows.objection import UNDECIDED, union_above

__all__ = [
    "Raised",
    "find_notice",
    "find_objection",
    "find_objection_to_decide",
    "find_published",
    "notices_after",
    "numbers_of",
    "objections_after",
    "published_after",
    "published_lines",
    "union_name",
    "visible_lines",
]


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection on its notice: addressed by its own id, versioned by the notice's number.

    ``union_path`` is where a caller must hold a role.
    """

    notice: Notice
    objection: Objection
    union_path: str

    @property
    def id(self) -> str:
        return self.notice.id

    @property
    def number(self) -> int:
        return self.notice.number

    @property
    def state(self) -> str:
        return self.objection.state


def find_notice(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Notice:
    """The notice, for whoever sees its union or at least one of its lines."""
    notice = uow.session.get(Notice, args["id"])
    if notice is None:
        raise NotFound
    if not actor.sees(notice.union_path) and not visible_lines(notice, actor):
        raise NotFound(hidden=notice.id)
    return notice


def visible_lines(notice: Notice, actor: Actor) -> list[NoticeLine]:
    return [line for line in notice.lines if actor.sees(line.union_path)]


def notices_after(
    uow: UnitOfWork, filters: Mapping[str, Any], after: int, limit: int
) -> tuple[list[Notice], bool]:
    """A page of notices without their lines, which may be thousands."""
    mine = within(NoticeLine.union_path, uow.actor)
    on_list = select(NoticeLine.notice_id).where(mine)
    scope = or_(within(Notice.union_path, uow.actor), Notice.id.in_(on_list))
    columns = {"state": Notice.state, "union": Notice.union, "number": Notice.serial}
    wanted: list[ColumnElement[bool]] = _equal(columns, filters)
    if "programme" in filters:
        of_it = NoticeLine.programme == filters["programme"]
        wanted.append(Notice.id.in_(select(NoticeLine.notice_id).where(of_it)))
    rows = uow.session.scalars(
        select(Notice)
        .where(Notice.number > after, scope, *wanted)
        .order_by(Notice.number)
        .limit(limit + 1)
        .options(raiseload(Notice.lines), raiseload(Notice.objections))
    ).all()
    return list(rows[:limit]), len(rows) > limit


def _equal(columns: Mapping[str, Any], filters: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    return [column == filters[name] for name, column in columns.items() if name in filters]


def find_published(uow: UnitOfWork, _actor: Actor, args: Mapping[str, str]) -> Notice:
    """Any notice by its id: an objection is taken beyond the end of the period."""
    notice = uow.session.get(Notice, args["id"])
    if notice is None:
        raise NotFound
    return notice


def published_lines(notice: Notice, today: date) -> list[NoticeLine]:
    """What hangs out today: taken down when the period ends (教财厅函〔2017〕28号)."""
    if notice.state != "open":
        return []
    return [x for x in notice.lines if x.state in STANDING and x.ends_on >= today]


def published_after(
    uow: UnitOfWork, union: str | None, after: int, limit: int
) -> tuple[Sequence[Row[int, str, str, date, date]], bool]:
    """A page of the notices that hang out today, with the name of the union that posted each."""
    wanted: list[ColumnElement[bool]] = [Notice.union == union] if union else []
    hanging = select(NoticeLine.notice_id).where(
        NoticeLine.state.in_(STANDING), NoticeLine.ends_on >= uow.today
    )
    rows = uow.session.execute(
        select(Notice.number, Notice.id, Union.name, Notice.starts_on, Notice.ends_on)
        .join(Union, Union.id == Notice.union)
        .where(Notice.number > after, Notice.state == "open", Notice.id.in_(hanging), *wanted)
        .order_by(Notice.number)
        .limit(limit + 1)
    ).all()
    return rows[:limit], len(rows) > limit


def union_name(uow: UnitOfWork, code: str) -> str:
    """What people call the union."""
    return str(uow.session.scalar(select(Union.name).where(Union.id == code)))


def find_objection(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Raised:
    """The objection, for whoever sees the union of its line."""
    objection = uow.session.get(Objection, args["id"])
    if objection is None:
        raise NotFound
    if not actor.sees(objection.union_path):
        raise NotFound(hidden=objection.id)
    notice = uow.session.get(Notice, objection.notice_id)
    if notice is None:
        raise LookupError(f"objection {objection.id} has no notice")
    return Raised(notice, objection, objection.union_path)


def find_objection_to_decide(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Raised:
    """The same, with the role asked for at the union above: nobody judges a complaint on himself."""
    found = find_objection(uow, actor, args)
    return Raised(found.notice, found.objection, union_above(found.objection.union_path))


def objections_after(
    uow: UnitOfWork, filters: Mapping[str, Any], after: int, limit: int
) -> tuple[list[Objection], bool]:
    """A page of objections, each at the number of the deed that last changed it."""
    columns = {name: getattr(Objection, name) for name in ("state", "union", "notice_id")}
    wanted = _equal(columns, filters)
    if "overdue" in filters:
        condition = _overdue(uow)
        wanted.append(condition if filters["overdue"] == "true" else not_(condition))
    rows = uow.session.scalars(
        select(Objection)
        .where(Objection.made_by > after, within(Objection.union_path, uow.actor), *wanted)
        .order_by(Objection.made_by)
        .limit(limit + 1)
    ).all()
    return list(rows[:limit]), len(rows) > limit


def _overdue(uow: UnitOfWork) -> ColumnElement[bool]:
    """Not taken up in time, or not answered in time."""
    since, state = Objection.since, Objection.state
    return or_(
        late(uow, state, UNDECIDED, since, Objection.within),
        late(uow, state, {"open"}, since, Objection.triage_within),
    )


def numbers_of(uow: UnitOfWork, notice_ids: set[str]) -> dict[str, int]:
    """The numbers of notices: the versions of the objections on them."""
    rows = uow.session.execute(select(Notice.id, Notice.number).where(Notice.id.in_(notice_ids)))
    return {row.id: row.number for row in rows}
