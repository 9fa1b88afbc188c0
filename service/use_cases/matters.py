"""The kinds of matters that wait for somebody: one entry a kind, and whatever is told of one is told of all.

An entry says where the rows stand, which of them wait, who may do them and what there is to do. A
kind that joins is an entry here and a word in the vocabulary (`matter`): to-do list, overdue list,
counts and scope are the same for all (`todo`, `find_overdue`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
)

from service.store.application import Application, Vote
from service.store.economic_check import EconomicCheck
from service.store.file_life import Recheck, Transfer
from service.store.hardship_file import HardshipFile
from service.store.money import PaymentBatch, Payout
from service.store.notice import Notice
from service.store.things import Thing
from workflows.actor import Actor
from workflows.hardship_file import ANSWERED
from workflows.notice import NOTICE
from workflows.owed import owed_by, roles_owing
from workflows.payment_batch import PAYMENT_BATCH
from workflows.payout import PAYOUT
from workflows.recheck import RECHECK
from workflows.table import Row, Table
from workflows.transfer import TRANSFER

__all__ = ["COLUMNS", "MATTERS", "Matter"]

Condition: TypeAlias = ColumnElement[bool]
COLUMNS: Final[Mapping[str, Any]] = {
    "id": String, "number": String, "state": String, "union": String, "union_path": String,
    "file_id": String, "programme": String, "waits": String, "level": String, "since": Date,
    "within": String, "owner_id": String, "escalated_on": Date, "escalated_to": String,
}  # fmt: skip
"""What every kind tells of a row, by name and type; a kind that has none of it leaves it out."""


@dataclass(frozen=True, slots=True)
class Matter:
    """``columns`` of ``model`` by the names of `COLUMNS`; ``waiting`` are its rows that wait at all on a
    day, ``mine`` those an actor's posts may do. ``rows`` are the rows of its table that do it.
    ``case`` says that separation of duties and recusal are asked of it."""

    model: type[Thing]
    columns: Mapping[str, Any]
    waiting: Callable[[date], tuple[Condition, ...]]
    mine: Callable[[Actor], Condition]
    rows: Callable[[str, str | None], tuple[Row, ...]]
    case: bool = False
    timed: bool = field(default=False)

    def asked(self, kind: str, *conditions: Condition) -> Select[Any]:
        """Its rows under the names of all kinds."""
        told = [
            (self.columns[name] if name in self.columns else cast(null(), of)).label(name)
            for name, of in COLUMNS.items()
        ]
        return select(cast(literal(kind), String).label("kind"), *told).where(*conditions)


def _posts(actor: Actor, roles: frozenset[str], path: Any, level: Any = None) -> Condition:
    """That an appointment of one of these roles reaches ``path``, and is of the level asked for."""
    held = [one for one in actor.appointments if one.role in roles]
    return or_(
        False,
        *(
            and_(
                path.startswith(one.path, autoescape=True),
                *(() if level is None else (or_(level.is_(None), level == one.level),)),
            )
            for one in held
        ),
    )


def _case(
    model: Any, *waiting: Condition, mine: Callable[[Actor], Condition], **more: Any
) -> Matter:
    """A thing with a clock: the kind of work and its level stand in the row."""
    kind = model.KIND
    roles = roles_owing(kind)

    def may(actor: Actor) -> Condition:
        by_work = (
            and_(model.waits == work, _posts(actor, of, model.union_path, model.waits_level))
            for work, of in roles.items()
        )
        free = or_(model.owner_id.is_(None), model.owner_id.in_(actor.accounts))
        return and_(free, mine(actor), or_(False, *by_work))

    columns = {
        "id": model.id, "number": model.serial, "state": model.state, "union": model.union,
        "union_path": model.union_path, "waits": model.waits, "level": model.waits_level,
        "since": model.since, "within": model.within, "owner_id": model.owner_id,
        "escalated_on": model.escalated_on, "escalated_to": model.escalated_to, **more,
    }  # fmt: skip
    return Matter(
        model, columns, lambda _today: (model.waits.is_not(None), *waiting), may,
        lambda state, work: owed_by(kind, state, work or ""), case=True, timed=True,
    )  # fmt: skip


def _mine(actor: Actor) -> Condition:
    """Not what waits for the bank: its batch or payout stands for it; nor what I have voted on, or
    somebody for me."""
    persons = list(actor.persons())
    voted = exists().where(
        Vote.application_id == Application.id, Vote.round == Application.round,
        or_(Vote.person_id.in_(persons), Vote.for_person.in_(persons)),
    )  # fmt: skip
    return and_(Application.state != "paying", ~voted)


def _thing(
    model: Any, table: Table, does: Mapping[str, tuple[str, ...]], path: Any = None,
    waiting: Callable[[date], tuple[Condition, ...]] = lambda _today: (), case: bool = False,
    **columns: Any,
) -> Matter:  # fmt: skip
    """A thing that waits in some of its states for some of its actions, by the roles of its table."""
    at = model.union_path if path is None else path

    def rows(state: str, _work: str | None) -> tuple[Row, ...]:
        actions = does.get(state, ())
        return tuple(row for action in actions for row in table.rows_for(state, action))

    def mine(actor: Actor) -> Condition:
        by_state = (
            and_(
                model.state == state,
                _posts(actor, frozenset().union(*(row.roles for row in rows(state, None))), at),
            )
            for state in does
        )
        return or_(False, *by_state)

    told = {
        "id": model.id, "state": model.state, "union": model.union, "union_path": at, **columns,
    }  # fmt: skip
    return Matter(
        model, told, lambda today: (model.state.in_(list(does)), *waiting(today)), mine, rows, case
    )


_ANSWER: Final = Table("economic_check", "open", frozenset({"answered"}), (
    Row("open", "answer", "answered", ANSWERED.roles, ANSWERED.guards, duty=ANSWERED.duty),
))  # fmt: skip

MATTERS: Final[Mapping[str, Matter]] = {
    "application": _case(
        Application, mine=_mine, file_id=Application.file_id, programme=Application.programme
    ),
    "hardship_file": _case(HardshipFile, mine=lambda _actor: literal(True), file_id=HardshipFile.id),
    "notice": _thing(
        Notice, NOTICE, {"open": ("close",)}, waiting=lambda today: (Notice.ends_on < today,),
        number=Notice.serial, since=Notice.ends_on,
    ),
    "economic_check": _thing(
        EconomicCheck, _ANSWER, {"open": ("answer",)}, number=EconomicCheck.serial,
        since=EconomicCheck.asked_on,
    ),
    "recheck": _thing(
        Recheck, RECHECK, {"open": ("find_consistent", "find_inconsistent")}, case=True,
        number=Recheck.serial, file_id=Recheck.file_id,
    ),
    "transfer": _thing(
        Transfer, TRANSFER, {"offered": ("accept", "decline")}, path=Transfer.to_path,
        number=Transfer.serial, file_id=Transfer.file_id, union=Transfer.to_union, case=True,
    ),
    "payment_batch": _thing(
        PaymentBatch, PAYMENT_BATCH,
        {"draft": ("submit",), "submitted": ("release",), "released": ("dispatch",)},
        number=PaymentBatch.serial,
    ),
    "payout": _thing(
        Payout, PAYOUT, {"failed": ("reissue",), "returned": ("reissue",)},
        waiting=lambda _today: (Payout.live.is_(True),), number=Payout.reference,
        programme=Payout.programme, file_id=Payout.file_id,
    ),
}  # fmt: skip
"""Every kind. Things without a clock are done by the worker in time, or are nobody's to be late with."""
