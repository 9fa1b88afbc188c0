"""Which columns a sheet has, read from its first line: in any order, none twice, none unknown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from service.file_table.column import Column, Line
from service.file_table.columns import RELATION, WORKER_KEY, of
from service.file_table.fault import TableFault
from service.sheets.read_csv import CSV_SHEET
from service.sheets.table import EMPTY, Cell

__all__ = ["CSV_SHEET", "HEADER", "HOUSEHOLDS", "MEMBERS", "SHEETS", "Layout", "read_layout"]

HOUSEHOLDS: Final = "档案"
MEMBERS: Final = "家庭成员"
HEADER: Final = 1

_NAMED: Final = (RELATION, WORKER_KEY)
"""Read before the line as a whole: they say what kind of line it is, and whose."""
SHEETS: Final[Mapping[str, tuple[Column, ...]]] = {
    HOUSEHOLDS: tuple(one for one in of(Line.EVERY, Line.WORKER) if one is not RELATION),
    MEMBERS: of(Line.KEY, Line.EVERY, Line.MEMBER),
    CSV_SHEET: of(Line.EVERY, Line.MEMBER, Line.WORKER),
}
"""The columns of each sheet, in the order of the template. A CSV is one sheet with all lines on it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The column of each place of a sheet, None where the line is read without it."""

    sheet: str
    heads: tuple[Column | None, ...]
    places: Mapping[str, int] = field(default_factory=dict)
    """By heading, from 1."""
    bare: tuple[int, ...] = ()
    """Places without a heading, up to the last that has one."""

    def fault(self, row: int, column: Column, code: str, **values: object) -> TableFault:
        """A fault in this column of a line; the column may be missing from the table."""
        place = self.places.get(column.title, 0)
        return TableFault(self.sheet, row, place, column.title, code, values)

    def unheaded(self, row: int, cells: Sequence[Cell]) -> list[TableFault]:
        """Cells that say something nobody would read, because their column has no heading."""
        beyond = range(len(self.heads) + 1, len(cells) + 1)
        places = [place for place in (*self.bare, *beyond) if place <= len(cells)]
        return [
            TableFault(self.sheet, row, place, "", "heading_missing_here")
            for place in places
            if cells[place - 1] is not EMPTY
        ]


def read_layout(
    kind: str, cells: Sequence[Cell], columns: tuple[Column, ...]
) -> tuple[Layout, list[TableFault]]:
    """The layout of a sheet of these columns, and every heading that is wrong."""
    heads: list[Column | None] = []
    places: dict[str, int] = {}
    faults: list[TableFault] = []
    for place, cell in enumerate(cells, start=1):
        column = _by_heading(columns).get(_alike(cell.text))
        if column is not None and column.title in places:
            faults.append(TableFault(kind, HEADER, place, cell.text, "heading_twice"))
        elif column is None and cell.text:
            faults.append(TableFault(kind, HEADER, place, cell.text, "heading_unknown"))
        elif column is not None:
            places[column.title] = place
        heads.append(None if column in _NAMED else column)
    faults.extend(_missing(kind, places, columns))
    bare = tuple(place for place, cell in enumerate(cells, start=1) if not cell.text)
    return Layout(kind, tuple(heads), places, bare), faults


def _missing(
    kind: str, places: Mapping[str, int], columns: tuple[Column, ...]
) -> Iterator[TableFault]:
    for column in columns:
        if column.required and column.title not in places:
            yield TableFault(kind, HEADER, 0, column.title, "heading_missing")


@cache
def _by_heading(columns: tuple[Column, ...]) -> dict[str, Column]:
    return {_alike(column.title): column for column in columns}


def _alike(heading: str) -> str:
    """Width, blanks and the asterisk of a required column do not make another heading."""
    return "".join(unicodedata.normalize("NFKC", heading).split()).replace("*", "")
