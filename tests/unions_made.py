"""Unions beside the seeded ones."""

from __future__ import annotations

from collections.abc import Callable

from service.store.people import Union
from service.unit_of_work import Answer, UnitOfWork
from tests.county import County
from workflows.actor import SYSTEM

__all__ = ["another_tree", "union_at"]


def union_at(county: County, code: str, level: str, parent: str, who: str = "system-1") -> str:
    """A new union of the level below another."""
    form = {"id": code, "name": f"{code} 工会", "level": level, "parent": parent}
    made = county.post(who, "/v1/unions", form)
    assert made.status == 201, made.body
    return code


def another_tree(county: County) -> str:
    """A grassroots union under a root of its own, where nothing is in force; written straight into
    the rows, because nobody opens a root."""

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = SYSTEM
        for code, level, parent, path in (
            ("440000", "province", None, "440000."),
            ("440000001", "grassroots", "440000", "440000.440000001."),
        ):
            union = uow.add(
                Union(id=code, name=f"{code} 工会", level=level, parent=parent, path=path)
            )
            uow.record("union.create", union)
        return lambda: Answer(200, {})

    county.house.transactions.write(work)
    return "440000001"
