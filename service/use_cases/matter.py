"""One kind of matter that waits for somebody: where its rows stand, which of them wait, and who may do them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    cast,
    literal,
    null,
    or_,
    select,
)

from service.store.things import Base
from workflows.actor import Actor
from workflows.owed import owed_by, roles_owing
from workflows.table import Row, Table

__all__ = ["COLUMNS", "Condition", "Matter", "clocked", "owners", "posts", "stated"]

Condition: TypeAlias = ColumnElement[bool]
COLUMNS: Final[Mapping[str, Any]] = {
    "id": String, "number": String, "state": String, "union": String, "union_path": String,
    "owing_path": String, "case_id": String, "file_id": String, "programme": String,
    "waits": String, "level": String, "since": Date, "within": String, "owner_id": String,
    "escalated_on": Date, "escalated_to": String, "against": Boolean,
}  # fmt: skip
"""What every kind tells of a row, by name and type; a kind that has none of it leaves it out.
``owing_path`` is the union at which, or above which, it is done; ``case_id`` and ``file_id`` are the
case and the file of which separation of duties and recusal are asked; ``against`` says that it speaks
against what was done in that case."""


@dataclass(frozen=True, slots=True)
class Matter:
    """``columns`` of ``model`` by the names of `COLUMNS`; ``waiting`` are its rows that wait at all on a
    day, ``mine`` those an actor's posts may do. ``rows`` are the rows of its table that do it.

    ``roles`` says by state (none is any) and kind of work who does it, where it is ``timed``; ``reply``
    says that somebody is to be in charge of it and to answer whoever brought it (事事有人管，件件有回音).
    """

    model: type[Base]
    columns: Mapping[str, Any]
    waiting: Callable[[date], tuple[Condition, ...]]
    mine: Callable[[Actor], Condition]
    rows: Callable[[str, str | None], tuple[Row, ...]]
    roles: Mapping[tuple[str | None, str], frozenset[str]]
    timed: bool = False
    reply: bool = False

    def asked(self, kind: str, *conditions: Condition) -> Select[Any]:
        """Its rows under the names of all kinds."""
        known = {"owing_path": self.columns["union_path"], **self.columns}
        told = [
            (known[name] if name in known else cast(null(), of)).label(name)
            for name, of in COLUMNS.items()
        ]
        return select(cast(literal(kind), String).label("kind"), *told).where(*conditions)


def posts(actor: Actor, roles: frozenset[str], path: Any, level: Any = None) -> Condition:
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


def owners(actor: Actor) -> list[str]:
    """The accounts in whose place the actor may stand: their own, and those of who gave them a post."""
    given = [one.giver.subject for one in actor.appointments if one.giver is not None]
    return [actor.subject, *given]


def clocked(
    kind: str, model: Any, columns: Mapping[str, Any], *waiting: Condition,
    mine: Callable[[Actor], Condition] = lambda _actor: literal(True),
) -> Matter:  # fmt: skip
    """A thing along a path: the kind of work that waits and its level stand in the row."""
    roles = roles_owing(kind)
    told = {
        "id": model.id, "number": model.serial, "state": model.state, "union": model.union,
        "union_path": model.union_path, "waits": model.waits, "level": model.waits_level, **columns,
    }  # fmt: skip
    owner = told.get("owner_id")

    def may(actor: Actor) -> Condition:
        by_work = (
            and_(model.waits == work, posts(actor, of, model.union_path, model.waits_level))
            for work, of in roles.items()
        )
        free: Condition = literal(True)
        if owner is not None:
            free = or_(owner.is_(None), owner.in_(owners(actor)))
        return and_(free, mine(actor), or_(False, *by_work))

    return Matter(
        model, told, lambda _today: (model.waits.is_not(None), *waiting), may,
        lambda state, work: owed_by(kind, state, work or ""),
        {(None, work): of for work, of in roles.items()}, timed=True,
    )  # fmt: skip


def stated(
    model: Any, table: Table, does: Mapping[str, tuple[str, ...]],
    waiting: Callable[[date], tuple[Condition, ...]] = lambda _today: (),
    mine: Callable[[Actor], Condition] = lambda _actor: literal(True),
    work: Mapping[str, str] | None = None, reply: bool = False, **columns: Any,
) -> Matter:  # fmt: skip
    """A thing that waits in some of its states for some of its actions, by the roles of its table.

    ``work`` is the kind of work each state waits for, where it has a clock.
    """
    told = {
        "id": model.id, "state": model.state, "union": model.union, "union_path": model.union_path,
        **columns,
    }  # fmt: skip
    at = told.get("owing_path", told["union_path"])

    def rows(state: str, _work: str | None) -> tuple[Row, ...]:
        return tuple(row for one in does.get(state, ()) for row in table.rows_for(state, one))

    def roles(state: str) -> frozenset[str]:
        return frozenset().union(*(row.roles for row in rows(state, None)))

    def may(actor: Actor) -> Condition:
        by_state = (and_(model.state == one, posts(actor, roles(one), at)) for one in does)
        return and_(mine(actor), or_(False, *by_state))

    owing: dict[tuple[str | None, str], frozenset[str]] = {
        (state, kind): roles(state) for state, kind in (work or {}).items()
    }
    return Matter(
        model, told, lambda today: (model.state.in_(list(does)), *waiting(today)), may, rows, owing,
        timed=work is not None, reply=reply,
    )  # fmt: skip
