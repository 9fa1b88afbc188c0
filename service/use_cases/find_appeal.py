"""Which appeals a caller sees: those about cases of their unions; the deciding union stands above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, not_

from service.store.matters import Appeal
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import in_scope, page_after, within
from service.use_cases.late import late
from workflows.actor import Actor
from workflows.appeal import BY_CLERK, UNDECIDED

__all__ = ["Brought", "appeals_after", "find_appeal", "find_appeal_to_act"]


@dataclass(frozen=True, slots=True)
class Brought:
    """An appeal as one call finds it; ``union_path`` is where the caller must hold a role."""

    appeal: Appeal
    union_path: str

    @property
    def id(self) -> str:
        return self.appeal.id

    @property
    def number(self) -> int:
        return self.appeal.number

    @property
    def state(self) -> str:
        return self.appeal.state


def find_appeal(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Brought:
    """The appeal, for whoever sees the union of its case."""
    appeal = in_scope(uow, actor, Appeal, args["id"])
    return Brought(appeal, appeal.union_path)


def find_appeal_to_act(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Brought:
    """The same, with the role asked for at the union that the action belongs to."""
    appeal = find_appeal(uow, actor, args).appeal
    by_clerk = args["action"] in BY_CLERK
    return Brought(appeal, appeal.union_path if by_clerk else appeal.to_path)


def appeals_after(
    uow: UnitOfWork, filters: Mapping[str, Any], after: int, limit: int
) -> tuple[list[Appeal], int | None]:
    """A page of the appeals about cases of the caller's unions."""
    columns = {
        "state": Appeal.state, "union": Appeal.union, "to": Appeal.to_union,
        "application_id": Appeal.application_id, "number": Appeal.serial,
    }  # fmt: skip
    wanted: list[ColumnElement[bool]] = [within(Appeal.union_path, uow.actor)]
    wanted += [column == filters[name] for name, column in columns.items() if name in filters]
    if "overdue" in filters:
        waits = late(uow, Appeal.state, UNDECIDED, Appeal.since, Appeal.within)
        wanted.append(waits if filters["overdue"] == "true" else not_(waits))
    return page_after(uow, Appeal, wanted, after, limit)
