"""How a matter that waits is told, on whichever list it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from service.store.people import Union
from service.unit_of_work import UnitOfWork

__all__ = ["tell_matter", "unions_of"]


def tell_matter(row: Any, unions: Mapping[str, str]) -> dict[str, Any]:
    """What is told of a matter wherever it is listed; ``at`` is the union that owes it."""
    codes = row.union_path.strip(".").split(".")
    here = row.owing_path.strip(".").rpartition(".")[2]
    at = next((code for code in codes if unions.get(code) == row.level), here)
    return {
        "kind": row.kind,
        "id": row.id,
        "number": row.number,
        "state": row.state,
        "union": row.union,
        "programme": row.programme,
        "for": row.waits,
        "level": row.level,
        "at": at,
        "since": row.since.isoformat() if row.since else None,
        "within": row.within,
        "owner": row.owner_id,
    }


def unions_of(uow: UnitOfWork, rows: Sequence[Any]) -> dict[str, str]:
    """The level of every union that stands above one of these."""
    codes = {code for row in rows for code in row.union_path.strip(".").split(".")}
    found = uow.session.execute(select(Union.id, Union.level).where(Union.id.in_(codes)))
    return {row.id: row.level for row in found}
