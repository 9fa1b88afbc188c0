"""An xlsx of a stranger: unpacked, scanned and made anew before calamine parses it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Final

from python_calamine import CalamineSheet, load_workbook

from service.sheets.archive import Archive
from service.sheets.cells import trimmed, value_cell
from service.sheets.limits import Limits
from service.sheets.parts import SheetPart, find_parts
from service.sheets.refusal import SheetRefused
from service.sheets.repack import repack
from service.sheets.table import EMPTY, Cell, Line, Lines, Sheet, Workbook, address

__all__ = ["parsed", "parser_faults_refused", "read_xlsx"]

_PANIC: Final = "PanicException"  # of pyo3, which gives it no module to import it from


@contextmanager
def parser_faults_refused() -> Iterator[None]:
    """Whatever a parser raises is a refusal; what is meant for the process passes.

    A panic of Rust reaches Python as a BaseException, past every `except Exception`.
    """
    try:
        yield
    except SheetRefused:
        raise
    except Exception as fault:
        raise SheetRefused("unreadable") from fault
    except BaseException as fault:
        if type(fault).__name__ != _PANIC:
            raise
        raise SheetRefused("unreadable") from fault


def read_xlsx(data: bytes, limits: Limits) -> Workbook:
    """Within `parser_faults_refused`: raises SheetRefused, or whatever a parser stumbles over."""
    archive = Archive(data, limits)
    parts = find_parts(archive, limits)
    repacked = repack(archive, parts, limits)
    tables = zip(parts.sheets, parsed(repacked.book), repacked.errors, strict=True)
    return Workbook(tuple(_sheet(*table, limits) for table in tables))


def parsed(book: BytesIO) -> list[CalamineSheet]:
    """Only for what `repack` made: given a stranger's own bytes, calamine can abort the process."""
    with load_workbook(book) as opened:
        book.close()  # calamine has a copy
        return [opened.get_sheet_by_index(place) for place in range(len(opened.sheet_names))]


def _sheet(
    part: SheetPart, rows: CalamineSheet, errors: dict[int, dict[int, str]], limits: Limits
) -> Sheet:
    table = _Table(part.name, rows, errors)
    count = table.checked(limits)
    return Sheet(part.name, Lines(count, lambda: table.walk(count)), part.hidden)


@dataclass(frozen=True, slots=True)
class _Table:
    """One parsed sheet, with the errors that calamine shows as nothing."""

    name: str
    rows: CalamineSheet
    errors: dict[int, dict[int, str]]

    def checked(self, limits: Limits) -> int:
        """The number of the last line that holds anything, once no text is refused."""
        last = 0
        for number, values in enumerate(self.rows.iter_rows(), start=1):
            for place, value in enumerate(values):
                if value.__class__ is str and (len(value) > limits.characters or "\x00" in value):
                    self._refuse(value, address(number, self._left() + place + 1), limits)
            if any(value != "" and value_cell(value) is not EMPTY for value in values):
                last = number
        return max(last, *self.errors, 0)

    def _refuse(self, value: str, at: str, limits: Limits) -> None:
        if "\x00" in value:
            raise SheetRefused("cell_nul", sheet=self.name, cell=at)
        characters, limit = len(trimmed(value)), limits.characters
        if characters > limit:
            raise SheetRefused(
                "cell_too_long", sheet=self.name, cell=at, characters=characters, limit=limit
            )

    def _left(self) -> int:
        """Columns before the first that holds anything: calamine leaves them out, but no rows."""
        return self.rows.start[1] if self.rows.start else 0

    def walk(self, count: int) -> Iterator[Line]:
        left = self._left()
        for number, values in enumerate(islice(self.rows.iter_rows(), count), start=1):
            cells = [EMPTY] * left
            cells += [EMPTY if value == "" else value_cell(value) for value in values]
            for column, error in self.errors.get(number, {}).items():
                cells[column - 1] = Cell(error, "error")
            while cells and cells[-1] is EMPTY:
                cells.pop()
            yield Line(number, tuple(cells))
