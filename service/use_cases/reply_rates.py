"""件件有回音 in figures: of what was brought forward, how much was answered, and how content people were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)

from service.store.follow_up import FollowUp
from service.store.matters import Appeal, Petition
from service.store.notice import Objection
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.brought_matters import programme_of
from service.use_cases.in_scope import within
from workflows.figures import Rate
from workflows.objection import UNDECIDED

__all__ = ["BROUGHT", "Wanted", "replies", "satisfaction", "scope"]

CONTENT: Final = ("satisfied", "neutral")
UNASKED: Final = "not_reached"
"""Who was not reached said nothing: neither content nor not."""
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """First and last day, both within; of which union with all below it, of which programme."""

    first: date
    last: date
    union: str | None = None
    programme: str | None = None

    def bounds(self) -> tuple[datetime, datetime]:
        """The first instant of the period, and the first after it."""
        begins = datetime.combine(self.first, time.min, SHANGHAI)
        return begins, datetime.combine(self.last + ONE_DAY, time.min, SHANGHAI)


@dataclass(frozen=True, slots=True)
class Brought:
    """A kind that is owed an answer: the case it is about, what keeps a row from being owed one, and
    what says that it was answered although it has no day for it (rows of before)."""

    model: Any
    case_id: Any
    owed: ColumnElement[bool] | None = None
    answered: ColumnElement[bool] | None = None


BROUGHT: Final[Mapping[str, Brought]] = {
    "objection": Brought(
        Objection, Objection.application_id,
        answered=and_(Objection.answered_on.is_(None), Objection.state.not_in(sorted(UNDECIDED))),
    ),
    "petition": Brought(Petition, Petition.application_id),
    "appeal": Brought(Appeal, Appeal.application_id, owed=Appeal.state != "withdrawn"),
}  # fmt: skip
"""Every kind of matter that is owed a reply; a test holds it to the kinds of `MATTERS` that say so."""


def scope(uow: UnitOfWork, wanted: Wanted, model: Any) -> list[ColumnElement[bool]]:
    """The rows of the caller's unions, and of the union asked for with all below it."""
    given: list[ColumnElement[bool]] = [within(model.union_path, uow.actor)]
    if wanted.union is not None:
        code, path = f"{wanted.union}.", model.union_path
        given.append(
            or_(path.startswith(code, autoescape=True), path.contains(f".{code}", autoescape=True))
        )
    return given


def replies(uow: UnitOfWork, wanted: Wanted) -> dict[str, Any]:
    """Of what was received in the period, what was answered by its last day: in all, by kind, by union
    and by programme. What is about no application has no programme."""
    found = union_all(*(_rows(uow, wanted, kind, one) for kind, one in BROUGHT.items())).subquery()
    of = (found.c.kind, found.c.union, found.c.programme)
    rows = uow.session.execute(
        select(*of, func.sum(found.c.answered).label("answered"), func.count().label("received"))
        .where(*([found.c.programme == wanted.programme] if wanted.programme else []))
        .group_by(*of)
    ).all()  # fmt: skip
    return {
        **_rate(rows),
        "kinds": [
            {"code": kind, **_rate(row for row in rows if row.kind == kind)} for kind in BROUGHT
        ],
        "unions": _by(rows, "union"),
        "programmes": _by(rows, "programme"),
    }


def satisfaction(uow: UnitOfWork, wanted: Wanted) -> dict[str, Any]:
    """Of those who were asked in the period, after a payment or an answer, and reached: who is content."""
    asked = union_all(
        *(
            select(
                model.satisfaction.label("said"), cast(programme, String).label("programme")
            ).where(
                *scope(uow, wanted, model), on.between(wanted.first, wanted.last),
                model.satisfaction.is_not(None), model.satisfaction != UNASKED,
            )
            for model, on, programme in (
                (FollowUp, FollowUp.visited_on, FollowUp.programme),
                (Petition, Petition.answered_on, programme_of(Petition.application_id)),
            )
        )
    ).subquery()  # fmt: skip
    content = func.count().filter(asked.c.said.in_(CONTENT))
    row = uow.session.execute(
        select(content, func.count()).select_from(asked).where(
            *([asked.c.programme == wanted.programme] if wanted.programme else [])
        )
    ).one()  # fmt: skip
    return Rate(int(row[0]), int(row[1])).to_dict()


def _rows(uow: UnitOfWork, wanted: Wanted, kind: str, one: Brought) -> Select[Any]:
    """One row for each that was received in the period; an objection of before has only its instant."""
    model = one.model
    answered = [model.answered_on <= wanted.last]
    received = model.since.between(wanted.first, wanted.last)
    if one.answered is not None:
        answered.append(one.answered)
        begins, ends = wanted.bounds()
        at = and_(model.received_at >= begins, model.received_at < ends)
        received = or_(received, and_(model.since.is_(None), at))
    owed = [] if one.owed is None else [one.owed]
    return select(
        cast(literal(kind), String).label("kind"), model.union.label("union"),
        programme_of(one.case_id).label("programme"), case((or_(*answered), 1), else_=0).label("answered"),
    ).where(*scope(uow, wanted, model), received, *owed)  # fmt: skip


def _rate(rows: Iterable[Any]) -> dict[str, Any]:
    counted = [(int(row.answered), int(row.received)) for row in rows]
    return Rate(sum(one for one, _ in counted), sum(all_ for _, all_ in counted)).to_dict()


def _by(rows: Sequence[Any], name: str) -> list[dict[str, Any]]:
    codes = sorted({getattr(row, name) for row in rows} - {None})
    return [
        {"code": code, **_rate(row for row in rows if getattr(row, name) == code)} for code in codes
    ]
