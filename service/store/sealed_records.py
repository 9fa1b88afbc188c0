"""Records that are only ever inserted, as the entry of the deed that made them commits to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from service.store.money import BankResult, Posting
from service.store.things import Record, plain

__all__ = ["SEALED", "sealed_between", "sealed_state"]

LATER: Mapping[str, frozenset[str]] = {
    "bank_result": frozenset({"queued_on", "reason", "amount_fen"}),
    "posting": frozenset({"other_fund_id"}),
}
"""Columns that a table did not have when its first rows were written: silent while empty (ADR 0016)."""

SEALED: tuple[type[Record], ...] = (Posting, BankResult)


def sealed_state(record: Record) -> dict[str, Any]:
    """The logical row with its table's name; its number stands in the entry already."""
    columns = type(record).__table__.columns
    return _state(type(record), {name: getattr(record, name) for name in columns.keys()})  # noqa: SIM118


def sealed_between(
    connection: Connection, first: int, last: int
) -> Mapping[int, list[dict[str, Any]]]:
    """Every sealed record made by the entries from `first` to `last`, by the entry's number."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for model in SEALED:
        rows = select(model.__table__).where(model.made_by.between(first, last))
        for row in connection.execute(rows).mappings():
            found[row["made_by"]].append(_state(model, dict(row)))
    return found


def _state(model: type[Record], row: Mapping[str, Any]) -> dict[str, Any]:
    later = LATER.get(model.__tablename__, frozenset())
    told = {
        name: plain(value)
        for name, value in row.items()
        if name != "made_by" and not (value is None and name in later)
    }
    return {"t": model.__tablename__, **told}
