"""Which transfers a caller sees: those of their unions, whichever side these stand on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from service.store.application import Application
from service.store.file_life import Transfer
from service.store.hardship_file import HardshipFile, Member
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import within
from workflows.actor import Actor
from workflows.errors import NotFound
from workflows.path import DONE
from workflows.transfer import AT_RECEIVER

__all__ = ["Household", "Offered", "by_side", "find_transfer_to_act", "households_told"]
__all__ += ["transfers_after"]


@dataclass(frozen=True, slots=True)
class Offered:
    """A transfer as one call finds it; ``union_path`` is where the caller must hold a role."""

    transfer: Transfer
    union_path: str

    @property
    def id(self) -> str:
        return self.transfer.id

    @property
    def number(self) -> int:
        return self.transfer.number

    @property
    def state(self) -> str:
        return self.transfer.state


@dataclass(frozen=True, slots=True)
class Household:
    """What the receiving union is told before it decides: enough to know the case, and no more."""

    serial: str
    union_path: str
    worker_name: Personal
    category: str | None
    size: int
    reverify_by: date | None
    open_cases: int


def by_side(
    roles: Collection[str],
) -> Callable[[UnitOfWork, Actor, Mapping[str, str]], Offered]:
    """A finder for reading: the role may be held on either side."""

    def find(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Offered:
        transfer = _seen(uow, actor, args["id"])
        sides = (transfer.union_path, transfer.to_path)
        held = (path for path in sides if actor.holds(roles, path))
        return Offered(transfer, next(held, transfer.union_path))

    return find


def find_transfer_to_act(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Offered:
    """The same, with the role asked for on the side that the action belongs to."""
    transfer = _seen(uow, actor, args["id"])
    receiving = args["action"] in AT_RECEIVER
    return Offered(transfer, transfer.to_path if receiving else transfer.union_path)


def _seen(uow: UnitOfWork, actor: Actor, transfer_id: str) -> Transfer:
    transfer = uow.session.get(Transfer, transfer_id)
    if transfer is None:
        raise NotFound
    if not actor.sees(transfer.union_path) and not actor.sees(transfer.to_path):
        raise NotFound(hidden=transfer.id)
    return transfer


def transfers_after(
    uow: UnitOfWork, filters: Mapping[str, Any], after: int, limit: int
) -> tuple[list[Transfer], bool]:
    """A page of the transfers from or to the caller's unions."""
    columns = {
        "state": Transfer.state, "union": Transfer.union, "to": Transfer.to_union,
        "number": Transfer.serial,
    }  # fmt: skip
    wanted: list[ColumnElement[bool]] = [
        column == filters[name] for name, column in columns.items() if name in filters
    ]
    mine = or_(within(Transfer.union_path, uow.actor), within(Transfer.to_path, uow.actor))
    rows = uow.session.scalars(
        select(Transfer)
        .where(Transfer.number > after, mine, *wanted)
        .order_by(Transfer.number)
        .limit(limit + 1)
    ).all()
    return list(rows[:limit]), len(rows) > limit


def households_told(uow: UnitOfWork, transfers: Sequence[Transfer]) -> dict[str, Household]:
    """By file, in one statement, what may be told of the household that goes."""
    people, cases = Member.file_id == HardshipFile.id, Application.file_id == HardshipFile.id
    size = select(func.count()).where(people).correlate(HardshipFile).scalar_subquery()
    going = (
        select(func.count())
        .where(cases, Application.aid_year.is_(None), Application.state.not_in(DONE))
        .correlate(HardshipFile)
        .scalar_subquery()
    )
    worker = (
        select(Member.name).where(people, Member.position == 0).correlate(HardshipFile)
    ).scalar_subquery()
    rows = uow.session.execute(
        select(
            HardshipFile.id, HardshipFile.serial, HardshipFile.union_path, worker,
            HardshipFile.category, size, HardshipFile.reverify_by, going,
        ).where(HardshipFile.id.in_({one.file_id for one in transfers}))
    )  # fmt: skip
    return {row[0]: Household(*row[1:]) for row in rows}
