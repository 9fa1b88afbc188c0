"""A union takes its place in the tree, below a union of a higher level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.people import Union
from service.unit_of_work import UnitOfWork
from service.use_cases.named_union import named_union
from workflows.errors import AlreadyExists, LevelUnfit
from workflows.vocabulary import Role, codes

__all__ = ["create_union"]

_RANK = {level: rank for rank, level in enumerate(codes("level"))}


def create_union(uow: UnitOfWork, form: Mapping[str, Any]) -> Union:
    """Raises ``UnionUnknown``, ``LevelUnfit`` or ``AlreadyExists``."""
    parent = named_union(uow, form["parent"], Role.SYSTEM_ADMIN)
    if _RANK[form["level"]] >= _RANK[parent.level]:
        raise LevelUnfit(level=form["level"], parent_level=parent.level)
    code = form["id"]
    uow.watch(code)
    if uow.session.get(Union, code) is not None:
        raise AlreadyExists(id=code)
    union = uow.add(
        Union(
            id=code, name=form["name"], level=form["level"], parent=parent.id,
            path=f"{parent.path}{code}.",
        )
    )  # fmt: skip
    uow.record("union.create", union)
    return union
