"""A union that a form names: it must lie in the caller's subtree, by the role that lets them act."""

from __future__ import annotations

from collections.abc import Mapping

from service.store.people import Union
from service.unit_of_work import UnitOfWork
from workflows.actor import Actor
from workflows.errors import NotFound, UnionUnknown

__all__ = ["find_union", "named_union"]


def find_union(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Union:
    """The union of the path, or ``NotFound`` when it lies outside the caller's subtree."""
    found = uow.session.get(Union, args["id"])
    if found is None:
        raise NotFound
    if not actor.sees(found.path):
        raise NotFound(hidden=found.id)
    return found


def named_union(uow: UnitOfWork, code: str, role: str) -> Union:
    """The union, or ``UnionUnknown``; the caller holds ``role`` at it or above it."""
    uow.watch(code)
    found = uow.session.get(Union, code)
    if found is None:
        raise UnionUnknown(union=code)
    if uow.actor.holds({role}, found.path) is None:
        raise UnionUnknown(union=code, hidden=code)
    return found
