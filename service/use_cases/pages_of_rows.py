"""Rows of one kind in pages and in the order of their ids, so that memory stays flat.

A row that cannot be read, whatever somebody did to its bytes, is found and told like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from service.store.things import Thing, whole

__all__ = ["PAGE", "numbers_in_pages", "rows_of"]

PAGE = 500
T = TypeVar("T", bound=Thing)


def numbers_in_pages(
    session: Session, model: type[Thing], *conditions: ColumnElement[bool]
) -> Iterator[dict[str, int]]:
    """The id of every row with the number it carries; nothing of a page is held after it."""
    last = ""
    asked = select(model.id, model.number).where(*conditions).order_by(model.id).limit(PAGE)
    while page := session.execute(asked.where(model.id > last)).all():
        last = page[-1].id
        yield {row.id: row.number for row in page}
        session.expunge_all()


def rows_of(
    session: Session, model: type[T], ids: Collection[str]
) -> Iterator[tuple[str, T | None]]:
    """These rows with all their parts; None where one cannot be read."""
    try:
        found = _asked(session, model, ids)
    except OperationalError:
        raise
    except Exception:  # one of them: look at each by itself
        session.expunge_all()
        yield from ((thing, _alone(session, model, thing)) for thing in ids)
        return
    yield from ((row.id, row) for row in found)


def _asked(session: Session, model: type[T], ids: Collection[str]) -> list[T]:
    asked = select(model).where(model.id.in_(ids)).order_by(model.id).options(*whole(model))
    return list(session.scalars(asked))


def _alone(session: Session, model: type[T], thing: str) -> T | None:
    try:
        return _asked(session, model, [thing])[0]
    except OperationalError:
        raise
    except Exception:  # whatever a cipher or a parser makes of altered bytes
        session.expunge_all()
        return None
