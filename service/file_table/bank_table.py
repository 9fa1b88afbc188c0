"""A table as a bank gives it out: a title above the headings perhaps, columns in any order, more of them
than are read. What cannot be read of a line is said of that line; the others stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from service.bank.layout import Layout, alike
from service.file_table.amounts import fen_of
from service.file_table.fault import TableFault
from service.file_table.unfit import Unfit
from service.sheets.table import Cell, Sheet, Workbook

__all__ = ["BankLine", "amount_of", "bank_lines", "moment_of"]

HEADINGS_WITHIN: Final = 10
"""Lines at the top of which one must be the headings: banks write titles above them."""
_HERE: Final = timezone(timedelta(hours=8))
_MOMENT: Final = re.compile(
    r"([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?"
    r"(?:[T ]?([0-9]{1,2}):?([0-9]{2})(?::?([0-9]{2})(?:\.[0-9]+)?)?)?"
)
_LOST: Final = frozenset({"lossy", "error"})


@dataclass(frozen=True, slots=True)
class BankLine:
    """The texts of one line by field; ``lost`` are fields whose cell holds an error or a number that
    was shortened."""

    row: int
    said: Mapping[str, str] = field(repr=False)
    lost: frozenset[str] = frozenset()


def bank_lines(workbook: Workbook, layout: Layout) -> list[BankLine]:
    """Every line below the headings; raises ``Unfit`` where there is no such table."""
    sheet = _only(workbook)
    places: dict[int, str] = {}
    found: list[BankLine] = []
    for line in sheet.lines:
        if not places:
            places = _places(line.cells, layout)
            if not places and line.number >= HEADINGS_WITHIN:
                break
        elif line.cells:
            found += _line(line.number, line.cells, places)
    if not places:
        missing = (layout.columns[name][0] for name in layout.required)
        faults = (TableFault(sheet.name, 1, 0, head, "heading_missing") for head in missing)
        raise Unfit("headings_wrong", tuple(faults))
    if not found:
        raise Unfit("no_lines")
    return found


def _only(workbook: Workbook) -> Sheet:
    """The one sheet that holds anything; what would be left unread, or nobody has seen, is refused."""
    found = [sheet for sheet in workbook.sheets if len(sheet.lines)]
    if not found:
        raise Unfit("no_lines")
    if len(found) > 1:
        raise Unfit("sheet_unknown", sheet=found[1].name)
    if found[0].hidden:
        raise Unfit("sheet_hidden", sheet=found[0].name)
    return found[0]


def _places(cells: tuple[Cell, ...], layout: Layout) -> dict[int, str]:
    """The field of each column, if this is the line of the headings; a field stands there once."""
    heads = {head: name for name, all_ in layout.columns.items() for head in all_}
    places = {
        place: heads[alike(cell.text)]
        for place, cell in enumerate(cells)
        if alike(cell.text) in heads
    }
    known = list(places.values())
    fits = set(layout.required) <= set(known) and len(known) > 1
    if fits and len(known) != len(set(known)):
        raise Unfit("headings_wrong")
    return places if fits else {}


def _line(row: int, cells: tuple[Cell, ...], places: Mapping[int, str]) -> Iterator[BankLine]:
    told = {places[at]: cell for at, cell in enumerate(cells) if at in places}
    lost = frozenset(name for name, cell in told.items() if cell.kind in _LOST)
    said = {name: cell.text for name, cell in told.items() if cell.text and name not in lost}
    if said or lost:
        yield BankLine(row, said, lost)


def amount_of(text: str) -> int | None:
    """Whole fen above zero, or None; a third decimal is never rounded away."""
    fen = fen_of(text)
    return fen if fen else None


def moment_of(text: str) -> datetime | None:
    """A day or an instant as banks write it, in the time of the house, as UTC; None for anything else."""
    found = _MOMENT.fullmatch(text.strip())
    try:
        if found is None:
            return None
        year, month, day, hour, minute, second = (int(one or 0) for one in found.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=_HERE).astimezone(UTC)
    except ValueError:
        return None
