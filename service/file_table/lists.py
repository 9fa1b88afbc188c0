"""Cells that hold several things: amounts of one item with their notes, and vehicles.

A form may name an item twice and note something beside it; a table has one column for each item. So
a cell may hold more than one amount, and nothing is lost on the way there and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from service.file_table.amounts import fen_of, yuan_of
from service.file_table.codes import code_of, label_of
from service.file_table.column import Column, Kind
from service.file_table.fault import CellFault
from service.file_table.kinds import plain
from service.sheets.table import Cell

__all__ = ["ITEMS", "VEHICLES"]

_NOTED: Final = re.compile(r"([^（(；;]+)(?:[（(](.+)[）)])?", re.DOTALL)
_PROVEN: Final = {"是": True, "否": False, "有": True, "无": False}
_MOST: Final = 3  # what is said of a vehicle: kind, price, whether the price is proven


def _items(cell: Cell, column: Column, _today: date) -> list[dict[str, Any]]:
    found = []
    for part in _parts(cell.text):
        said = _NOTED.fullmatch(part.strip())
        fen = fen_of(said[1]) if said else None
        if said is None or fen is None:
            raise CellFault("not_items")
        note = {"note": said[2].strip()} if said[2] else {}
        found.append({"item": column.item, "amount_fen": fen, **note})
    return found


def _parts(text: str) -> Iterator[str]:
    """Between semicolons, but not those within the brackets of a note; each character once."""
    begun, noted = 0, False
    for place, character in enumerate(text):
        if character in "（(":
            noted = True
        elif character in "）)":
            noted = False
        elif character in "；;" and not noted:
            yield text[begun:place]
            begun = place + 1
    yield text[begun:]


def _as_items(value: Any, column: Column) -> str:
    """Of a list of all items those of this column."""
    return "；".join(
        yuan_of(one["amount_fen"]) + (f"（{one['note']}）" if one.get("note") else "")
        for one in value
        if one["item"] == column.item
    )


def _vehicles(cell: Cell, column: Column, _today: date) -> list[dict[str, Any]]:
    parts = [part for part in re.split(r"[；;]", cell.text) if part.strip()]
    return [_vehicle(part, column) for part in parts]


def _vehicle(text: str, column: Column) -> dict[str, Any]:
    said = [one.strip() for one in re.split(r"[/／]", text)]
    kind = code_of(column.codes, said[0])
    if kind is None or len(said) > _MOST:
        raise CellFault("not_vehicles")
    found: dict[str, Any] = {"kind": kind}
    if len(said) > 1 and said[1]:
        found["price_fen"] = fen_of(said[1])
    if len(said) > 2 and said[2]:  # noqa: PLR2004 - the third of three
        found["price_proven"] = _PROVEN.get(plain(said[2]))
    if None in found.values():
        raise CellFault("not_vehicles")
    return found


def _as_vehicles(value: Any, column: Column) -> str:
    return "；".join("/".join(_vehicle_said(one, column)).rstrip("/") for one in value)


def _vehicle_said(one: dict[str, Any], column: Column) -> tuple[str, str, str]:
    price, proven = one.get("price_fen"), one.get("price_proven")
    return (
        label_of(column.codes, one["kind"]),
        "" if price is None else yuan_of(price),
        "" if proven is None else "是" if proven else "否",
    )


ITEMS: Final = Kind(_items, _as_items, many=True)
VEHICLES: Final = Kind(_vehicles, _as_vehicles, many=True)
