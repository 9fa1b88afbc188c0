"""Finding things within the caller's subtree: scope goes into the query; unseen is not found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select

from service.store.things import Thing
from service.unit_of_work import UnitOfWork
from workflows.actor import Actor
from workflows.errors import NotFound

__all__ = ["by_id", "in_scope", "page_after", "within", "within_or_above"]

T = TypeVar("T", bound=Thing)


def within(column: Any, actor: Actor) -> ColumnElement[bool]:
    """The condition that ``column``, a path of unions, lies in the actor's subtree."""
    return or_(False, *(column.startswith(root, autoescape=True) for root in actor.roots))


def within_or_above(column: Any, actor: Actor) -> ColumnElement[bool]:
    """What lies in the subtree, or at a union above it and therefore binds it."""
    lines = {code for root in actor.roots for code in _prefixes(root)}
    return or_(within(column, actor), column.in_(lines))


def _prefixes(path: str) -> list[str]:
    codes = path.strip(".").split(".")
    return [".".join(codes[: place + 1]) + "." for place in range(len(codes))]


def in_scope(
    uow: UnitOfWork, actor: Actor, model: type[T], thing_id: str, *, entire: bool = False
) -> T:
    """The thing, or ``NotFound``; ``hidden`` tells the audit note that it does exist."""
    found = uow.find(model, thing_id, entire=entire)
    if found is None:
        raise NotFound
    if not actor.sees(found.union_path):  # type: ignore[attr-defined]
        raise NotFound(hidden=thing_id)
    return found


def by_id(
    model: type[T], *, entire: bool = False
) -> Callable[[UnitOfWork, Actor, Mapping[str, str]], T]:
    """A finder for endpoints whose path names the thing by ``id``; ``entire`` with all its parts."""

    def find(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> T:
        return in_scope(uow, actor, model, args["id"], entire=entire)

    return find


def page_after(
    uow: UnitOfWork, model: type[T], conditions: list[ColumnElement[bool]], after: int, limit: int
) -> tuple[list[T], int | None]:
    """One page in the order of audit numbers, and the cursor of the next if there is one."""
    rows = list(
        uow.session.scalars(
            select(model)
            .where(model.number > after, *conditions)
            .order_by(model.number)
            .limit(limit + 1)
        )
    )
    more = len(rows) > limit
    page = rows[:limit]
    return page, (page[-1].number if more else None)
